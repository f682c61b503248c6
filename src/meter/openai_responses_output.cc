#include "meter/openai_responses_output.h"

#include <array>

#include "meter/json_text.h"

namespace rg::meter {
namespace {

// What an entry costs beside its text, so that a flood of empty ones is bounded too.
constexpr std::size_t kEntryBytes = 256;

// How the text of each kind of part is called, and the event that completes it.
struct PartKind {
  std::string_view type;
  std::string_view field;
  std::string_view done_event;
};
constexpr std::array kPartKinds = {
    PartKind{"\"output_text\"", "text", "response.output_text.done"},
    PartKind{"\"refusal\"", "refusal", "response.refusal.done"},
    PartKind{"\"reasoning_text\"", "text", "response.reasoning_text.done"},
    PartKind{"\"summary_text\"", "text", "response.reasoning_summary_text.done"},
};

// The same for items whose text belongs to no part.
struct ItemKind {
  std::string_view type;
  std::string_view field;
  std::string_view done_event;
};
constexpr std::array kItemKinds = {
    ItemKind{"\"function_call\"", "arguments", "response.function_call_arguments.done"},
    ItemKind{"\"mcp_call\"", "arguments", "response.mcp_call_arguments.done"},
    ItemKind{"\"custom_tool_call\"", "input", "response.custom_tool_call_input.done"},
    ItemKind{"\"code_interpreter_call\"", "code", "response.code_interpreter_call_code.done"},
};

template <class Kinds>
const auto* KindOf(const Kinds& kinds, std::string_view object) {
  const std::string_view type = MemberOf(object, "type");
  for (const auto& kind : kinds) {
    if (kind.type == type) return &kind;
  }
  return static_cast<decltype(&kinds.front())>(nullptr);
}

// As it is written, and of an item that has none "" in quotes.
std::string_view IdOf(std::string_view item) {
  const std::string_view id = MemberOf(item, "id");
  return id.empty() ? std::string_view("\"\"") : id;
}

std::string Quoted(std::string_view escaped) {
  return std::string("\"").append(escaped).append("\"");
}

void BeginEvent(std::string& out, std::string_view type, std::int64_t& sequence) {
  out.append("event: ").append(type).append("\ndata: {\"type\":\"").append(type).append("\",");
  AppendMember(out, "sequence_number", sequence++);
}

void AppendUsage(std::string& out, const Usage& usage) {
  out.push_back('{');
  AppendMember(out, "input_tokens", usage.InputTokens());
  out.append(",\"input_tokens_details\":{");
  AppendMember(out, "cached_tokens", usage[UsageClass::kCacheRead]);
  out.append("},");
  AppendMember(out, "output_tokens", usage.OutputTokens());
  out.append(",\"output_tokens_details\":{");
  AppendMember(out, "reasoning_tokens", usage[UsageClass::kOutputReasoning]);
  out.append("},");
  AppendMember(out, "total_tokens", usage.InputTokens() + usage.OutputTokens());
  out.push_back('}');
}

constexpr std::string_view kUnknownResponse =
    "{\"id\":\"resp_cut\",\"object\":\"response\",\"created_at\":0,\"status\":\"in_progress\","
    "\"model\":\"\",\"error\":null,\"incomplete_details\":null,\"instructions\":null,\"metadata\":{"
    "},"
    "\"output\":[],\"parallel_tool_calls\":true,\"temperature\":1.0,\"tool_choice\":\"auto\","
    "\"tools\":[],\"top_p\":1.0}";

// A part as it stands: what was added, with the text that has come since.
std::string PartSoFar(std::string_view raw, std::string_view text, bool done) {
  const PartKind* const kind = KindOf(kPartKinds, raw);
  if (done || kind == nullptr) return std::string(raw);
  return WithMembers(raw, {{kind->field, Quoted(text)}});
}

}  // namespace

bool ResponsesOutput::Room(std::size_t bytes, std::size_t overhead) {
  if (given_up_) return false;
  kept_ += bytes + overhead;
  if (kept_ <= kKeptMax) return true;
  given_up_ = true;
  items_.clear();
  return false;
}

void ResponsesOutput::Follow(const ResponsesEvent& event) {
  last_sequence_ = event.sequence_number;
  if (!event.delta.empty()) return FollowDelta(event);
  if (!event.response.empty()) {
    if (response_.empty() && Room(event.response.size(), 0)) response_ = event.response;
    return;
  }
  if (!event.item.empty()) {
    if (!Room(event.item.size(), kEntryBytes)) return;
    Item& item = items_[event.output_index];
    item.raw = event.item;
    item.done = event.type == "response.output_item.done";
    if (!item.done) return;
    item.text.clear();
    item.parts.clear();
    return;
  }
  // Of a part whose item never came there is nothing to repeat.
  const auto found = items_.find(event.output_index);
  if (event.part.empty() || found == items_.end()) return;
  if (!Room(event.part.size(), kEntryBytes)) return;
  Item& item = found->second;
  item.summary = event.type.find("summary") != std::string_view::npos;
  Part& part = item.parts[event.part_index];
  part.raw = event.part;
  part.done = event.type.ends_with(".done");
  if (part.done) part.text.clear();
}

void ResponsesOutput::FollowDelta(const ResponsesEvent& event) {
  const auto found = items_.find(event.output_index);
  if (found == items_.end() || found->second.done || !Room(event.delta.size(), 0)) return;
  Item& item = found->second;
  const auto part = item.parts.find(event.part_index);
  (part == item.parts.end() ? item.text : part->second.text).append(event.delta);
}

void ResponsesOutput::ClosePart(std::string& out, std::int64_t& sequence, std::int64_t item_index,
                                const Item& item, std::int64_t part_index, const Part& part) const {
  const PartKind* const kind = KindOf(kPartKinds, part.raw);
  const auto place = [&](std::string_view type) {
    BeginEvent(out, type, sequence);
    out.append(",\"item_id\":").append(IdOf(item.raw)).append(",");
    AppendMember(out, "output_index", item_index);
    AppendMember(out.append(","), item.summary ? "summary_index" : "content_index", part_index);
  };
  if (kind != nullptr) {
    place(kind->done_event);
    out.append(",\"").append(kind->field).append("\":").append(Quoted(part.text));
    if (kind->type == "\"output_text\"") out.append(",\"logprobs\":[]");
    out.append("}\n\n");
  }
  place(item.summary ? "response.reasoning_summary_part.done" : "response.content_part.done");
  out.append(",\"part\":").append(PartSoFar(part.raw, part.text, false)).append("}\n\n");
}

void ResponsesOutput::CloseItem(std::string& out, std::int64_t& sequence, std::int64_t index,
                                const Item& item) const {
  for (const auto& [part_index, part] : item.parts) {
    if (!part.done) ClosePart(out, sequence, index, item, part_index, part);
  }
  const ItemKind* const kind = KindOf(kItemKinds, item.raw);
  if (kind != nullptr) {
    BeginEvent(out, kind->done_event, sequence);
    out.append(",\"item_id\":").append(IdOf(item.raw)).append(",");
    AppendMember(out, "output_index", index);
    out.append(",\"").append(kind->field).append("\":").append(Quoted(item.text)).append("}\n\n");
  }
}

std::string ResponsesOutput::ItemSoFar(const Item& item) {
  if (item.done) return item.raw;
  std::string whole = WithMembers(item.raw, {{"status", "\"incomplete\""}});
  if (const ItemKind* const kind = KindOf(kItemKinds, item.raw)) {
    whole = WithMembers(whole, {{kind->field, Quoted(item.text)}});
  }
  if (item.parts.empty()) return whole;
  std::string parts = "[";
  for (const auto& [index, part] : item.parts) {
    if (parts.size() > 1) parts.push_back(',');
    parts.append(PartSoFar(part.raw, part.text, part.done));
  }
  return WithMembers(whole, {{item.summary ? "summary" : "content", parts + "]"}});
}

std::string ResponsesOutput::Ending(const Usage& usage) const {
  std::string out;
  std::int64_t sequence = last_sequence_ + 1;
  // A stream cut before its first event: the SDKs refuse an end without a beginning.
  const std::string_view response =
      response_.empty() ? kUnknownResponse : std::string_view{response_};
  if (response_.empty()) {
    BeginEvent(out, "response.created", sequence);
    out.append(",\"response\":").append(response).append("}\n\n");
  }
  std::string output = "[";
  for (const auto& [index, item] : items_) {
    const std::string whole = ItemSoFar(item);
    if (!item.done) {
      CloseItem(out, sequence, index, item);
      BeginEvent(out, "response.output_item.done", sequence);
      AppendMember(out.append(","), "output_index", index);
      out.append(",\"item\":").append(whole).append("}\n\n");
    }
    if (output.size() > 1) output.push_back(',');
    output.append(whole);
  }
  output.push_back(']');

  std::string used;
  AppendUsage(used, usage);
  BeginEvent(out, "response.incomplete", sequence);
  out.append(",\"response\":")
      .append(WithMembers(response, {{"status", "\"incomplete\""},
                                     {"incomplete_details", "{\"reason\":\"max_output_tokens\"}"},
                                     {"output", output},
                                     {"usage", used}}))
      .append("}\n\n");
  return out;
}

}  // namespace rg::meter

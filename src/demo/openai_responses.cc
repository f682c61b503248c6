#include <boost/json/array.hpp>

#include "demo/openai.h"

namespace rg::demo {
namespace {

namespace json = boost::json;

constexpr std::int64_t kTokensPerItem = 3;
constexpr std::int64_t kOutputTokensMin = 16;  // what the real endpoint asks for at least

Accepted<void> ReadItem(const json::value& entry, std::size_t index, Ask& ask) {
  const std::string where = "input[" + std::to_string(index) + "]";
  if (!entry.is_object()) {
    return Refusal{.message = "Invalid type for '" + where + "': expected an object.",
                   .param = where,
                   .code = "invalid_type"};
  }
  const json::object& item = entry.get_object();
  const std::string_view type = StringAt(item, "type");
  ask.prompt.AddTokens(kTokensPerItem);
  ask.answers_tool = type == "function_call_output";
  if (type.empty() || type == "message") {
    const json::value* content = Find(item, "content");
    if (!content) {
      return Refusal{.message = "Missing required parameter: '" + where + ".content'.",
                     .param = where + ".content",
                     .code = "missing_required_parameter"};
    }
    RG_TRY(std::string text, AddContent(ask.prompt, *content, where + ".content"));
    if (StringAt(item, "role") == "user") ask.last_text = std::move(text);
    return {};
  }
  if (type == "function_call" || type == "function_call_output" || type == "reasoning") {
    AddJson(ask.prompt, entry);
    return {};
  }
  return Refusal{
      .message = "The demo provider does not take input items of type '" + std::string(type) + "'.",
      .param = where + ".type",
      .code = "invalid_value"};
}

Accepted<void> ReadInput(const json::object& request, Ask& ask) {
  ask.prompt.Add(StringAt(request, "instructions"));
  ask.prompt.AddTokens(kTokensPerItem);
  const json::value* input = Find(request, "input");
  if (input && input->is_string()) {
    ask.last_text = input->get_string();
    ask.prompt.Add(ask.last_text);
    return {};
  }
  if (!input || !input->is_array() || input->get_array().empty()) {
    return Refusal{.message = "Missing required parameter: 'input'.",
                   .param = "input",
                   .code = "missing_required_parameter"};
  }
  const json::array& list = input->get_array();
  for (std::size_t i = 0; i < list.size(); ++i) RG_CHECK(ReadItem(list[i], i, ask));
  return {};
}

Accepted<void> ReadFormat(const json::object& request, Ask& ask) {
  const json::value* text = Find(request, "text");
  const json::value* format =
      text && text->is_object() ? Find(text->get_object(), "format") : nullptr;
  if (!format || !format->is_object()) return {};
  const std::string_view type = StringAt(format->get_object(), "type");
  if (type == "json_object") {
    ask.schema = {{"type", "object"}, {"properties", {{"answer", {{"type", "string"}}}}}};
  } else if (type == "json_schema") {
    const json::value* schema = Find(format->get_object(), "schema");
    if (!schema) {
      return Refusal{.message = "Missing required parameter: 'text.format.schema'.",
                     .param = "text.format.schema",
                     .code = "missing_required_parameter"};
    }
    ask.schema = *schema;
    AddJson(ask.prompt, *schema);
  }
  return {};
}

// The demo keeps no answers, so it cannot continue one or finish one later.
Accepted<void> RefuseStored(const json::object& request) {
  if (const std::string_view previous = StringAt(request, "previous_response_id");
      !previous.empty()) {
    return Refusal{
        .message = "Previous response with id '" + std::string(previous) + "' not found.",
        .param = "previous_response_id",
        .code = "previous_response_not_found"};
  }
  if (TrueAt(request, "background")) {
    return Refusal{.message = "The demo provider does not run responses in the background.",
                   .param = "background",
                   .code = "unsupported_parameter"};
  }
  return {};
}

Accepted<Ask> ReadResponse(const json::object& request) {
  Ask ask;
  RG_TRY(ask.model, OpenAiModelOf(request, Makes::kText));
  RG_CHECK(RefuseStored(request));
  RG_CHECK(ReadTools(request, "", ask));
  RG_CHECK(ReadInput(request, ask));
  RG_CHECK(ReadFormat(request, ask));
  RG_TRY(ask.output_tokens_max, IntegerAt(request, "max_output_tokens", kOutputTokensMin));
  if (const json::value* reasoning = Find(request, "reasoning");
      reasoning && reasoning->is_object()) {
    RG_CHECK(ReadEffort(StringAt(reasoning->get_object(), "effort"), "reasoning.effort", ask));
  }
  ask.service_tier = StringAt(request, "service_tier");
  ask.stream = TrueAt(request, "stream");
  return ask;
}

json::value OrNull(const json::object& request, std::string_view key) {
  const json::value* value = Find(request, key);
  return value ? *value : json::value(nullptr);
}

// Builds the response object and the events that lead to it from one answer.
class ResponseWriter {
 public:
  ResponseWriter(const json::object& request, const Ask& ask, const Answer& answer, InputUse input,
                 std::int64_t now_s)
      : request_(request), ask_(ask), answer_(answer), input_(input), now_s_(now_s) {
    state_ = Hash("response", ask.prompt.hash());
    id_ = "resp_" + RandomText(state_, 48);
    item_id_ = (answer.call ? "fc_" : "msg_") + RandomText(state_, 48);
    call_id_ = "call_" + RandomText(state_, 24);
    reasoning_id_ = "rs_" + RandomText(state_, 48);
  }

  json::object Finished() const { return Document(Cut() ? "incomplete" : "completed"); }

  std::vector<std::string> Stream() {
    Push("response.created", {{"response", Document("in_progress")}});
    Push("response.in_progress", {{"response", Document("in_progress")}});
    if (Reasoned()) {
      Push("response.output_item.added",
           {{"output_index", output_index_}, {"item", ReasoningItem()}});
      Push("response.output_item.done",
           {{"output_index", output_index_}, {"item", ReasoningItem()}});
      ++output_index_;
    }
    if (answer_.call) {
      StreamCall();
    } else if (!answer_.text.empty()) {
      StreamText();
    }
    Push(Cut() ? "response.incomplete" : "response.completed", {{"response", Finished()}});
    return std::move(events_);
  }

 private:
  bool Cut() const { return answer_.ending == Ending::kLength; }
  bool Reasoned() const { return answer_.thinking_tokens > 0; }
  std::string_view ItemStatus() const { return Cut() ? "incomplete" : "completed"; }

  json::object ReasoningItem() const {
    return {{"id", reasoning_id_}, {"type", "reasoning"}, {"summary", json::array()}};
  }
  json::object TextPart(std::string_view text) const {
    return {{"type", "output_text"},
            {"annotations", json::array()},
            {"logprobs", json::array()},
            {"text", text}};
  }
  json::object MessageItem(std::string_view status, json::array content) const {
    return {{"id", item_id_},
            {"type", "message"},
            {"status", status},
            {"content", std::move(content)},
            {"role", "assistant"}};
  }
  json::object CallItem(std::string_view status, std::string_view arguments) const {
    return {{"id", item_id_},         {"type", "function_call"}, {"status", status},
            {"arguments", arguments}, {"call_id", call_id_},     {"name", answer_.call->name}};
  }

  json::array Output() const {
    json::array output;
    if (Reasoned()) output.push_back(ReasoningItem());
    if (answer_.call) {
      output.push_back(CallItem(ItemStatus(), answer_.call->arguments));
    } else if (!answer_.text.empty()) {
      output.push_back(MessageItem(ItemStatus(), {TextPart(answer_.text)}));
    }
    return output;
  }

  json::object UsageDocument() const {
    return {{"input_tokens", input_.Total()},
            {"input_tokens_details", {{"cached_tokens", input_.cache_read}}},
            {"output_tokens", answer_.OutputTokens()},
            {"output_tokens_details", {{"reasoning_tokens", answer_.thinking_tokens}}},
            {"total_tokens", input_.Total() + answer_.OutputTokens()}};
  }

  json::object Document(std::string_view status) const {
    const bool running = status == "in_progress";
    json::object document = {
        {"id", id_},
        {"object", "response"},
        {"created_at", now_s_},
        {"status", status},
        {"background", false},
        {"completed_at", status == "completed" ? json::value(now_s_) : json::value()},
        {"error", nullptr},
        {"incomplete_details", nullptr},
        {"instructions", OrNull(request_, "instructions")},
        {"max_output_tokens", OrNull(request_, "max_output_tokens")},
        {"max_tool_calls", nullptr},
        {"model", ask_.model->served}};
    if (status == "incomplete") document["incomplete_details"] = {{"reason", "max_output_tokens"}};
    document["output"] = running ? json::array() : Output();
    document["parallel_tool_calls"] = true;
    document["previous_response_id"] = nullptr;
    document["reasoning"] = {
        {"effort", ask_.model->thinks == Thinks::kAlways ? json::value("medium") : json::value()},
        {"summary", nullptr}};
    document["service_tier"] = running ? std::string_view("auto") : ServedTier(ask_);
    document["store"] = false;
    document["temperature"] = 1;
    const json::value* text = Find(request_, "text");
    document["text"] = text ? *text : json::value{{"format", {{"type", "text"}}}};
    const json::value* choice = Find(request_, "tool_choice");
    document["tool_choice"] = choice ? *choice : json::value("auto");
    const json::value* tools = Find(request_, "tools");
    document["tools"] = tools ? *tools : json::value(json::array());
    document["top_logprobs"] = 0;
    document["top_p"] = 1;
    document["truncation"] = "disabled";
    document["usage"] = running ? json::value() : json::value(UsageDocument());
    document["user"] = OrNull(request_, "user");
    document["metadata"] = json::object();
    return document;
  }

  void StreamText() {
    const json::object where = {
        {"content_index", 0}, {"item_id", item_id_}, {"output_index", output_index_}};
    Push("response.output_item.added",
         {{"output_index", output_index_}, {"item", MessageItem("in_progress", {})}});
    Push("response.content_part.added", With(where, {{"part", TextPart("")}}));
    for (const std::string_view piece : Pieces(answer_.text)) {
      Push("response.output_text.delta", With(where, {{"delta", piece},
                                                      {"logprobs", json::array()},
                                                      {"obfuscation", Obfuscation(state_)}}));
    }
    Push("response.output_text.done",
         With(where, {{"text", answer_.text}, {"logprobs", json::array()}}));
    Push("response.content_part.done", With(where, {{"part", TextPart(answer_.text)}}));
    Push("response.output_item.done",
         {{"output_index", output_index_},
          {"item", MessageItem(ItemStatus(), {TextPart(answer_.text)})}});
  }

  void StreamCall() {
    const json::object where = {{"item_id", item_id_}, {"output_index", output_index_}};
    Push("response.output_item.added",
         {{"output_index", output_index_}, {"item", CallItem("in_progress", "")}});
    for (const std::string_view piece : Pieces(answer_.call->arguments)) {
      Push("response.function_call_arguments.delta",
           With(where, {{"delta", piece}, {"obfuscation", Obfuscation(state_)}}));
    }
    Push("response.function_call_arguments.done",
         With(where, {{"arguments", answer_.call->arguments}}));
    Push("response.output_item.done", {{"output_index", output_index_},
                                       {"item", CallItem(ItemStatus(), answer_.call->arguments)}});
  }

  static json::object With(json::object base, const json::object& more) {
    for (const auto& field : more) base.insert(field);
    return base;
  }

  void Push(std::string_view type, const json::object& fields) {
    json::object event = With({{"type", type}}, fields);
    event["sequence_number"] = events_.size();
    events_.push_back(NamedEvent(type, event));
  }

  const json::object& request_;
  const Ask& ask_;
  const Answer& answer_;
  InputUse input_;
  std::int64_t now_s_;
  std::uint64_t state_;
  std::string id_, item_id_, call_id_, reasoning_id_;
  int output_index_ = 0;
  std::vector<std::string> events_;
};

}  // namespace

Reply Response(const json::object& request, const Setting& setting) {
  const Accepted<Ask> ask = ReadResponse(request);
  if (!ask) return OpenAiRefusal(ask.error());

  const Answer answer = Compose(*ask, 0);
  ResponseWriter writer(request, *ask, answer,
                        ask->prompt.UseAutomatic(setting.cache, CacheOwner(*ask, setting)),
                        setting.now_s);
  if (ask->stream) return {200, {}, writer.Stream()};
  return JsonReply(writer.Finished());
}

}  // namespace rg::demo

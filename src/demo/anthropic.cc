#include "demo/anthropic.h"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "demo/compose.h"

namespace rg::demo {
namespace {

namespace json = boost::json;

constexpr std::int64_t kTokensPerMessage = 3;
constexpr std::int64_t kThinkingTokensMin = 1024;

Refusal Invalid(std::string message) {
  return {.message = std::move(message), .param = {}, .code = {}};
}

Accepted<std::string> Content(Ask& ask, const json::value& content, const std::string& where) {
  Accepted<std::string> text = AddContent(ask.prompt, content, where);
  if (!text) return Invalid(where + ": " + text.error().message);
  return text;
}

bool HoldsToolResult(const json::value& content) {
  if (!content.is_array()) return false;
  for (const json::value& part : content.get_array()) {
    if (part.is_object() && StringAt(part.get_object(), "type") == "tool_result") return true;
  }
  return false;
}

Accepted<void> ReadMessages(const json::object& request, Ask& ask) {
  const json::value* messages = Find(request, "messages");
  if (!messages) return Invalid("messages: Field required");
  if (!messages->is_array() || messages->get_array().empty()) {
    return Invalid("messages: at least one message is required");
  }
  std::size_t index = 0;
  for (const json::value& entry : messages->get_array()) {
    const std::string where = "messages." + std::to_string(index++);
    if (!entry.is_object()) return Invalid(where + ": Input should be an object");
    const json::object& message = entry.get_object();
    const std::string_view role = StringAt(message, "role");
    if (role != "user" && role != "assistant") {
      return Invalid(where + ".role: Input should be 'user' or 'assistant'");
    }
    const json::value* content = Find(message, "content");
    if (!content) return Invalid(where + ".content: Field required");
    ask.prompt.AddTokens(kTokensPerMessage);
    RG_TRY(std::string text, Content(ask, *content, where + ".content"));
    if (role == "user") ask.last_text = std::move(text);
    ask.answers_tool = HoldsToolResult(*content);
  }
  return {};
}

Accepted<void> ReadTools(const json::object& request, Ask& ask) {
  const json::value* tools = Find(request, "tools");
  if (tools && tools->is_array()) {
    for (const json::value& entry : tools->get_array()) {
      const json::object* tool = entry.if_object();
      const json::value* schema = tool ? Find(*tool, "input_schema") : nullptr;
      if (!schema)
        return Invalid(
            "tools: the demo provider has no server tools; input_schema: Field required");
      ask.tools.push_back({std::string(StringAt(*tool, "name")), *schema});
      ask.prompt.Add(StringAt(*tool, "name"));
      ask.prompt.Add(StringAt(*tool, "description"));
      AddJson(ask.prompt, *schema);
      if (const json::value* control = Find(*tool, "cache_control");
          control && control->is_object()) {
        ask.prompt.Mark(StringAt(control->get_object(), "ttl") == "1h" ? CacheFor::k1h
                                                                       : CacheFor::k5m);
      }
    }
  }
  const json::value* choice = Find(request, "tool_choice");
  if (!choice || !choice->is_object()) return {};
  const std::string_view type = StringAt(choice->get_object(), "type");
  if (type == "none") ask.tool_use = ToolUse::kNever;
  if (type == "any" || type == "tool") ask.tool_use = ToolUse::kForced;
  if (type == "tool") ask.forced_tool = StringAt(choice->get_object(), "name");
  return {};
}

Accepted<void> ReadTokenLimit(const json::object& request, Ask& ask) {
  const json::value* limit = Find(request, "max_tokens");
  if (!limit) return Invalid("max_tokens: Field required");
  if (!limit->is_int64()) return Invalid("max_tokens: Input should be a valid integer");
  if (limit->get_int64() < 1)
    return Invalid("max_tokens: Input should be greater than or equal to 1");
  if (limit->get_int64() > ask.model->output_tokens_max) {
    return Invalid("max_tokens: " + std::to_string(limit->get_int64()) + " > " +
                   std::to_string(ask.model->output_tokens_max) +
                   ", which is the maximum allowed number of output tokens for " +
                   std::string(ask.model->served));
  }
  ask.output_tokens_max = limit->get_int64();
  return {};
}

Accepted<void> ReadThinking(const json::object& request, Ask& ask) {
  const json::value* thinking = Find(request, "thinking");
  if (!thinking || !thinking->is_object()) return {};
  if (StringAt(thinking->get_object(), "type") != "enabled") return {};
  const json::value* budget = Find(thinking->get_object(), "budget_tokens");
  if (!budget || !budget->is_int64() || budget->get_int64() < kThinkingTokensMin) {
    return Invalid("thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
  }
  if (ask.output_tokens_max && budget->get_int64() >= *ask.output_tokens_max) {
    return Invalid("`max_tokens` must be greater than `thinking.budget_tokens`.");
  }
  ask.thinking_tokens_max = budget->get_int64();
  return {};
}

void ReadFormat(const json::object& request, Ask& ask) {
  const json::value* output = Find(request, "output_config");
  const json::value* format = output && output->is_object() ? Find(output->get_object(), "format")
                                                            : Find(request, "output_format");
  if (!format || !format->is_object()) return;
  const json::value* schema = Find(format->get_object(), "schema");
  if (!schema) return;
  ask.schema = *schema;
  AddJson(ask.prompt, *schema);
}

// The prompt in the order its cache sees it: tools, system, messages.
Accepted<Ask> ReadPrompt(const json::object& request) {
  Ask ask;
  const json::value* model = Find(request, "model");
  if (!model || !model->is_string()) return Invalid("model: Field required");
  ask.model = FindModel(Maker::kAnthropic, model->get_string());
  if (!ask.model) {
    return Refusal{.status = 404,
                   .type = "not_found_error",
                   .message = "model: " + std::string(model->get_string()),
                   .param = {},
                   .code = {}};
  }
  RG_CHECK(ReadTools(request, ask));
  if (const json::value* system = Find(request, "system")) {
    const Accepted<std::string> text = Content(ask, *system, "system");
    if (!text) return text.error();
  }
  RG_CHECK(ReadMessages(request, ask));
  if (const json::value* control = Find(request, "cache_control");
      control && control->is_object()) {
    ask.prompt.Mark(StringAt(control->get_object(), "ttl") == "1h" ? CacheFor::k1h : CacheFor::k5m);
  }
  ReadFormat(request, ask);
  return ask;
}

Accepted<Ask> ReadMessage(const json::object& request) {
  RG_TRY(Ask ask, ReadPrompt(request));
  RG_CHECK(ReadTokenLimit(request, ask));
  RG_CHECK(ReadThinking(request, ask));
  if (const json::value* stops = Find(request, "stop_sequences"); stops && stops->is_array()) {
    for (const json::value& stop : stops->get_array()) {
      if (stop.is_string()) ask.stops.emplace_back(stop.get_string());
    }
  }
  ask.stream = TrueAt(request, "stream");
  return ask;
}

std::string_view StopReason(Ending ending) {
  switch (ending) {
    case Ending::kStopSequence:
      return "stop_sequence";
    case Ending::kLength:
      return "max_tokens";
    case Ending::kToolCall:
      return "tool_use";
    case Ending::kDone:
      return "end_turn";
  }
  return "end_turn";
}

// Builds the message and the events that lead to it from one answer.
class MessageWriter {
 public:
  MessageWriter(const Ask& ask, const Answer& answer, InputUse input)
      : ask_(ask), answer_(answer), input_(input), state_(Hash("message", ask.prompt.hash())) {
    id_ = "msg_01" + RandomText(state_, 22);
    tool_id_ = "toolu_01" + RandomText(state_, 22);
    signature_ = RandomText(state_, 64);
  }

  json::object Finished() const {
    json::array content;
    if (!answer_.thinking.empty()) {
      content.push_back(
          {{"type", "thinking"}, {"thinking", answer_.thinking}, {"signature", signature_}});
    }
    if (answer_.call) {
      // A cut call has half an object, which no one could parse: the real API sends what it has as
      // {}.
      boost::system::error_code cut;
      json::value input = json::parse(answer_.call->arguments, cut);
      if (cut) input = json::object();
      content.push_back({{"type", "tool_use"},
                         {"id", tool_id_},
                         {"name", answer_.call->name},
                         {"input", std::move(input)}});
    } else if (!answer_.text.empty()) {
      content.push_back({{"type", "text"}, {"text", answer_.text}});
    }
    json::object message = Opening();
    message["content"] = std::move(content);
    message["stop_reason"] = StopReason(answer_.ending);
    message["stop_sequence"] = StopSequence();
    json::object usage = InputUsage();
    usage["output_tokens"] = answer_.OutputTokens();
    if (!answer_.thinking.empty())
      usage["output_tokens_details"] = {{"thinking_tokens", answer_.thinking_tokens}};
    usage["service_tier"] = "standard";
    message["usage"] = std::move(usage);
    return message;
  }

  std::vector<std::string> Stream() {
    json::object message = Opening();
    json::object usage = InputUsage();
    usage["output_tokens"] = 1;
    usage["service_tier"] = "standard";
    message["usage"] = std::move(usage);
    Push("message_start", {{"message", std::move(message)}});
    events_.push_back("event: ping\ndata: {\"type\": \"ping\"}\n\n");
    if (!answer_.thinking.empty()) StreamThinking();
    if (answer_.call) {
      Block({{"type", "tool_use"},
             {"id", tool_id_},
             {"name", answer_.call->name},
             {"input", json::object()}},
            "input_json_delta", "partial_json", answer_.call->arguments);
    } else if (!answer_.text.empty()) {
      Block({{"type", "text"}, {"text", ""}}, "text_delta", "text", answer_.text);
    }
    StreamEnd();
    return std::move(events_);
  }

 private:
  json::object Opening() const {
    return {{"model", ask_.model->served}, {"id", id_},
            {"type", "message"},           {"role", "assistant"},
            {"content", json::array()},    {"stop_reason", nullptr},
            {"stop_sequence", nullptr}};
  }

  json::value StopSequence() const {
    return answer_.ending == Ending::kStopSequence ? json::value(answer_.stop_sequence)
                                                   : json::value();
  }

  json::object InputUsage() const {
    return {{"input_tokens", input_.uncached},
            {"cache_creation_input_tokens", input_.cache_write_5m + input_.cache_write_1h},
            {"cache_read_input_tokens", input_.cache_read},
            {"cache_creation",
             {{"ephemeral_5m_input_tokens", input_.cache_write_5m},
              {"ephemeral_1h_input_tokens", input_.cache_write_1h}}}};
  }

  void StreamThinking() {
    const int index = block_;
    Push("content_block_start",
         {{"index", index},
          {"content_block", {{"type", "thinking"}, {"thinking", ""}, {"signature", ""}}}});
    for (const std::string_view piece : Pieces(answer_.thinking)) {
      Push("content_block_delta",
           {{"index", index}, {"delta", {{"type", "thinking_delta"}, {"thinking", piece}}}});
    }
    Push("content_block_delta",
         {{"index", index}, {"delta", {{"type", "signature_delta"}, {"signature", signature_}}}});
    Push("content_block_stop", {{"index", index}});
    ++block_;
  }

  void Block(json::object opening, std::string_view delta, std::string_view field,
             std::string_view text) {
    Push("content_block_start", {{"index", block_}, {"content_block", std::move(opening)}});
    for (const std::string_view piece : Pieces(text)) {
      Push("content_block_delta",
           {{"index", block_}, {"delta", {{"type", delta}, {field, piece}}}});
    }
    Push("content_block_stop", {{"index", block_}});
    ++block_;
  }

  void StreamEnd() {
    json::object usage = InputUsage();
    usage.erase("cache_creation");
    usage["output_tokens"] = answer_.OutputTokens();
    if (!answer_.thinking.empty())
      usage["output_tokens_details"] = {{"thinking_tokens", answer_.thinking_tokens}};
    Push("message_delta",
         {{"delta",
           {{"stop_reason", StopReason(answer_.ending)}, {"stop_sequence", StopSequence()}}},
          {"usage", std::move(usage)}});
    Push("message_stop", {});
  }

  void Push(std::string_view type, const json::object& fields) {
    json::object event = {{"type", type}};
    for (const auto& field : fields) event.insert(field);
    events_.push_back(NamedEvent(type, event));
  }

  const Ask& ask_;
  const Answer& answer_;
  InputUse input_;
  std::uint64_t state_;
  std::string id_, tool_id_, signature_;
  int block_ = 0;
  std::vector<std::string> events_;
};

json::object ModelDocument(const Model& model) {
  return {{"type", "model"},
          {"id", model.served},
          {"display_name", model.name},
          {"created_at", "2025-10-01T00:00:00Z"}};
}

}  // namespace

Reply Message(const json::object& request, const Setting& setting) {
  const Accepted<Ask> ask = ReadMessage(request);
  if (!ask) return AnthropicRefusal(ask.error());

  const Answer answer = Compose(*ask, 0);
  MessageWriter writer(*ask, answer,
                       ask->prompt.UseMarked(setting.cache, CacheOwner(*ask, setting)));
  if (ask->stream) return {200, {}, writer.Stream()};
  return JsonReply(writer.Finished());
}

Reply CountMessageTokens(const json::object& request, const Setting&) {
  const Accepted<Ask> ask = ReadPrompt(request);
  if (!ask) return AnthropicRefusal(ask.error());
  return JsonReply({{"input_tokens", ask->prompt.tokens()}});
}

Reply AnthropicModels() {
  json::array data;
  for (const Model& model : kModels) {
    if (model.maker == Maker::kAnthropic) data.push_back(ModelDocument(model));
  }
  json::value first = data.front().at("id");
  json::value last = data.back().at("id");
  return JsonReply(
      {{"data", std::move(data)}, {"has_more", false}, {"first_id", first}, {"last_id", last}});
}

Reply AnthropicModel(std::string_view name) {
  const Model* model = FindModel(Maker::kAnthropic, name);
  if (model) return JsonReply(ModelDocument(*model));
  return AnthropicRefusal({.status = 404,
                           .type = "not_found_error",
                           .message = "model: " + std::string(name),
                           .param = {},
                           .code = {}});
}

Reply AnthropicRefusal(const Refusal& refusal, std::string_view request_id) {
  return JsonReply({{"type", "error"},
                    {"error", {{"type", refusal.type}, {"message", refusal.message}}},
                    {"request_id", request_id}},
                   refusal.status);
}

}  // namespace rg::demo

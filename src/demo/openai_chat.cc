#include <boost/json/array.hpp>

#include "demo/openai.h"

namespace rg::demo {
namespace {

namespace json = boost::json;

// What the framing of a message, and of the answer that follows, is counted as.
constexpr std::int64_t kTokensPerMessage = 3;
constexpr std::int64_t kChoicesMax = 128;
constexpr std::size_t kStopsMax = 4;

Accepted<void> ReadMessage(const json::value& entry, std::size_t index, Ask& ask) {
  const std::string where = "messages[" + std::to_string(index) + "]";
  if (!entry.is_object()) {
    return Refusal{.message = "Invalid type for '" + where + "': expected an object.",
                   .param = where,
                   .code = "invalid_type"};
  }
  const json::object& message = entry.get_object();
  const std::string_view role = StringAt(message, "role");
  if (role != "system" && role != "developer" && role != "user" && role != "assistant" &&
      role != "tool" && role != "function") {
    return Refusal{.message = "Invalid value: '" + std::string(role) +
                              "'. Supported values are: 'system', 'assistant', 'user', 'function', "
                              "'tool', and 'developer'.",
                   .param = where + ".role",
                   .code = "invalid_value"};
  }
  ask.prompt.AddTokens(kTokensPerMessage);
  if (const json::value* content = Find(message, "content")) {
    Accepted<std::string> text = AddContent(ask.prompt, *content, where + ".content");
    if (!text) return text.error();
    if (role == "user") ask.last_text = std::move(*text);
  } else if (role == "user" || role == "system") {
    return Refusal{.message = "Invalid value for 'content': expected a string, got null.",
                   .param = where + ".content",
                   .code = {}};
  }
  if (const json::value* calls = Find(message, "tool_calls")) AddJson(ask.prompt, *calls);
  ask.answers_tool = role == "tool" || role == "function";
  return {};
}

Accepted<void> ReadMessages(const json::object& request, Ask& ask) {
  const json::value* messages = Find(request, "messages");
  if (!messages) {
    return Refusal{.message = "Missing required parameter: 'messages'.",
                   .param = "messages",
                   .code = "missing_required_parameter"};
  }
  if (!messages->is_array() || messages->get_array().empty()) {
    return Refusal{.message = "Invalid 'messages': expected a non-empty array of messages.",
                   .param = "messages",
                   .code = "invalid_type"};
  }
  const json::array& list = messages->get_array();
  for (std::size_t i = 0; i < list.size(); ++i) RG_CHECK(ReadMessage(list[i], i, ask));
  ask.prompt.AddTokens(kTokensPerMessage);
  return {};
}

Accepted<void> ReadTokenLimit(const json::object& request, Ask& ask) {
  RG_TRY(const std::optional<std::int64_t> old_style, IntegerAt(request, "max_tokens", 1));
  RG_TRY(ask.output_tokens_max, IntegerAt(request, "max_completion_tokens", 1));
  if (old_style && ask.model->thinks == Thinks::kAlways) {
    return Refusal{.message =
                       "Unsupported parameter: 'max_tokens' is not supported with this model. "
                       "Use 'max_completion_tokens' instead.",
                   .param = "max_tokens",
                   .code = "unsupported_parameter"};
  }
  if (old_style && ask.output_tokens_max) {
    return Refusal{
        .message =
            "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
        .param = "max_tokens",
        .code = "invalid_parameter_combination"};
  }
  if (old_style) ask.output_tokens_max = old_style;
  if (ask.output_tokens_max.value_or(0) > ask.model->output_tokens_max) {
    return Refusal{.message = "max_tokens is too large: " + std::to_string(*ask.output_tokens_max) +
                              ". This model supports at most " +
                              std::to_string(ask.model->output_tokens_max) +
                              " completion tokens, whereas you provided " +
                              std::to_string(*ask.output_tokens_max) + ".",
                   .param = old_style ? "max_tokens" : "max_completion_tokens",
                   .code = "invalid_value"};
  }
  return {};
}

Accepted<void> ReadStops(const json::object& request, Ask& ask) {
  const json::value* stop = Find(request, "stop");
  if (!stop) return {};
  if (stop->is_string()) ask.stops.emplace_back(stop->get_string());
  if (stop->is_array()) {
    for (const json::value& item : stop->get_array()) {
      if (item.is_string()) ask.stops.emplace_back(item.get_string());
    }
  }
  if (!ask.stops.empty() && ask.stops.size() <= kStopsMax) return {};
  return Refusal{.message = "Invalid 'stop': expected a string or an array of one to four strings.",
                 .param = "stop",
                 .code = "invalid_value"};
}

Accepted<void> ReadFormat(const json::object& request, Ask& ask) {
  const json::value* format = Find(request, "response_format");
  if (!format || !format->is_object()) return {};
  const json::object& wanted = format->get_object();
  const std::string_view type = StringAt(wanted, "type");
  if (type == "json_object") {
    ask.schema = {{"type", "object"}, {"properties", {{"answer", {{"type", "string"}}}}}};
  } else if (type == "json_schema") {
    const json::value* named = Find(wanted, "json_schema");
    const json::value* schema =
        named && named->is_object() ? Find(named->get_object(), "schema") : nullptr;
    if (!schema) {
      return Refusal{.message = "Missing required parameter: 'response_format.json_schema.schema'.",
                     .param = "response_format.json_schema.schema",
                     .code = "missing_required_parameter"};
    }
    ask.schema = *schema;
    AddJson(ask.prompt, *schema);
  }
  return {};
}

Accepted<Ask> ReadChat(const json::object& request) {
  Ask ask;
  RG_TRY(ask.model, OpenAiModelOf(request, Makes::kText));
  RG_CHECK(ReadTools(request, "function", ask));
  RG_CHECK(ReadMessages(request, ask));
  RG_CHECK(ReadTokenLimit(request, ask));
  RG_CHECK(ReadStops(request, ask));
  RG_CHECK(ReadFormat(request, ask));
  RG_CHECK(ReadEffort(StringAt(request, "reasoning_effort"), "reasoning_effort", ask));
  RG_TRY(const std::optional<std::int64_t> choices, IntegerAt(request, "n", 1));
  ask.choices = choices.value_or(1);
  if (ask.choices > kChoicesMax) {
    return Refusal{.message = "Invalid 'n': integer above maximum value. Expected a value <= 128.",
                   .param = "n",
                   .code = "integer_above_max_value"};
  }
  ask.service_tier = StringAt(request, "service_tier");
  ask.stream = TrueAt(request, "stream");
  const json::value* options = Find(request, "stream_options");
  if (options && !ask.stream) {
    return Refusal{
        .message = "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
        .param = "stream_options",
        .code = {}};
  }
  ask.stream_usage =
      options && options->is_object() && TrueAt(options->get_object(), "include_usage");
  return ask;
}

std::string_view FinishReason(Ending ending) {
  switch (ending) {
    case Ending::kLength:
      return "length";
    case Ending::kToolCall:
      return "tool_calls";
    case Ending::kDone:
    case Ending::kStopSequence:
      return "stop";
  }
  return "stop";
}

json::object UsageDocument(const InputUse& input, const std::vector<Answer>& answers) {
  std::int64_t output = 0;
  std::int64_t reasoning = 0;
  for (const Answer& answer : answers) {
    output += answer.OutputTokens();
    reasoning += answer.thinking_tokens;
  }
  return {{"prompt_tokens", input.Total()},
          {"completion_tokens", output},
          {"total_tokens", input.Total() + output},
          {"prompt_tokens_details", {{"cached_tokens", input.cache_read}, {"audio_tokens", 0}}},
          {"completion_tokens_details",
           {{"reasoning_tokens", reasoning},
            {"audio_tokens", 0},
            {"accepted_prediction_tokens", 0},
            {"rejected_prediction_tokens", 0}}}};
}

json::object Choice(const Answer& answer, std::size_t index, std::uint64_t& ids) {
  json::object message = {{"role", "assistant"}, {"content", nullptr}, {"refusal", nullptr}};
  if (answer.call) {
    message["tool_calls"] = json::array{
        {{"id", "call_" + RandomText(ids, 24)},
         {"type", "function"},
         {"function", {{"name", answer.call->name}, {"arguments", answer.call->arguments}}}}};
  } else {
    message["content"] = answer.text;
  }
  message["annotations"] = json::array();
  return {{"index", index},
          {"message", std::move(message)},
          {"logprobs", nullptr},
          {"finish_reason", FinishReason(answer.ending)}};
}

// Writes the chunks of one stream. Fields stand in the order OpenAI sends them.
class ChunkWriter {
 public:
  ChunkWriter(const Ask& ask, std::string id, std::int64_t now_s, std::uint64_t state)
      : ask_(ask), id_(std::move(id)), now_s_(now_s), state_(state) {}

  void Answered(const Answer& answer, std::size_t index) {
    if (answer.call) {
      Delta(index, {{"role", "assistant"}, {"content", nullptr}});
      Delta(index, {{"tool_calls",
                     {{{"index", 0},
                       {"id", "call_" + RandomText(state_, 24)},
                       {"type", "function"},
                       {"function", {{"name", answer.call->name}, {"arguments", ""}}}}}}});
      for (const std::string_view piece : Pieces(answer.call->arguments)) {
        Delta(index, {{"tool_calls", {{{"index", 0}, {"function", {{"arguments", piece}}}}}}});
      }
    } else {
      Delta(index, {{"role", "assistant"}, {"content", ""}, {"refusal", nullptr}});
      for (const std::string_view piece : Pieces(answer.text)) Delta(index, {{"content", piece}});
    }
    Delta(index, json::object(), FinishReason(answer.ending));
  }

  void Used(json::object usage) {
    json::object chunk = Chunk();
    chunk["choices"] = json::array();
    chunk["usage"] = std::move(usage);
    Push(std::move(chunk));
  }

  std::vector<std::string> Take() {
    events_.emplace_back("data: [DONE]\n\n");
    return std::move(events_);
  }

 private:
  json::object Chunk() const {
    return {{"id", id_},
            {"object", "chat.completion.chunk"},
            {"created", now_s_},
            {"model", ask_.model->served},
            {"service_tier", ServedTier(ask_)},
            {"system_fingerprint", "fp_demo000001"}};
  }

  void Delta(std::size_t index, json::object delta, std::string_view finish = {}) {
    json::object chunk = Chunk();
    chunk["choices"] = json::array{
        {{"index", index},
         {"delta", std::move(delta)},
         {"logprobs", nullptr},
         {"finish_reason", finish.empty() ? json::value(nullptr) : json::value(finish)}}};
    if (ask_.stream_usage) chunk["usage"] = nullptr;
    Push(std::move(chunk));
  }

  void Push(json::object chunk) {
    chunk["obfuscation"] = Obfuscation(state_);
    events_.push_back("data: " + json::serialize(chunk) + "\n\n");
  }

  const Ask& ask_;
  std::string id_;
  std::int64_t now_s_;
  std::uint64_t state_;
  std::vector<std::string> events_;
};

}  // namespace

Reply ChatCompletion(const json::object& request, const Setting& setting) {
  const Accepted<Ask> read = ReadChat(request);
  if (!read) return OpenAiRefusal(read.error());
  const Ask& ask = *read;

  std::vector<Answer> answers;
  for (std::int64_t i = 0; i < ask.choices; ++i) answers.push_back(Compose(ask, i));
  json::object usage =
      UsageDocument(ask.prompt.UseAutomatic(setting.cache, CacheOwner(ask, setting)), answers);

  std::uint64_t ids = Hash("chat", ask.prompt.hash());
  const std::string id = "chatcmpl-" + RandomText(ids, 29);
  if (ask.stream) {
    ChunkWriter writer(ask, id, setting.now_s, ids);
    for (std::size_t i = 0; i < answers.size(); ++i) writer.Answered(answers[i], i);
    if (ask.stream_usage) writer.Used(std::move(usage));
    return {200, {}, writer.Take()};
  }
  json::array choices;
  for (std::size_t i = 0; i < answers.size(); ++i) choices.push_back(Choice(answers[i], i, ids));
  return JsonReply({{"id", id},
                    {"object", "chat.completion"},
                    {"created", setting.now_s},
                    {"model", ask.model->served},
                    {"choices", std::move(choices)},
                    {"usage", std::move(usage)},
                    {"service_tier", ServedTier(ask)},
                    {"system_fingerprint", "fp_demo000001"}});
}

}  // namespace rg::demo

#include "demo/openai.h"

#include <boost/json/array.hpp>

namespace rg::demo {
namespace {

namespace json = boost::json;

constexpr std::int64_t kBirthOfModels = 1'715'367'049;

json::object ModelDocument(std::string_view name) {
  return {{"id", name}, {"object", "model"}, {"created", kBirthOfModels}, {"owned_by", "system"}};
}

Refusal NoSuchModel(std::string_view name) {
  return {.status = 404,
          .message = "The model `" + std::string(name) +
                     "` does not exist or you do not have access to it.",
          .param = {},
          .code = "model_not_found"};
}

json::value OrNull(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

Accepted<void> ReadToolChoice(const json::value& choice, std::string_view holder, Ask& ask) {
  if (choice.is_string()) {
    const std::string_view name = choice.get_string();
    if (name == "none") ask.tool_use = ToolUse::kNever;
    if (name == "required") ask.tool_use = ToolUse::kForced;
    if (name == "none" || name == "required" || name == "auto") return {};
  } else if (choice.is_object()) {
    const json::object& named = choice.get_object();
    const json::value* inner = holder.empty() ? &choice : Find(named, holder);
    if (inner && inner->is_object()) {
      ask.tool_use = ToolUse::kForced;
      ask.forced_tool = StringAt(inner->get_object(), "name");
      for (const Tool& tool : ask.tools) {
        if (tool.name == ask.forced_tool) return {};
      }
      return Refusal{
          .message = "Tool choice '" + ask.forced_tool + "' not found in 'tools' parameter.",
          .param = "tool_choice",
          .code = {}};
    }
  }
  return Refusal{.message = "Invalid value for 'tool_choice'.",
                 .param = "tool_choice",
                 .code = "invalid_value"};
}

}  // namespace

std::vector<std::string_view> Pieces(std::string_view text) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    const std::size_t length = FirstToken(text);
    pieces.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return pieces;
}

Reply OpenAiRefusal(const Refusal& refusal) {
  return JsonReply({{"error",
                     {{"message", refusal.message},
                      {"type", refusal.type},
                      {"param", OrNull(refusal.param)},
                      {"code", OrNull(refusal.code)}}}},
                   refusal.status);
}

Reply OpenAiModels() {
  json::array data;
  for (const Model& model : kModels) {
    if (model.maker != Maker::kOpenAi) continue;
    data.push_back(ModelDocument(model.name));
    if (model.served != model.name) data.push_back(ModelDocument(model.served));
  }
  return JsonReply({{"object", "list"}, {"data", data}});
}

Reply OpenAiModel(std::string_view name) {
  const Model* model = FindModel(Maker::kOpenAi, name);
  return model ? JsonReply(ModelDocument(name)) : OpenAiRefusal(NoSuchModel(name));
}

Accepted<const Model*> OpenAiModelOf(const json::object& request, Makes makes) {
  const json::value* name = Find(request, "model");
  if (!name)
    return Refusal{.message = "you must provide a model parameter", .param = {}, .code = {}};
  if (!name->is_string()) {
    return Refusal{.message = "Invalid type for 'model': expected a string.",
                   .param = "model",
                   .code = "invalid_type"};
  }
  const Model* model = FindModel(Maker::kOpenAi, name->get_string());
  if (!model) return NoSuchModel(name->get_string());
  if (model->makes != makes) {
    return Refusal{.status = 403,
                   .message = "You are not allowed to use the model " + std::string(model->name) +
                              " on this endpoint.",
                   .param = "model",
                   .code = {}};
  }
  return model;
}

Accepted<void> ReadTools(const json::object& request, std::string_view holder, Ask& ask) {
  if (const json::value* tools = Find(request, "tools"); tools && tools->is_array()) {
    for (const json::value& entry : tools->get_array()) {
      const json::value* inner = &entry;
      if (!holder.empty() && entry.is_object()) inner = Find(entry.get_object(), holder);
      const bool function = entry.is_object() && StringAt(entry.get_object(), "type") == "function";
      if (!function || !inner || !inner->is_object()) {
        return Refusal{
            .message =
                "The demo provider has no built-in tools: every tool must be of type 'function'.",
            .param = "tools",
            .code = "invalid_value"};
      }
      const json::object& tool = inner->get_object();
      const json::value* parameters = Find(tool, "parameters");
      ask.tools.push_back(
          {std::string(StringAt(tool, "name")), parameters ? *parameters : json::value()});
      AddJson(ask.prompt, *inner);
    }
  }
  const json::value* choice = Find(request, "tool_choice");
  if (!choice) return {};
  return ReadToolChoice(*choice, holder, ask);
}

Accepted<void> ReadEffort(std::string_view effort, std::string_view param, Ask& ask) {
  if (effort.empty() || effort == "medium") return {};
  if (effort == "none" || effort == "minimal") {
    ask.effort = 0;
  } else if (effort == "low") {
    ask.effort = 1;
  } else if (effort == "high" || effort == "xhigh") {
    ask.effort = 4;
  } else {
    return Refusal{
        .message = "Invalid value: '" + std::string(effort) +
                   "'. Supported values are: 'none', 'minimal', 'low', 'medium', and 'high'.",
        .param = std::string(param),
        .code = "invalid_value"};
  }
  return {};
}

std::string_view ServedTier(const Ask& ask) {
  return ask.service_tier == "flex" || ask.service_tier == "priority"
             ? std::string_view(ask.service_tier)
             : "default";
}

std::string Obfuscation(std::uint64_t& state) { return RandomText(state, 4 + Draw(state) % 12); }

}  // namespace rg::demo

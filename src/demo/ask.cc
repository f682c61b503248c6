#include "demo/ask.h"

#include <boost/json/array.hpp>
#include <boost/json/string.hpp>

namespace rg::demo {
namespace {

namespace json = boost::json;

// What the real models charge for an image of 1024 x 1024 and for one asked for in low detail.
constexpr std::int64_t kImageTokens = 765;
constexpr std::int64_t kImageLowTokens = 85;

Accepted<std::string> AddPart(PromptMeter& prompt, const json::object& part,
                              std::string_view where) {
  const std::string_view type = StringAt(part, "type");
  if (type == "text" || type == "input_text" || type == "output_text") {
    const std::string_view text = StringAt(part, "text");
    prompt.Add(text);
    return std::string(text);
  }
  if (type == "image_url" || type == "input_image" || type == "image") {
    const json::value* image = Find(part, "image_url");
    const json::object& holder = image && image->is_object() ? image->get_object() : part;
    prompt.AddTokens(StringAt(holder, "detail") == "low" ? kImageLowTokens : kImageTokens);
    return std::string();
  }
  if (type == "tool_result") {
    const json::value* content = Find(part, "content");
    return content ? AddContent(prompt, *content, where) : std::string();
  }
  if (type == "tool_use" || type == "thinking" || type == "refusal") {
    AddJson(prompt, part);
    return std::string();
  }
  return Refusal{.message = "The demo provider does not take content of type '" +
                            std::string(type) + "': send text or images.",
                 .param = std::string(where),
                 .code = "invalid_value"};
}

void MarkIfAsked(PromptMeter& prompt, const json::object& part) {
  const json::value* control = Find(part, "cache_control");
  if (!control || !control->is_object()) return;
  prompt.Mark(StringAt(control->get_object(), "ttl") == "1h" ? CacheFor::k1h : CacheFor::k5m);
}

}  // namespace

const json::value* Find(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value && !value->is_null() ? value : nullptr;
}

std::string_view StringAt(const json::object& object, std::string_view key) {
  const json::value* value = Find(object, key);
  return value && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

bool TrueAt(const json::object& object, std::string_view key) {
  const json::value* value = Find(object, key);
  return value && value->is_bool() && value->get_bool();
}

Accepted<std::optional<std::int64_t>> IntegerAt(const json::object& object, std::string_view key,
                                                std::int64_t least) {
  const json::value* value = Find(object, key);
  if (!value) return std::optional<std::int64_t>();
  const std::string name(key);
  if (!value->is_int64()) {
    return Refusal{.message = "Invalid type for '" + name + "': expected an integer.",
                   .param = name,
                   .code = "invalid_type"};
  }
  if (value->get_int64() < least) {
    return Refusal{
        .message = "Invalid '" + name +
                   "': integer below minimum value. Expected a value >= " + std::to_string(least) +
                   ", but got " + std::to_string(value->get_int64()) + " instead.",
        .param = name,
        .code = "integer_below_min_value"};
  }
  return std::optional<std::int64_t>(value->get_int64());
}

Accepted<std::string> AddContent(PromptMeter& prompt, const json::value& content,
                                 std::string_view where) {
  if (content.is_string()) {
    prompt.Add(content.get_string());
    return std::string(content.get_string());
  }
  if (!content.is_array()) {
    return Refusal{.message = "Invalid type for '" + std::string(where) +
                              "': expected a string or an array of parts.",
                   .param = std::string(where),
                   .code = "invalid_type"};
  }
  std::string text;
  for (const json::value& part : content.get_array()) {
    if (!part.is_object()) {
      return Refusal{.message = "Invalid type for '" + std::string(where) + "': expected objects.",
                     .param = std::string(where),
                     .code = "invalid_type"};
    }
    Accepted<std::string> added = AddPart(prompt, part.get_object(), where);
    if (!added) return added;
    text += *added;
    MarkIfAsked(prompt, part.get_object());
  }
  return text;
}

void AddJson(PromptMeter& prompt, const json::value& value) {
  if (value.is_string()) return prompt.Add(value.get_string());
  if (value.is_array()) {
    for (const json::value& item : value.get_array()) AddJson(prompt, item);
  } else if (value.is_object()) {
    for (const auto& [key, item] : value.get_object()) {
      prompt.Add(key);
      AddJson(prompt, item);
    }
  } else {
    prompt.AddTokens(1);
  }
}

}  // namespace rg::demo

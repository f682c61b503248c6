#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/system/result.hpp>

#include "core/result.h"
#include "demo/models.h"
#include "demo/prompt_meter.h"

namespace rg::demo {

// What is wrong with a request, before a dialect puts it into its own shape.
struct Refusal {
  int status = 400;
  std::string type = "invalid_request_error";
  std::string message;
  std::string param;  // "" is null
  std::string code;   // "" is null
};

template <class T>
using Accepted = boost::system::result<T, Refusal>;

struct Tool {
  std::string name;
  boost::json::value parameters;  // a JSON Schema
};

enum class ToolUse : std::uint8_t { kNever, kAuto, kForced };

// A request for text, whichever dialect it came in.
struct Ask {
  const Model* model = nullptr;
  PromptMeter prompt;
  std::string last_text;      // what the user said last
  bool answers_tool = false;  // the prompt ends with the result of a tool
  std::optional<std::int64_t> output_tokens_max;
  std::int64_t choices = 1;
  std::vector<std::string> stops;
  std::vector<Tool> tools;
  ToolUse tool_use = ToolUse::kAuto;
  std::string forced_tool;                   // "" with kForced: any
  std::optional<boost::json::value> schema;  // the answer must be JSON that satisfies it
  std::int64_t effort = 2;                   // 0: do not reason; 4: think hard
  std::int64_t thinking_tokens_max = 0;      // Anthropic: 0 is off
  std::string service_tier;
  bool stream = false;
  bool stream_usage = false;
};

// Reading JSON. Find is nullptr for what is absent or null.
const boost::json::value* Find(const boost::json::object& object, std::string_view key);
std::string_view StringAt(const boost::json::object& object, std::string_view key);
bool TrueAt(const boost::json::object& object, std::string_view key);

// The integer under `key`, nullopt when there is none; refused when it is of another type or below
// `least`, in OpenAI's words.
Accepted<std::optional<std::int64_t>> IntegerAt(const boost::json::object& object,
                                                std::string_view key, std::int64_t least);

// Adds a message's content to the prompt: a string, or a list of parts of any dialect. Returns the
// text in it. Refuses what the demo cannot count: sound and remote files.
Accepted<std::string> AddContent(PromptMeter& prompt, const boost::json::value& content,
                                 std::string_view where);

// Adds the strings, names and numbers of a JSON value: never more tokens than its text has bytes.
void AddJson(PromptMeter& prompt, const boost::json::value& value);

}  // namespace rg::demo

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "demo/ask.h"

namespace rg::demo {

enum class Ending : std::uint8_t { kDone, kStopSequence, kLength, kToolCall };

struct ToolCall {
  std::string name;
  std::string arguments;  // a JSON object, as text
};

// One choice of an answer.
struct Answer {
  std::string thinking;              // shown by Anthropic, counted in thinking_tokens
  std::int64_t thinking_tokens = 0;  // OpenAI: reasoning nobody sees
  std::string text;
  std::optional<ToolCall> call;
  std::int64_t visible_tokens = 0;  // of the text or the call
  Ending ending = Ending::kDone;
  std::string stop_sequence;

  std::int64_t OutputTokens() const { return thinking_tokens + visible_tokens; }
};

// Answers choice number `choice`. Pure: the same ask has the same answer everywhere. A smaller
// token limit gives a beginning of the same text.
Answer Compose(const Ask& ask, std::int64_t choice);

// `words` words of English-looking prose, drawn from `state`.
std::string Prose(std::uint64_t& state, std::int64_t words);

// Base62 text of `length` characters drawn from `state`: the random part of an id.
std::string RandomText(std::uint64_t& state, std::size_t length);

}  // namespace rg::demo

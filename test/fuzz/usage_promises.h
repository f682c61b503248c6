#pragma once

#include <string_view>

#include "core/dialect.h"
#include "fuzz.h"
#include "meter/reading.h"

// What must be true of any usage that was read, whole or streamed.
namespace rg::fuzz {

inline Dialect ChooseDialect(std::string_view& input) {
  constexpr std::size_t kDialects = static_cast<std::size_t>(kLastDialect) + 1;
  return static_cast<Dialect>(Choose(input, kDialects));
}

inline void CheckUsage(const Usage& usage) {
  for (const std::int64_t count : usage.counts) Require(count >= 0, "no count is negative");
}

inline void CheckReading(const meter::Reading& reading) {
  CheckUsage(reading.usage);
  for (const meter::SideUsage& side : reading.sides) CheckUsage(side.usage);
  if (!reading.found) return;
  Require(
      reading.usage.InputTokens() + reading.usage.OutputTokens() == reading.reported_total_tokens,
      "the classes add up to what was reported");
}

}  // namespace rg::fuzz

#pragma once

#include <cstdint>
#include <string_view>

#include "core/id.h"
#include "core/time.h"

namespace rg {

// What one rate limit rule or budget said of one call, kept so that the call can be explained.
struct Verdict {
  enum class Kind : std::uint8_t { kRule, kBudget };
  enum class Said : std::uint8_t {
    kYes,      // charged
    kNo,       // this one refused; nothing was charged anywhere
    kShadow,   // would have refused, but only records
    kSoft,     // a soft budget is over its amount, and lets the call pass
    kDelayed,  // admitted after waiting in the queue or being throttled
    kUnasked,  // looked at, not charged, because another one refused
  };

  Kind kind = Kind::kRule;
  Said said = Said::kYes;
  Uuid id;  // of the rule or budget
  std::string_view name;
  std::string_view unit;  // "requests", "tokens", "input_tokens", "output_tokens", "nanos", "calls"
  std::int64_t limit = 0;   // in `unit`
  std::int64_t before = 0;  // used (rules) or settled + held (budgets), before this call
  std::int64_t after = 0;   // the same once the call was charged
  Duration retry_after{};   // exact wait until the rule would admit; zero when it did
  TimePoint resets_at{};    // when the window or period ends, or the bucket is full again
};

}  // namespace rg

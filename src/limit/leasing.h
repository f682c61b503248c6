#pragma once

#include <optional>

#include "core/time.h"
#include "limit/algorithm.h"
#include "limit/rule.h"

namespace rg::limit {

// A counter that many ask may be charged for many calls at once, ahead of them: a slice, which its
// holder spends call by call without asking again. What is charged at t is spent somewhere in
// [t, t + life], so the counter must promise a little less for the rule's own promise to hold:
//
//   buckets         in (a, b] is spent what was charged in (a - life, b]: at most
//                   burst' + amount * (b - a + life) / window, which is the promise for
//                   burst' = burst - amount * life / window
//   sliding window  in (t - window, t] is spent what was charged in (t - window - life, t]: at most
//                   `amount` for the window' = window + life
//   fixed window    `amount`, as long as the holder stops at the end of the window
//
// It is the counter that has these terms, whoever charges it: a slice, or a call that asks for
// itself. The life is chosen so that the difference is at most a 64th of the burst, a 256th of
// the window.
//
// A concurrency limit is not leased, because its places come back; nor is one of fewer than
// kLeasedMin, where a whole call would be lost to the difference and nobody is in a hurry; nor one
// that only records, which is there to be looked at call by call.
struct Leasing {
  Duration life{};  // how long after the charge the last of it may be spent
  Terms terms;      // of the counter
};
inline constexpr std::int64_t kLeasedMin = 1'000;
inline constexpr Duration kLeasedLifeMax = std::chrono::seconds{1};
inline constexpr Duration kLeasedLifeMin = std::chrono::milliseconds{50};

// Nullopt: the rule's counter is charged for one call at a time.
std::optional<Leasing> LeasingOf(const Rule& rule);

// Until when a slice that was charged at `now` may be spent.
TimePoint SpendableUntil(const Leasing& leasing, TimePoint now);

}  // namespace rg::limit

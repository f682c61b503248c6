#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/time.h"
#include "limit/rule.h"

namespace rg::limit {

// The part of a rule that its arithmetic needs.
struct Terms {
  Algorithm algorithm = Algorithm::kTokenBucket;
  std::int64_t amount = 1;
  Duration window{};
  std::int64_t burst = 1;  // most at one instant; buckets only

  bool operator==(const Terms&) const = default;
};
// A burst that is not given is all of the amount; for the leaky bucket a tenth, and at least 4.
Terms TermsOf(const Rule& rule);

// The most a counter can hold at one instant: the burst of a bucket, the amount of the others.
std::int64_t Capacity(const Terms& terms);

// A counter is a few 64-bit integers, all zero when nothing was ever counted. How many, and what
// they mean, is the algorithm's own affair.
using State = std::span<std::int64_t>;
using ConstState = std::span<const std::int64_t>;

// What a counter says of one call.
struct Step {
  enum class Why : std::uint8_t {
    kFits,
    kFull,      // admits after exactly retry_after, if nothing else is counted until then
    kBusy,      // admits when a call in flight ends; retry_after is a guess, kBusyRetry
    kTooLarge,  // costs more than the rule ever admits at once; waiting does not help
  };

  bool admitted = false;
  Why why = Why::kFits;
  Duration retry_after{};   // zero when admitted or too large
  std::int64_t before = 0;  // in use now, rounded up
  std::int64_t after = 0;   // in use once charged; `before` when refused
  std::int64_t remaining = 0;
  TimePoint resets_at{};  // when everything is free again; `now` when it is, epoch when unknown
};
inline constexpr Duration kBusyRetry = std::chrono::seconds{1};

// Where in the counter's history a charge lies, so that it can be corrected later.
using Mark = std::int64_t;

// Rate limits as pure functions of (state, terms, cost, now): no clock, no lock, no store. Integers
// throughout (128 bits where products need them), so no drift, however long a counter lives.
//
//   Decide ---- admitted ----> Charge ----> mark ----> Correct(truth - estimate)
//      \----- refused: nothing is written
//
// What each promises of the costs it admitted, for any window of the rule (`amount` per `window`):
//
//   token bucket    at most burst + amount * t / window in any time t; burst `amount` if not given
//   leaky bucket    the same, with a tenth of `amount` (at least 4 calls) if not given: calls come
//                   nearly evenly spaced; with burst 1, exactly so
//   sliding window  at most `amount` in every half-open window (t - window, t], for every t; frees
//                   what is `window` old at most window / 64 late, so at least 98 % is usable
//   fixed window    at most `amount` in [k * window, (k + 1) * window), counted from 1970 UTC; up
//                   to twice that across a boundary
//   concurrency     at most `amount` charged and not yet released
//
// Under excess demand all but the sliding window admit all that they promise at most. (A burst of 1
// wastes what passes between an interval's end and the next call, unless calls wait for their
// turn.)
// A cost of zero is always admitted; concurrency counts every call as one.
//
// Correct charges what was underestimated at `now`, whether it fits or not: it has been used. What
// was overestimated is given back as far as it still stands in the way of others: a share that has
// already leaked or left the window is gone. So a correction never lets the true costs, each
// counted when its call opened, exceed the promise.
//
// Time going backwards frees nothing and breaks nothing: a counter then waits.
struct AlgorithmRow {
  Algorithm algorithm;
  std::size_t words;  // of state
  Step (*decide)(ConstState state, const Terms& terms, std::int64_t cost, TimePoint now);
  Mark (*charge)(State state, const Terms& terms, std::int64_t cost, TimePoint now);
  void (*correct)(State state, const Terms& terms, std::int64_t delta, Mark mark, TimePoint now);
};

// One row per Algorithm, in its order. A new algorithm is a file and a row.
extern const std::array<AlgorithmRow, kAlgorithmNames.size()> kAlgorithms;
inline constexpr std::size_t kStateWordsMax = 69;

// The rows' functions, each in the file named after it.
namespace bucket {  // both buckets: they differ only in the burst they have when none is given
Step Decide(ConstState state, const Terms& terms, std::int64_t cost, TimePoint now);
Mark Charge(State state, const Terms& terms, std::int64_t cost, TimePoint now);
void Correct(State state, const Terms& terms, std::int64_t delta, Mark mark, TimePoint now);
}  // namespace bucket
namespace sliding_window {
Step Decide(ConstState state, const Terms& terms, std::int64_t cost, TimePoint now);
Mark Charge(State state, const Terms& terms, std::int64_t cost, TimePoint now);
void Correct(State state, const Terms& terms, std::int64_t delta, Mark mark, TimePoint now);
}  // namespace sliding_window
namespace fixed_window {
Step Decide(ConstState state, const Terms& terms, std::int64_t cost, TimePoint now);
Mark Charge(State state, const Terms& terms, std::int64_t cost, TimePoint now);
void Correct(State state, const Terms& terms, std::int64_t delta, Mark mark, TimePoint now);
}  // namespace fixed_window
namespace concurrency {
Step Decide(ConstState state, const Terms& terms, std::int64_t cost, TimePoint now);
Mark Charge(State state, const Terms& terms, std::int64_t cost, TimePoint now);
void Correct(State state, const Terms& terms, std::int64_t delta, Mark mark, TimePoint now);
}  // namespace concurrency

inline const AlgorithmRow& RowOf(Algorithm algorithm) {
  return kAlgorithms[static_cast<std::size_t>(algorithm)];
}
inline std::size_t StateWords(const Terms& terms) { return RowOf(terms.algorithm).words; }

// Whether the counter admits a cost at `now`. Writes nothing.
inline Step Decide(ConstState state, const Terms& terms, std::int64_t cost, TimePoint now) {
  return RowOf(terms.algorithm).decide(state, terms, cost, now);
}

// Writes what Decide admitted for the same arguments.
inline Mark Charge(State state, const Terms& terms, std::int64_t cost, TimePoint now) {
  return RowOf(terms.algorithm).charge(state, terms, cost, now);
}

// Adds `delta` (truth - estimate) to the charge at `mark`. Concurrency is released by -1.
inline void Correct(State state, const Terms& terms, std::int64_t delta, Mark mark, TimePoint now) {
  RowOf(terms.algorithm).correct(state, terms, delta, mark, now);
}

// Whether a counter that is forgotten now is missed by nobody.
inline bool AtRest(ConstState state, const Terms& terms, TimePoint now) {
  return Decide(state, terms, 0, now).before == 0;
}

}  // namespace rg::limit

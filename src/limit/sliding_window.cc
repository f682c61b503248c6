#include <algorithm>
#include <cstddef>

#include "limit/algorithm.h"
#include "limit/wide.h"

// The window is cut into kSlices, and the counter keeps a sum for each slice that can still hold
// something inside the window, one more than fits in it:
//
//        |<------------- window ------------->|
//   ..---+----+----+----+----+----+----+----+-t--+--
//    gone| oldest                           newest
//
// A slice counts until its last instant has left the window. So at any t all that was admitted in
// (t - window, t] lies in slices that are still counted, and their sum never exceeds the amount:
// never over, for every t. What is freed is freed at most one slice late: of a demand that never
// rests, at least kSlices / (kSlices + 1) = 98.46 % of the amount is admitted per window.
//
// Two buckets, weighted by the share of the older one in the window, would take two integers, and
// admit nearly twice the amount after a burst at the end of a window.
//
// The slices are laid so that the first charge of an idle counter is the last instant of a slice. A
// client that sends a burst and waits exactly one window can therefore send the next.
namespace rg::limit::sliding_window {
namespace {

constexpr std::int64_t kSlices = 64;
constexpr std::int64_t kRing = kSlices + 1;

// Slice i is (origin + (i - 1) * width, origin + i * width]. `oldest` and `newest` bound the slices
// that may hold something, and `sum` is all they hold.
enum Word : std::size_t { kOrigin, kOldest, kNewest, kSum, kRingStart };
static_assert(kRingStart + kRing == kStateWordsMax);

std::int64_t Width(const Terms& terms) { return (terms.window.count() + kSlices - 1) / kSlices; }

// The slice of an instant; 0 for all up to the origin.
std::int64_t SliceOf(ConstState state, const Terms& terms, std::int64_t instant) {
  const std::int64_t since = instant - state[kOrigin];
  if (since <= 0) return 0;
  const std::int64_t width = Width(terms);
  return (since + width - 1) / width;
}

std::int64_t EndOf(ConstState state, const Terms& terms, std::int64_t slice) {
  return state[kOrigin] + slice * Width(terms);
}

std::size_t At(std::int64_t slice) { return kRingStart + static_cast<std::size_t>(slice % kRing); }

// The oldest slice with an instant still inside the window that ends at `now`.
std::int64_t OldestLive(ConstState state, const Terms& terms, std::int64_t now) {
  return std::max(state[kOldest], SliceOf(state, terms, now - terms.window.count() + 1));
}

std::int64_t LiveSum(ConstState state, std::int64_t oldest) {
  std::int64_t sum = state[kSum];
  for (std::int64_t i = state[kOldest]; i < std::min(oldest, state[kNewest] + 1); ++i) {
    sum -= state[At(i)];
  }
  return sum;
}

// When enough has left the window for `excess`, which is at most the sum, to be gone.
std::int64_t FreedAt(ConstState state, const Terms& terms, std::int64_t oldest,
                     std::int64_t excess) {
  std::int64_t slice = oldest;
  for (; slice < state[kNewest]; ++slice) {
    excess -= state[At(slice)];
    if (excess <= 0) break;
  }
  return EndOf(state, terms, slice) + terms.window.count();
}

// Drops what has left the window, and makes the slice of `now` the newest.
void Advance(State state, const Terms& terms, std::int64_t now) {
  const std::int64_t oldest = OldestLive(state, terms, now);
  const std::int64_t live = LiveSum(state, oldest);
  if (live == 0) {
    std::fill(state.begin() + kRingStart, state.end(), 0);
    state[kOrigin] = now;
    state[kOldest] = state[kNewest] = state[kSum] = 0;
    return;
  }
  for (std::int64_t i = state[kOldest]; i < oldest; ++i) state[At(i)] = 0;
  state[kOldest] = oldest;
  state[kSum] = live;
  state[kNewest] = std::max(state[kNewest], SliceOf(state, terms, now));
}

}  // namespace

Step Decide(ConstState state, const Terms& terms, std::int64_t cost, TimePoint at) {
  const std::int64_t now = at.time_since_epoch().count();
  const std::int64_t window = terms.window.count();
  const std::int64_t oldest = OldestLive(state, terms, now);
  const std::int64_t live = LiveSum(state, oldest);

  Step step;
  step.before = live;
  step.after = live;
  step.remaining = std::max<std::int64_t>(terms.amount - live, 0);
  step.resets_at =
      live == 0 ? at : TimePoint{Duration{EndOf(state, terms, state[kNewest]) + window}};
  if (cost > terms.amount) {
    step.why = Step::Why::kTooLarge;
    return step;
  }
  if (cost > 0 && cost > terms.amount - live) {
    step.why = Step::Why::kFull;
    step.retry_after = Duration{FreedAt(state, terms, oldest, live - (terms.amount - cost)) - now};
    return step;
  }
  step.admitted = true;
  if (cost == 0) return step;
  step.after = live + cost;
  step.remaining = terms.amount - step.after;
  const std::int64_t newest = std::max(state[kNewest], SliceOf(state, terms, now));
  step.resets_at = TimePoint{Duration{(live == 0 ? now : EndOf(state, terms, newest)) + window}};
  return step;
}

Mark Charge(State state, const Terms& terms, std::int64_t cost, TimePoint at) {
  const std::int64_t now = at.time_since_epoch().count();
  if (cost == 0) return now;
  Advance(state, terms, now);
  std::int64_t& slice = state[At(state[kNewest])];
  slice = Saturated(Wide{slice} + cost);
  state[kSum] = Saturated(Wide{state[kSum]} + cost);
  // An instant of the newest slice also when the clock went back.
  return std::max(now, EndOf(state, terms, state[kNewest] - 1) + 1);
}

void Correct(State state, const Terms& terms, std::int64_t delta, Mark mark, TimePoint at) {
  if (delta > 0) sliding_window::Charge(state, terms, delta, at);
  // Charges older than the origin, or than the oldest slice, have left the window.
  if (delta >= 0 || mark < state[kOrigin]) return;
  const std::int64_t slice = SliceOf(state, terms, mark);
  if (slice < state[kOldest] || slice > state[kNewest]) return;
  const std::int64_t back = std::min(-delta, state[At(slice)]);
  state[At(slice)] -= back;
  state[kSum] -= back;
}

}  // namespace rg::limit::sliding_window

#include <algorithm>

#include "limit/algorithm.h"
#include "limit/wide.h"

// A count and the number of the window it belongs to, counted from 1970 UTC.
namespace rg::limit::fixed_window {
namespace {

struct Words {
  std::int64_t window;
  std::int64_t count;
};

// The counter as it stands at `now`. A clock that went back finds itself in the newer window.
Words At(ConstState state, const Terms& terms, TimePoint now) {
  const std::int64_t current = now.time_since_epoch() / terms.window;
  if (current > state[0]) return {current, 0};
  return {state[0], state[1]};
}

TimePoint EndOf(std::int64_t window, const Terms& terms) {
  return TimePoint{Duration{Saturated(Wide{window + 1} * terms.window.count())}};
}

}  // namespace

Step Decide(ConstState state, const Terms& terms, std::int64_t cost, TimePoint now) {
  const Words words = At(state, terms, now);
  const TimePoint end = EndOf(words.window, terms);

  Step step;
  step.before = words.count;
  step.after = words.count;
  step.remaining = std::max<std::int64_t>(terms.amount - words.count, 0);
  step.resets_at = words.count == 0 ? now : end;
  if (cost > terms.amount) {
    step.why = Step::Why::kTooLarge;
    return step;
  }
  if (cost > 0 && cost > terms.amount - words.count) {
    step.why = Step::Why::kFull;
    step.retry_after = end - now;
    return step;
  }
  step.admitted = true;
  if (cost == 0) return step;
  step.after = words.count + cost;
  step.remaining = terms.amount - step.after;
  step.resets_at = end;
  return step;
}

Mark Charge(State state, const Terms& terms, std::int64_t cost, TimePoint now) {
  const Words words = At(state, terms, now);
  state[0] = words.window;
  state[1] = Saturated(Wide{words.count} + cost);
  return words.window;
}

void Correct(State state, const Terms& terms, std::int64_t delta, Mark mark, TimePoint now) {
  if (delta > 0) fixed_window::Charge(state, terms, delta, now);
  // A window that has passed has nothing left to give back.
  if (delta < 0 && mark == state[0]) state[1] = std::max<std::int64_t>(state[1] + delta, 0);
}

}  // namespace rg::limit::fixed_window

#include <algorithm>

#include "limit/algorithm.h"

// How many calls are under way. Every call is one, whatever it costs in the rule's unit; Correct by
// -1 when it has ended.
namespace rg::limit::concurrency {

Step Decide(ConstState state, const Terms& terms, std::int64_t /*cost*/, TimePoint /*now*/) {
  Step step;
  step.before = state[0];
  step.admitted = state[0] < terms.amount;
  step.after = state[0] + (step.admitted ? 1 : 0);
  step.remaining = std::max<std::int64_t>(terms.amount - step.after, 0);
  if (!step.admitted) {
    step.why = Step::Why::kBusy;
    step.retry_after = kBusyRetry;
  }
  return step;
}

Mark Charge(State state, const Terms& /*terms*/, std::int64_t /*cost*/, TimePoint /*now*/) {
  ++state[0];
  return 0;
}

void Correct(State state, const Terms& /*terms*/, std::int64_t delta, Mark /*mark*/,
             TimePoint /*now*/) {
  state[0] = std::max<std::int64_t>(state[0] + delta, 0);
}

}  // namespace rg::limit::concurrency

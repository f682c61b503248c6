#pragma once

#include "pipeline/visit.h"

namespace rg::pipeline {

// Asks the counters whether the call may leave, waits where a rule queues or throttles it, and lets
// a budget that is short clamp or brake it where that is what the budget says.
//
// kRateLimited, kBudgetExhausted and kUnbounded refuse, with nothing charged. kClientGone when the
// client left the queue.
Async<Result<void>> Admit(Core& core, Visit& visit);

}  // namespace rg::pipeline

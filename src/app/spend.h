#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "admission/policy.h"
#include "admission/standing.h"
#include "core/log.h"
#include "pipeline/snapshot.h"
#include "store/memory/counters.h"
#include "store/sql/database.h"

namespace rg::app {

// A budget whose past counters do not know. Of the policy, which outlives it.
struct Missing {
  WorkspaceId workspace;
  const budget::Budget* budget = nullptr;
  admission::Unready unready;
};

// Of what counters miss, what the policy still has.
void AppendMissing(WorkspaceId workspace, const admission::Policy& policy,
                   const std::vector<admission::Unready>& unready, std::vector<Missing>& missing);

// The baseline that is missing: what the events say was spent before.
Result<Money> SpentBefore(store::sql::Connection& connection, const Missing& missing);

// Gives the counters what the events say was spent: for every budget of the snapshot that they do
// not know yet, the sum of the events before the moment it began to count.
//
// `events_are_in` brings every event settled so far into the store. Called only when some budget
// needs it.
//
// The truth about spending is the events; counters are a copy that a restart loses and this makes
// again.
Result<void> LoadSpend(const pipeline::Snapshot& snapshot, store::memory::MemoryCounters& counters,
                       store::sql::Connection& connection, TimePoint now,
                       const std::function<Result<void>()>& events_are_in);

}  // namespace rg::app

#pragma once

#include <functional>
#include <memory>

#include "admission/policy.h"
#include "core/log.h"
#include "pipeline/snapshot.h"
#include "store/memory/counters.h"
#include "store/sql/database.h"

namespace rg::app {

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

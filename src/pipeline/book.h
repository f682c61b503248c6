#pragma once

#include "admission/counters.h"
#include "core/id.h"
#include "pipeline/visit.h"

namespace rg::pipeline {

// Writes the hold of a call that may cost money, before the call leaves: a restart finds from it
// the calls whose end nobody saw. kStorageFull when there is no room to record the end as well.
Async<Result<void>> RecordHold(Core& core, Visit& visit);

// Ends a call in the books: settles what was held, writes the event, and returns once the event is
// in the file. Every call comes here before its answer's last byte leaves; a second time only waits
// for the file.
Async<void> Book(Core& core, Visit& visit);

// Records that budgets have passed thresholds.
void RecordCrossings(Core& core, WorkspaceId workspace, const admission::Crossings& crossings);

}  // namespace rg::pipeline

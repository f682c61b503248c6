#pragma once

#include "core/result.h"
#include "store/sql/database.h"

namespace rg::store::sql {

// Puts the events of the table `old_events`, a row each, into blocks, and drops it. Some thousand
// are in memory at a time.
Result<void> MoveEvents(Connection& connection);

}  // namespace rg::store::sql

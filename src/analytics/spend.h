#pragma once

#include <cstdint>
#include <optional>

#include "analytics/scope_filter.h"
#include "core/id.h"
#include "core/money.h"
#include "core/result.h"
#include "core/time.h"
#include "store/sql/database.h"

namespace rg::analytics {

// A stretch of time, `to` excluded, by when calls were opened.
struct Range {
  TimePoint from;
  TimePoint to = TimePoint::max();
};

// What the calls of a scope cost in a range, from the roll-ups. Both ends are moved down to a
// window: the periods of budgets begin and end on one, and a total budget begins in the window it
// was created in.
Result<Money> Spent(store::sql::Connection& connection, WorkspaceId workspace, const Scope& scope,
                    const Range& range);

// The same, of what was settled at or before `settle_seq` in the workspace's order. What no ledger
// settled (an end nobody saw, booked at start-up) has 0 and always counts.
Result<Money> SpentUpTo(store::sql::Connection& connection, WorkspaceId workspace,
                        const Scope& scope, const Range& range, std::uint64_t settle_seq);

// The same as SpentUpTo, added up from the events alone: slow, and independent of the roll-ups.
Result<Money> SpentByEvents(store::sql::Connection& connection, WorkspaceId workspace,
                            const Scope& scope, const Range& range, std::uint64_t settle_seq);

// What the settlements from number `first` on have cost, `count` numbers at most.
Result<Money> SpentByNumbers(store::sql::Connection& connection, WorkspaceId workspace,
                             std::uint64_t first, std::uint64_t count);

// The last settlement of the workspace that has been ingested; 0 when there was none.
Result<std::uint64_t> LastSeq(store::sql::Connection& connection, WorkspaceId workspace);

}  // namespace rg::analytics

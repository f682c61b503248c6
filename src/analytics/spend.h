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
  TimePoint to = FromMicros(std::int64_t{253'402'300'799} * 1'000'000);  // the year 9999
};

// What the calls of a scope cost in a range, from the roll-ups. Both ends are moved down to a
// window: the periods of budgets begin and end on one, and a total budget begins in the window it
// was created in.
Result<Money> Spent(store::sql::Connection& connection, WorkspaceId workspace, const Scope& scope,
                    const Range& range);

// The same from the events, of those settled at or before `settle_seq` in the workspace's order.
// Events that were settled by no ledger (an end nobody saw, booked at start-up) have 0 and count.
Result<Money> SpentUpTo(store::sql::Connection& connection, WorkspaceId workspace,
                        const Scope& scope, const Range& range, std::uint64_t settle_seq);

// The last settlement of the workspace that has been ingested; 0 when there was none.
Result<std::uint64_t> LastSeq(store::sql::Connection& connection, WorkspaceId workspace);

}  // namespace rg::analytics

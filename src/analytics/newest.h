#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "analytics/events.h"
#include "core/result.h"
#include "store/sql/database.h"

namespace rg::analytics {

// Called with an event's number, which orders all events, and its record.
using EachRecord = std::function<Result<void>(std::int64_t event_id, const std::string& record)>;

// Calls `each` for the newest `limit` events of the query with numbers below `before`, newest
// first. `each` must not use the connection.
//
// Events lie in the order of time, and no index finds those of a key or an outcome. Their roll-ups
// do: a window in which the groups asked for had calls says between which two numbers those are.
//
//   roll-ups, newest windows first:   [..x...x..]   nothing   nothing   [.....x...]
//   events that are looked through:       xoox                                x
//
// So a frequent key is found at once, and a rare one without looking through all events.
Result<void> EachNewest(store::sql::Connection& connection, const EventQuery& query,
                        std::int64_t before, std::int64_t limit, const EachRecord& each);

}  // namespace rg::analytics

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "analytics/events.h"
#include "core/id.h"
#include "core/result.h"
#include "core/time.h"
#include "store/clickhouse/client.h"

namespace rg::store::clickhouse {

// What orders events: newest first is by this, downwards. The server compares the ids of requests,
// in an order of its own.
struct EventKey {
  std::int64_t event_id = 0;
  RequestId request;
};

using EachEvent = std::function<Result<void>(const EventKey& key, std::string_view record)>;

// Calls `each` for the newest `limit` events of the query that are older than `before`, newest
// first and each once.
//
// Looks at the minute before `now` first (and at whatever has been opened since), and then at four
// times as much each time, so that the newest are found at once and a query without an answer takes
// a few looks more, at times from which there is nothing to read. A look finds out which events
// they are before it reads a record: records are most of what there is to read.
//
// Where the events of the workspace begin and end is not asked: that is to read all of them.
Result<void> EachNewest(Client& client, TimePoint now, const analytics::EventQuery& query,
                        const std::optional<EventKey>& before, std::int64_t limit,
                        const EachEvent& each);

// The record of one call; nullopt when it is not there.
Result<std::optional<std::string>> FindRecord(Client& client, WorkspaceId workspace,
                                              RequestId request);

}  // namespace rg::store::clickhouse

#include "analytics/events.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

#include "analytics/event_csv.h"
#include "analytics/newest.h"
#include "journal/record.h"
#include "store/sql/columns.h"
#include "store/sql/event_id.h"
#include "store/sql/rollups.h"

namespace rg::analytics {

using store::sql::Connection;
using store::sql::IdText;
using store::sql::RecordOf;
using store::sql::Row;
using store::sql::Rows;
using store::sql::Value;

namespace {

// Where a page ended: the number of its last event, which orders the list.
constexpr std::string_view kCursorMark = "e";

Result<std::int64_t> ParseCursor(std::string_view text) {
  std::int64_t event_id = 0;
  const bool marked = text.starts_with(kCursorMark);
  if (marked) text.remove_prefix(kCursorMark.size());
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, event_id);
  if (!marked || error != std::errc{} || at != end) {
    return Fail(Errc::kInvalidRequest, "this is not a cursor", "cursor");
  }
  return event_id;
}

// The record of an event; by the time in its request id, which is the time it opened at, or by the
// table of those of which that is not so.
Result<std::optional<std::string>> FindRecord(Connection& connection, RequestId request) {
  const TimePoint birth = store::sql::BirthOf(request);
  const std::array<Value, 2> range = {
      store::sql::FirstEventId(birth),
      store::sql::FirstEventId(birth + std::chrono::milliseconds{1})};
  std::optional<std::string> found;
  RG_CHECK(
      connection.Each("SELECT record, sample FROM events JOIN call_groups ON group_id = id "
                      "WHERE event_id >= ? AND event_id < ?",
                      range, [&](const Row& row) {
                        std::string record = RecordOf(row, 0);
                        if (journal::RequestOf(record) == request) found = std::move(record);
                      }));
  if (found) return found;
  const std::array<Value, 1> id = {IdText(request)};
  for (const std::string_view sql :
       {"SELECT record, sample FROM events JOIN call_groups ON group_id = id "
        "JOIN misplaced_events ON events.event_id = misplaced_events.event_id "
        "WHERE request_id = ?",
        "SELECT record, NULL FROM open_holds WHERE request_id = ?"}) {
    RG_TRY(const Rows rows, connection.Query(sql, id));
    if (!rows.empty()) return std::optional(RecordOf(rows[0], 0));
  }
  return found;
}

}  // namespace

Result<StoredEvent> Restore(std::string record) {
  StoredEvent event;
  event.payload = std::make_unique<const std::string>(std::move(record));
  RG_CHECK(journal::DecodeEvent(*event.payload, event.decoded));
  return event;
}

Result<EventPage> ListEvents(Connection& connection, const EventQuery& query) {
  const std::int64_t limit = std::clamp<std::int64_t>(query.limit, 1, kPageMax);
  std::int64_t before = std::numeric_limits<std::int64_t>::max();
  if (!query.cursor.empty()) {
    RG_TRY(before, ParseCursor(query.cursor));
  }
  EventPage page;
  std::int64_t last = 0;
  const auto add = [&](std::int64_t event_id, const std::string& record) -> Result<void> {
    if (page.events.size() == static_cast<std::size_t>(limit)) {
      page.next.assign(kCursorMark).append(std::to_string(last));
      return {};
    }
    RG_TRY(StoredEvent event, Restore(record));
    page.events.push_back(std::move(event));
    last = event_id;
    return {};
  };
  // One more than asked for tells whether there is a next page.
  RG_CHECK(EachNewest(connection, query, before, limit + 1, add));
  return page;
}

Result<StoredEvent> FindEvent(Connection& connection, WorkspaceId workspace, RequestId request) {
  RG_TRY(std::optional<std::string> record, FindRecord(connection, request));
  if (record) {
    RG_TRY(StoredEvent event, Restore(*std::move(record)));
    if (event.event().call.workspace == workspace) return event;
  }
  return Fail(Errc::kNotFound, "no call of this workspace has the request id " + IdText(request));
}

Result<std::string> EventsCsv(Connection& connection, const EventQuery& query) {
  EventCsv csv;
  const auto add = [&](std::int64_t, const std::string& record) { return csv.Add(record); };
  RG_CHECK(EachNewest(connection, query, std::numeric_limits<std::int64_t>::max(), kCsvRowsMax + 1,
                      add));
  return csv.Take();
}

}  // namespace rg::analytics

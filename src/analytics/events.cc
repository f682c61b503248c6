#include "analytics/events.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <utility>

#include "analytics/csv.h"
#include "journal/record.h"
#include "store/sql/columns.h"
#include "store/sql/event_id.h"
#include "store/sql/rollups.h"

namespace rg::analytics {

using store::sql::Connection;
using store::sql::IdText;
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

struct Statement {
  std::string sql;
  std::vector<Value> parameters;

  template <class T>
  void Where(std::string_view condition, T value) {
    sql += condition;
    parameters.emplace_back(std::move(value));
  }
};

// The groups that can have such events, and whether they were rolled up without their models.
Statement MakeGroups(const EventQuery& query) {
  Statement groups{"SELECT id, CASE WHEN model = '' THEN 1 ELSE 0 END FROM call_groups", {}};
  groups.Where(" WHERE workspace = ?", IdText(query.workspace));
  if (query.project) groups.Where(" AND project = ?", IdText(*query.project));
  if (query.key) groups.Where(" AND key_id = ?", IdText(*query.key));
  if (query.api) {
    groups.Where(" AND (api = ?", *query.api);
    groups.Where(" OR api_slug = ?)", *query.api);
  }
  if (query.model) groups.Where(" AND (model = ? OR model = '')", *query.model);
  if (query.outcome) groups.Where(" AND outcome = ?", std::string(ToString(*query.outcome)));
  return groups;
}

// The newest numbers of one group. The first three parameters are the group and its range, the last
// is how many.
Statement MakeNewest(const EventQuery& query, bool by_own_model) {
  Statement newest{
      "SELECT event_id FROM events WHERE group_id = ? AND event_id >= ? AND event_id < ?",
      std::vector<Value>(3)};
  if (query.status) newest.Where(" AND status = ?", std::int64_t{*query.status});
  if (query.settled_after) newest.Where(" AND settle_seq > ?", *query.settled_after);
  if (by_own_model) newest.Where(" AND own_model = ?", *query.model);
  newest.Where(" ORDER BY event_id DESC LIMIT ?", std::int64_t{0});
  return newest;
}

// The newest `limit` numbers of the query, newest first. Every group has its events in order, so of
// each no more are read than can still be among the newest: a rare key, or a rare failure, is found
// without looking through all events.
Result<std::vector<std::int64_t>> FindNewest(Connection& connection, const EventQuery& query,
                                             std::int64_t before, std::int64_t limit) {
  const Statement groups = MakeGroups(query);
  RG_TRY(const Rows rows, connection.Query(groups.sql, groups.parameters));
  std::int64_t from = store::sql::FirstEventId(query.range.from);
  std::vector<std::int64_t> newest;
  for (const Row& group : rows) {
    Statement list = MakeNewest(query, query.model && group.Int(1) != 0);
    list.parameters[0] = group.Int(0);
    list.parameters[1] = from;
    list.parameters[2] = before;
    list.parameters.back() = limit;
    RG_CHECK(connection.Each(list.sql, list.parameters,
                             [&](const Row& row) { newest.push_back(row.Int(0)); }));
    if (newest.size() <= static_cast<std::size_t>(limit)) continue;
    const auto last = newest.begin() + limit - 1;
    std::ranges::nth_element(newest, last, std::greater{});
    from = *last;
    newest.resize(static_cast<std::size_t>(limit));
  }
  std::ranges::sort(newest, std::greater{});
  return newest;
}

using EachRecord = std::function<Result<void>(const std::string& record)>;

// Calls `each` for the newest `limit` events of the query; returns their numbers.
Result<std::vector<std::int64_t>> EachNewest(Connection& connection, const EventQuery& query,
                                             std::int64_t limit, const EachRecord& each) {
  std::int64_t before = store::sql::FirstEventId(query.range.to);
  if (!query.cursor.empty()) {
    RG_TRY(const std::int64_t cursor, ParseCursor(query.cursor));
    before = std::min(before, cursor);
  }
  std::vector<std::int64_t> newest;
  // The shipper goes on writing; all groups must be of the same moment, or pages lose events.
  const auto read = [&]() -> Result<void> {
    RG_TRY(newest, FindNewest(connection, query, before, limit));
    for (const std::int64_t event_id : newest) {
      const std::array<Value, 1> values = {event_id};
      RG_TRY(const Rows rows,
             connection.Query("SELECT record FROM events WHERE event_id = ?", values));
      RG_CHECK(each(rows[0].Bytes(0)));
    }
    return {};
  };
  RG_CHECK(connection.Snapshot(read));
  return newest;
}

Result<StoredEvent> Restore(std::string record) {
  StoredEvent event;
  event.payload = std::make_unique<const std::string>(std::move(record));
  RG_CHECK(journal::DecodeEvent(*event.payload, event.decoded));
  return event;
}

// The record of an event; by the time in its request id, which is the time it opened at, or by the
// table of those of which that is not so.
Result<std::optional<std::string>> FindRecord(Connection& connection, RequestId request) {
  const TimePoint birth = store::sql::BirthOf(request);
  const std::array<Value, 2> range = {
      store::sql::FirstEventId(birth),
      store::sql::FirstEventId(birth + std::chrono::milliseconds{1})};
  std::optional<std::string> found;
  RG_CHECK(connection.Each("SELECT record FROM events WHERE event_id >= ? AND event_id < ?", range,
                           [&](const Row& row) {
                             if (journal::RequestOf(row.Bytes(0)) == request) found = row.Bytes(0);
                           }));
  if (found) return found;
  const std::array<Value, 1> id = {IdText(request)};
  for (const std::string_view sql :
       {"SELECT record FROM events JOIN misplaced_events ON events.event_id = "
        "misplaced_events.event_id WHERE request_id = ?",
        "SELECT record FROM open_holds WHERE request_id = ?"}) {
    RG_TRY(const Rows rows, connection.Query(sql, id));
    if (!rows.empty()) return std::optional(rows[0].Bytes(0));
  }
  return found;
}

void Describe(CsvWriter& csv, const journal::Event& event) {
  const CallFacts& call = event.call;
  csv.Literal(ToRfc3339(event.opened)).Literal(IdText(event.request));
  csv.Literal(IdText(call.project)).Literal(IdText(call.key));
  csv.Text(call.api_slug).Text(call.model).Text(event.served_model);
  csv.Text(store::sql::JoinTags(call.tags)).Text(call.end_user);
  csv.Text(call.method).Text(call.endpoint);
  csv.Text(ToString(event.outcome)).Number(event.status).Text(event.error_code);
  for (const std::int64_t count : event.usage.counts) csv.Number(count);
  csv.Literal(ToDollars(event.cost));
  csv.Literal(event.priced ? "true" : "false").Literal(event.estimated ? "true" : "false");
  csv.Number(std::chrono::floor<std::chrono::microseconds>(event.gateway_time).count());
  csv.Number(std::chrono::floor<std::chrono::microseconds>(event.total_time).count());
  csv.EndRow();
}

void HeadLine(CsvWriter& csv) {
  for (const std::string_view name :
       {"opened", "request_id", "project", "key", "api", "model", "served_model", "tags",
        "end_user", "method", "endpoint", "outcome", "status", "error_code"}) {
    csv.Text(name);
  }
  for (const std::string_view usage_class : kUsageClassNames) csv.Text(usage_class);
  csv.Text("cost_usd").Text("priced").Text("estimated").Text("gateway_us").Text("total_us");
  csv.EndRow();
}

}  // namespace

Result<EventPage> ListEvents(Connection& connection, const EventQuery& query) {
  const std::int64_t limit = std::clamp<std::int64_t>(query.limit, 1, kPageMax);
  EventPage page;
  const auto add = [&](const std::string& record) -> Result<void> {
    RG_TRY(StoredEvent event, Restore(record));
    page.events.push_back(std::move(event));
    return {};
  };
  // One more than asked for tells whether there is a next page.
  RG_TRY(const std::vector<std::int64_t> newest, EachNewest(connection, query, limit + 1, add));
  if (page.events.size() > static_cast<std::size_t>(limit)) {
    page.events.pop_back();
    page.next.assign(kCursorMark).append(std::to_string(newest[newest.size() - 2]));
  }
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
  CsvWriter csv;
  HeadLine(csv);
  journal::Decoded decoded;
  const auto describe = [&](const std::string& record) -> Result<void> {
    RG_CHECK(journal::DecodeEvent(record, decoded));
    Describe(csv, decoded.event);
    return {};
  };
  EventQuery whole = query;
  whole.cursor.clear();
  RG_TRY(const std::vector<std::int64_t> newest,
         EachNewest(connection, whole, kCsvRowsMax + 1, describe));
  if (newest.size() > static_cast<std::size_t>(kCsvRowsMax)) {
    return Fail(
        Errc::kTooLarge,
        "there are more than " + std::to_string(kCsvRowsMax) + " events; choose a shorter range",
        "from");
  }
  return csv.Take();
}

}  // namespace rg::analytics

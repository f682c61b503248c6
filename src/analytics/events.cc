#include "analytics/events.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "analytics/csv.h"
#include "store/sql/columns.h"
#include "store/sql/event_rows.h"

namespace rg::analytics {

using store::sql::Connection;
using store::sql::IdText;
using store::sql::Row;
using store::sql::Rows;
using store::sql::Value;

namespace {

// Where a page ended: its last event's time and id, which order the list.
struct Cursor {
  std::int64_t opened = 0;
  std::string request_id;
};

std::string ToText(const Cursor& cursor) {
  return std::to_string(cursor.opened) + "_" + cursor.request_id;
}

Result<Cursor> ParseCursor(std::string_view text) {
  const auto bad = [] { return Fail(Errc::kInvalidRequest, "this is not a cursor", "cursor"); };
  Cursor cursor;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, cursor.opened);
  if (error != std::errc{} || at == end || *at != '_') return bad();
  cursor.request_id.assign(at + 1, end);
  if (!ParseUuid(cursor.request_id)) return bad();
  return cursor;
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

Statement MakeList(const EventQuery& query, const std::optional<Cursor>& after,
                   std::int64_t limit) {
  Statement list{"SELECT opened, request_id, record FROM events", {}};
  list.Where(" WHERE workspace = ?", IdText(query.workspace));
  list.Where(" AND opened >= ?", ToMicros(query.range.from));
  list.Where(" AND opened < ?", ToMicros(query.range.to));
  if (query.project) list.Where(" AND project = ?", IdText(*query.project));
  if (query.key) list.Where(" AND key_id = ?", IdText(*query.key));
  if (query.api) {
    list.Where(" AND (api = ?", *query.api);
    list.Where(" OR api_slug = ?)", *query.api);
  }
  if (query.model) list.Where(" AND model = ?", *query.model);
  if (query.outcome) list.Where(" AND outcome = ?", std::string(ToString(*query.outcome)));
  if (query.status) list.Where(" AND status = ?", std::int64_t{*query.status});
  if (query.settled_after) list.Where(" AND settle_seq > ?", *query.settled_after);
  if (after) {
    // Spelled so that both databases start reading their index at the cursor.
    list.Where(" AND opened <= ?", after->opened);
    list.Where(" AND (opened < ?", after->opened);
    list.Where(" OR request_id < ?)", after->request_id);
  }
  list.Where(" ORDER BY opened DESC, request_id DESC LIMIT ?", limit);
  return list;
}

Result<StoredEvent> Restore(const std::string& record) {
  RG_TRY(std::string payload, store::sql::DecodeText(record));
  StoredEvent event;
  event.payload = std::make_unique<const std::string>(std::move(payload));
  RG_CHECK(journal::DecodeEvent(*event.payload, event.decoded));
  return event;
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
  std::optional<Cursor> after;
  if (!query.cursor.empty()) {
    RG_TRY(after, ParseCursor(query.cursor));
  }
  const std::int64_t limit = std::clamp<std::int64_t>(query.limit, 1, kPageMax);
  // One more than asked for tells whether there is a next page.
  const Statement list = MakeList(query, after, limit + 1);
  RG_TRY(const Rows rows, connection.Query(list.sql, list.parameters));
  EventPage page;
  const std::size_t count = std::min(rows.size(), static_cast<std::size_t>(limit));
  page.events.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    RG_TRY(StoredEvent event, Restore(rows[i].Text(2)));
    page.events.push_back(std::move(event));
  }
  if (rows.size() > count) {
    page.next = ToText({rows[count - 1].Int(0), rows[count - 1].Text(1)});
  }
  return page;
}

Result<StoredEvent> FindEvent(Connection& connection, WorkspaceId workspace, RequestId request) {
  const std::array<Value, 2> values = {IdText(request), IdText(workspace)};
  for (const std::string_view table : {"events", "open_holds"}) {
    const std::string sql =
        "SELECT record FROM " + std::string(table) + " WHERE request_id = ? AND workspace = ?";
    RG_TRY(const Rows rows, connection.Query(sql, values));
    if (!rows.empty()) return Restore(rows[0].Text(0));
  }
  return Fail(Errc::kNotFound, "no call of this workspace has the request id " + IdText(request));
}

Result<std::string> EventsCsv(Connection& connection, const EventQuery& query) {
  const Statement list = MakeList(query, std::nullopt, kCsvRowsMax + 1);
  CsvWriter csv;
  HeadLine(csv);
  Result<void> outcome;
  std::int64_t rows = 0;
  RG_CHECK(connection.Each(list.sql, list.parameters, [&](const Row& row) {
    if (++rows > kCsvRowsMax) return;
    const Result<StoredEvent> event = Restore(row.Text(2));
    if (event) {
      Describe(csv, event->event());
    } else if (outcome) {
      outcome = event.error();
    }
  }));
  if (!outcome) return outcome.error();
  if (rows > kCsvRowsMax) {
    return Fail(
        Errc::kTooLarge,
        "there are more than " + std::to_string(kCsvRowsMax) + " events; choose a shorter range",
        "from");
  }
  return csv.Take();
}

}  // namespace rg::analytics

#include "store/clickhouse/questions.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <utility>

#include "analytics/event_csv.h"
#include "analytics/scope_filter.h"
#include "analytics/usage_builder.h"
#include "store/clickhouse/event_search.h"
#include "store/clickhouse/sql_text.h"
#include "store/clickhouse/thresholds.h"
#include "store/clickhouse/usage_sql.h"
#include "store/sql/rollup_writer.h"
#include "store/sql/rollups.h"

namespace rg::store::clickhouse {

using analytics::EventPage;
using analytics::EventQuery;
using analytics::StoredEvent;
using analytics::UsageQuery;
using analytics::UsageReport;

namespace {

// Where a page ended: its last event, "c1894089375744000123.0190b5a0-...".
constexpr char kCursorMark = 'c';

std::string WriteCursor(const EventKey& key) {
  return kCursorMark + std::to_string(key.event_id) + "." + ToString(key.request);
}

Result<EventKey> ParseCursor(std::string_view text) {
  const auto wrong = [] { return Fail(Errc::kInvalidRequest, "this is not a cursor", "cursor"); };
  const std::size_t dot = text.find('.');
  if (dot == text.npos || text.front() != kCursorMark) return wrong();
  EventKey key;
  const char* const end = text.data() + dot;
  const auto [at, error] = std::from_chars(text.data() + 1, end, key.event_id);
  const Result<Uuid> request = ParseUuid(text.substr(dot + 1));
  if (error != std::errc{} || at != end || !request) return wrong();
  key.request = RequestId{*request};
  return key;
}

analytics::Totals ReadTotals(const Row& row) {
  sql::Measures sums;
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = row.Int(kUsageFirstSum + i);
  return analytics::TotalsOf(sums);
}

analytics::LatencyRow ReadLatency(const Row& row) {
  analytics::LatencyRow read;
  read.group = row.Text(0);
  read.calls = row.Int(1);
  std::size_t at = 2;
  for (analytics::Percentiles* each : {&read.total, &read.gateway, &read.first_byte}) {
    for (Duration& time : *each) time = std::chrono::microseconds{row.Int(at++)};
  }
  return read;
}

}  // namespace

Result<TimePoint> Questions::Published(WorkspaceId workspace) {
  RG_TRY(const std::int64_t last,
         SelectNumber(client_,
                      "SELECT toInt64(toUInt32(max(window))) FROM rollup_windows "
                      "WHERE workspace = " +
                          Quoted(workspace)));
  return last == 0 ? TimePoint{} : TimePoint{std::chrono::seconds{last}} + sql::kWindow;
}

Result<UsageReport> Questions::Usage(const UsageQuery& query) {
  RG_TRY(analytics::UsageBuilder builder, analytics::UsageBuilder::Make(query));
  RG_TRY(const TimePoint published, Published(query.workspace));
  RG_TRY(const std::string sql, MakeUsageSql(builder.query(), published));
  std::array<Column, kUsageFirstSum + sql::kRollupMeasures> columns;
  columns.fill(Column::kInt64);
  columns[kUsageGroup] = columns[kUsageScope] = Column::kText;
  RG_CHECK(client_.Each(sql, columns, [&](const Row& row) -> Result<void> {
    const analytics::Totals totals = ReadTotals(row);
    if (totals.calls == 0) return {};
    return builder.Add(TimePoint{std::chrono::seconds{row.Int(kUsageStart)}}, row.Text(kUsageGroup),
                       std::string(row.Text(kUsageScope)), totals);
  }));
  return std::move(builder).Finish();
}

Result<analytics::LatencyReport> Questions::Latency(const analytics::LatencyQuery& query) {
  RG_CHECK(analytics::Validate(query));
  const analytics::ScopeFilter filter(query.only);
  std::vector<std::string> scopes;
  const std::array texts = {Column::kText};
  RG_CHECK(client_.Each(MakeLatencyScopesSql(query), texts, [&](const Row& row) -> Result<void> {
    std::string scope(row.Text(0));
    RG_TRY(const bool matches, filter.Matches(scope));
    if (matches) scopes.push_back(std::move(scope));
    return {};
  }));
  analytics::LatencyReport report;
  if (scopes.empty()) return report;
  std::array<Column, 2 + 3 * analytics::kLatencyLevels.size()> columns;
  columns.fill(Column::kInt64);
  columns[0] = Column::kText;
  const auto ask = [&](bool by_group, auto take) {
    return client_.Each(MakeLatencySql(query, scopes, by_group), columns,
                        [&](const Row& row) -> Result<void> {
                          take(ReadLatency(row));
                          return {};
                        });
  };
  RG_CHECK(ask(false, [&](analytics::LatencyRow row) { report.all = std::move(row); }));
  if (query.group == analytics::GroupBy::kNone) return report;
  RG_CHECK(ask(true, [&](analytics::LatencyRow row) { report.rows.push_back(std::move(row)); }));
  std::sort(report.rows.begin(), report.rows.end(),
            [](const auto& a, const auto& b) { return a.group < b.group; });
  return report;
}

Result<EventPage> Questions::Events(const EventQuery& query) {
  const std::int64_t limit = std::clamp<std::int64_t>(query.limit, 1, analytics::kPageMax);
  std::optional<EventKey> before;
  if (!query.cursor.empty()) {
    RG_TRY(before, ParseCursor(query.cursor));
  }
  EventPage page;
  EventKey last;
  const auto add = [&](const EventKey& key, std::string_view record) -> Result<void> {
    if (page.events.size() == static_cast<std::size_t>(limit)) {
      page.next = WriteCursor(last);
      return {};
    }
    RG_TRY(StoredEvent event, analytics::Restore(std::string(record)));
    page.events.push_back(std::move(event));
    last = key;
    return {};
  };
  // One more than asked for tells whether there is a next page.
  RG_CHECK(EachNewest(client_, clock_.Now(), query, before, limit + 1, add));
  return page;
}

Result<StoredEvent> Questions::FindEvent(WorkspaceId workspace, RequestId request) {
  RG_TRY(std::optional<std::string> record, FindRecord(client_, workspace, request));
  if (record) return analytics::Restore(*std::move(record));
  return Fail(Errc::kNotFound, "no call of this workspace has the request id " + ToString(request));
}

Result<std::string> Questions::EventsCsv(const EventQuery& query) {
  analytics::EventCsv csv;
  const auto add = [&](const EventKey&, std::string_view record) { return csv.Add(record); };
  RG_CHECK(EachNewest(client_, clock_.Now(), query, std::nullopt, analytics::kCsvRowsMax + 1, add));
  return csv.Take();
}

Result<std::vector<journal::ThresholdCrossed>> Questions::Thresholds(WorkspaceId workspace,
                                                                     TimePoint since,
                                                                     std::int64_t limit) {
  return LoadThresholds(client_, workspace, since, limit);
}

}  // namespace rg::store::clickhouse

#include "store/clickhouse/rollup.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>

#include "store/clickhouse/event_block.h"
#include "store/clickhouse/events_sql.h"
#include "store/clickhouse/row_binary.h"
#include "store/clickhouse/sql_text.h"
#include "store/sql/rollups.h"

namespace rg::store::clickhouse {
namespace {

// What one statement sums up: some of the windows of a day, of so many workspaces.
constexpr Duration kSpan = std::chrono::days{1};
constexpr std::size_t kWorkspacesMax = 200;

// The events of these windows, which lie within kSpan, in order.
std::string Condition(std::span<const TimePoint> windows, std::span<const WorkspaceId> workspaces) {
  std::string condition = "workspace IN (";
  for (const WorkspaceId& workspace : workspaces) {
    if (condition.back() != '(') condition += ", ";
    condition += Quoted(workspace);
  }
  condition += ") AND opened >= " + Quoted(windows.front()) + " AND opened < " +
               Quoted(windows.back() + sql::kWindow);
  condition += " AND filed >= toDate(" + std::to_string(MonthOf(windows.front())) + ") AND ";
  condition.append(kWindowOfOpened).append(" IN (");
  for (const TimePoint window : windows) {
    if (condition.back() != '(') condition += ", ";
    condition += std::to_string(DateTimeOf(window));
  }
  return condition + ")";
}

}  // namespace

Rollup::Rollup(Client& client, const Clock& clock, RollupOptions options)
    : client_(client), clock_(clock), options_(options) {}

void Rollup::Changed(WorkspaceId workspace, TimePoint window) {
  if (dirty_size_ >= kDirtyMax) {
    missed_since_ = std::min(missed_since_.value_or(window), window);
    return;
  }
  if (dirty_[window].insert(workspace).second) ++dirty_size_;
}

bool Rollup::IsClosed(TimePoint window) const {
  return window + sql::kWindow + options_.grace <= clock_.Now();
}

Result<std::size_t> Rollup::Refresh() {
  RG_TRY(const std::size_t refreshed, RefreshClosed(TimePoint::max()));
  if (!missed_since_) return refreshed;
  const TimePoint since = *missed_since_;
  missed_since_.reset();
  const Result<std::size_t> recovered = Recover(since);
  if (!recovered) missed_since_ = std::min(missed_since_.value_or(since), since);
  if (!recovered) return recovered.error();
  return refreshed + *recovered;
}

// A day at a time, so that they are never too many; what is younger waits, so that the windows of a
// workspace are published in order.
Result<std::size_t> Rollup::Recover(TimePoint since) {
  std::size_t refreshed = 0;
  const TimePoint end = clock_.Now() + std::chrono::days{1};
  for (TimePoint from = sql::WindowOf(since); from < end; from += std::chrono::days{1}) {
    RG_CHECK(FindDirty(from, from + std::chrono::days{1}));
    RG_TRY(const std::size_t closed, RefreshClosed(from + std::chrono::days{1}));
    refreshed += closed;
  }
  return refreshed;
}

Result<void> Rollup::FindDirty(TimePoint from, TimePoint to) {
  const std::string window(kWindowOfOpened);
  const std::string events = "SELECT workspace, " + window +
                             " AS w, count() AS events, toUInt64(0) AS seen FROM events "
                             "WHERE opened >= " +
                             Quoted(from) + " AND opened < " + Quoted(to) +
                             " AND filed >= toDate(" + std::to_string(MonthOf(from)) +
                             ") GROUP BY workspace, w";
  const std::string rollups =
      "SELECT workspace, toUInt32(window) AS w, toUInt64(0) AS events, max(version) AS seen "
      "FROM rollup_windows WHERE window >= " +
      Quoted(from) + " AND window < " + Quoted(to) + " GROUP BY workspace, w";
  const std::array columns = {Column::kId, Column::kInt64};
  return client_.Each("SELECT workspace, toInt64(w) FROM (" + events + " UNION ALL " + rollups +
                          ") GROUP BY workspace, w HAVING sum(events) > sum(seen)",
                      columns, [this](const Row& row) -> Result<void> {
                        Changed(WorkspaceId{row.Id(0)},
                                TimePoint{std::chrono::seconds{row.Int(1)}});
                        return {};
                      });
}

// The oldest first, those of a day together: of each statement, the tables get a part or two.
Result<std::size_t> Rollup::RefreshClosed(TimePoint end) {
  const auto is_due = [&](TimePoint window) { return window < end && IsClosed(window); };
  std::size_t refreshed = 0;
  while (!dirty_.empty() && is_due(dirty_.begin()->first)) {
    const TimePoint first = dirty_.begin()->first;
    std::vector<TimePoint> windows;
    std::set<WorkspaceId> workspaces;
    std::size_t pairs = 0;
    auto next = dirty_.begin();
    for (; next != dirty_.end() && next->first < first + kSpan && is_due(next->first); ++next) {
      windows.push_back(next->first);
      workspaces.insert(next->second.begin(), next->second.end());
      pairs += next->second.size();
    }
    RG_CHECK(SumUpAll(windows, {workspaces.begin(), workspaces.end()}));
    refreshed += pairs;
    dirty_size_ -= pairs;
    dirty_.erase(dirty_.begin(), next);
  }
  return refreshed;
}

Result<void> Rollup::SumUpAll(std::span<const TimePoint> windows,
                              const std::vector<WorkspaceId>& workspaces) {
  for (std::size_t i = 0; i < workspaces.size(); i += kWorkspacesMax) {
    const std::size_t count = std::min(kWorkspacesMax, workspaces.size() - i);
    RG_CHECK(SumUp(Condition(windows, std::span(workspaces).subspan(i, count))));
  }
  return {};
}

Result<void> Rollup::SumUp(const std::string& condition) {
  const std::uint64_t run = ids_.Random();
  // Counted before they are summed up: what comes in between makes the sums newer than they say,
  // and is still summed up again.
  RG_TRY(const std::string versions, CountVersions(run, condition));
  if (versions.empty()) return {};
  RG_CHECK(WriteRun(run, condition));
  return client_.Insert(
      "INSERT INTO rollup_windows (workspace, window, run, version) FORMAT RowBinary", versions,
      "rateguard-rollup-" + ToString(ids_.NewUuid(clock_.Now())));
}

Result<std::string> Rollup::CountVersions(std::uint64_t run, const std::string& condition) {
  std::string rows;
  const std::array columns = {Column::kId, Column::kInt64, Column::kInt64};
  RG_CHECK(client_.Each("SELECT workspace, toInt64(" + std::string(kWindowOfOpened) +
                            ") AS w, toInt64(count()) FROM events WHERE " + condition +
                            " GROUP BY workspace, w ORDER BY w",
                        columns, [&](const Row& row) -> Result<void> {
                          PutId(rows, row.Id(0));
                          PutNumber(rows, static_cast<std::uint32_t>(row.Int(1)));
                          PutNumber(rows, run);
                          PutNumber(rows, static_cast<std::uint64_t>(row.Int(2)));
                          return {};
                        }));
  return rows;
}

Result<void> Rollup::WriteRun(std::uint64_t run, const std::string& condition) {
  const std::string each = "SELECT workspace, " + std::string(kWindowOfOpened) +
                           " AS w, project, key_id, api, api_slug, " + RolledUpModelSql() +
                           " AS rolled_up_model, tags, outcome" + MeasuresSql() +
                           " FROM events WHERE " + condition + std::string(kEachOnce);
  return client_.InsertSelect(
      "INSERT INTO rollups (workspace, window, run, project, key_id, api, "
      "api_slug, model, tags, outcome" +
      MeasuresSql() + ") SELECT workspace, toDateTime(w), toUInt64(" + std::to_string(run) +
      "), project, key_id, api, api_slug, rolled_up_model, tags, outcome" + SumsSql() + " FROM (" +
      each +
      ") GROUP BY workspace, w, project, key_id, api, api_slug, "
      "rolled_up_model, tags, outcome");
}

}  // namespace rg::store::clickhouse

#include "analytics/audit.h"

#include <array>
#include <map>
#include <utility>

#include "store/sql/columns.h"
#include "store/sql/rollups.h"

namespace rg::analytics {

using store::sql::Connection;
using store::sql::IdText;
using store::sql::Row;
using store::sql::Value;

namespace {

constexpr std::int64_t kWindowMicros = std::int64_t{900} * 1'000'000;

struct Sum {
  std::int64_t calls = 0;
  Money cost;
  bool operator==(const Sum&) const = default;
};

Result<void> CompareBudget(Connection& connection, WorkspaceId workspace, const LedgerClaim& claim,
                           AuditReport& report) {
  RG_TRY(const Money events,
         SpentByEvents(connection, workspace, claim.scope, claim.period, claim.settle_seq));
  RG_TRY(const Money rollups,
         SpentUpTo(connection, workspace, claim.scope, claim.period, claim.settle_seq));
  const std::string what = "budget " + claim.name;
  if (claim.settled != events) {
    report.differences.push_back({what, "ledger and events", claim.settled, events, 0, 0});
  }
  if (events != rollups) {
    report.differences.push_back({what, "events and roll-ups", events, rollups, 0, 0});
  }
  ++report.budgets;
  return {};
}

// Calls and cost per window, in order of time.
Result<void> SumUp(Connection& connection, std::string_view sql, WorkspaceId workspace,
                   std::map<std::int64_t, Sum>& days) {
  const std::array<Value, 1> values = {IdText(workspace)};
  return connection.Each(sql, values, [&](const Row& row) {
    const TimePoint time = FromMicros(row.Int(0) * kWindowMicros);
    Sum& day = days[std::chrono::floor<std::chrono::days>(time).time_since_epoch().count()];
    day.calls += row.Int(1);
    day.cost += Money::Nanos(row.Int(2));
  });
}

Result<void> CompareDays(Connection& connection, WorkspaceId workspace, AuditReport& report) {
  std::map<std::int64_t, Sum> events;
  std::map<std::int64_t, Sum> rollups;
  // By windows of event ids (store/sql/event_id.h), in the order they lie in.
  RG_CHECK(SumUp(connection,
                 "SELECT event_id / 921600000000, COUNT(*), CAST(SUM(cost_nanos) AS BIGINT) "
                 "FROM events WHERE group_id IN (SELECT id FROM call_groups WHERE workspace = ?) "
                 "GROUP BY event_id / 921600000000",
                 workspace, events));
  RG_CHECK(SumUp(connection,
                 "SELECT window_start / 900000000, CAST(SUM(calls) AS BIGINT), "
                 "CAST(SUM(cost_nanos) AS BIGINT) "
                 "FROM call_groups JOIN rollups ON group_id = id WHERE workspace = ? "
                 "GROUP BY window_start / 900000000",
                 workspace, rollups));
  for (const auto& [day, sum] : rollups) events.try_emplace(day);
  for (const auto& [day, left] : events) {
    const Sum right = rollups[day];
    ++report.days;
    report.calls += left.calls;
    report.cost += left.cost;
    if (left == right) continue;
    const std::string date = ToRfc3339(TimePoint{std::chrono::days{day}}).substr(0, 10);
    report.differences.push_back(
        {"day " + date, "events and roll-ups", left.cost, right.cost, left.calls, right.calls});
  }
  return {};
}

Result<void> CountOpenHolds(Connection& connection, WorkspaceId workspace, AuditReport& report) {
  const std::array<Value, 1> values = {IdText(workspace)};
  RG_TRY(const store::sql::Rows rows,
         connection.Query("SELECT COUNT(*), CAST(COALESCE(SUM(hold_nanos), 0) AS BIGINT) "
                          "FROM open_holds WHERE workspace = ?",
                          values));
  report.open_holds = static_cast<std::size_t>(rows[0].Int(0));
  report.held = Money::Nanos(rows[0].Int(1));
  return {};
}

}  // namespace

Result<AuditReport> Audit(Connection& connection, WorkspaceId workspace,
                          std::span<const LedgerClaim> claims) {
  AuditReport report;
  // The shipper goes on writing; every sum must be of the same moment.
  const auto compare = [&]() -> Result<void> {
    for (const LedgerClaim& claim : claims) {
      RG_CHECK(CompareBudget(connection, workspace, claim, report));
    }
    RG_CHECK(CompareDays(connection, workspace, report));
    return CountOpenHolds(connection, workspace, report);
  };
  RG_CHECK(connection.Snapshot(compare));
  return report;
}

}  // namespace rg::analytics

#include "analytics/spend.h"

#include <array>
#include <string>
#include <vector>

#include "store/sql/columns.h"
#include "store/sql/event_id.h"
#include "store/sql/rollups.h"
#include "store/sql/settlement_stretch.h"

namespace rg::analytics {

using store::sql::Connection;
using store::sql::IdText;
using store::sql::Row;
using store::sql::Value;

namespace {

// A query of (group, cost) pairs in the making.
class CostQuery {
 public:
  CostQuery(WorkspaceId workspace, const Scope& scope, const Range& range)
      : workspace_(workspace),
        filter_(scope),
        from_(ToMicros(store::sql::WindowOf(range.from))),
        to_(ToMicros(store::sql::WindowOf(range.to))) {}

  // Added up per group first, which the order of their index gives for nothing.
  CostQuery& AddRollups() {
    sql_.append("SELECT ").append(filter_.GroupColumn());
    sql_ +=
        " AS part, spent AS cost FROM call_groups JOIN ("
        "SELECT group_id, CAST(SUM(cost_nanos) AS BIGINT) AS spent FROM rollups "
        "WHERE group_id IN (SELECT id FROM call_groups WHERE workspace = ?";
    values_.emplace_back(IdText(workspace_));
    sql_ += filter_.Condition(values_);
    sql_ +=
        ") AND window_start >= ? AND window_start < ? GROUP BY group_id) AS sums "
        "ON group_id = id";
    values_.emplace_back(from_);
    values_.emplace_back(to_);
    return *this;
  }
  // Those settled later than `seq`, which are few, taken off. Their stretches say which events are
  // older than any of them.
  CostQuery& SubtractSettledAfter(std::uint64_t seq) {
    sql_ += " UNION ALL ";
    // One bound that is the later of both: of two, a database may choose the worse to search by.
    AddEvents("-cost_nanos",
              "(SELECT MAX(bound) FROM (SELECT CAST(? AS BIGINT) AS bound UNION ALL "
              "SELECT COALESCE(MIN(first_event), 9223372036854775807) FROM settlements "
              "WHERE workspace = ? AND stretch >= ?) AS bounds)",
              {FirstEvent(), IdText(workspace_),
               store::sql::StretchOf(static_cast<std::int64_t>(seq) + 1)});
    sql_ += " AND settle_seq > ?";
    values_.emplace_back(static_cast<std::int64_t>(seq));
    return *this;
  }
  CostQuery& AddSettledUpTo(std::uint64_t seq) {
    AddEvents("cost_nanos", "?", {FirstEvent()});
    sql_ += " AND settle_seq <= ?";
    values_.emplace_back(static_cast<std::int64_t>(seq));
    return *this;
  }

  Result<Money> Sum(Connection& connection) {
    const std::string sql =
        "SELECT part, CAST(SUM(cost) AS BIGINT) FROM (" + sql_ + ") AS parts GROUP BY part";
    Money sum;
    Result<void> outcome;
    RG_CHECK(connection.Each(sql, values_, [&](const Row& row) {
      const Result<bool> matches = filter_.Matches(row.Text(0));
      if (!matches) {
        outcome = matches.error();
      } else if (*matches) {
        sum += Money::Nanos(row.Int(1));
      }
    }));
    if (!outcome) return outcome.error();
    return sum;
  }

 private:
  std::int64_t FirstEvent() const { return store::sql::FirstEventId(FromMicros(from_)); }

  // Those of the range with numbers from `first` on.
  void AddEvents(std::string_view cost, std::string_view first,
                 const std::vector<Value>& first_values) {
    sql_.append("SELECT ").append(filter_.GroupColumn()).append(" AS part, ").append(cost);
    sql_.append(" AS cost FROM events JOIN call_groups ON group_id = id WHERE event_id >= ");
    sql_.append(first).append(" AND event_id < ? AND workspace = ?");
    values_.insert(values_.end(), first_values.begin(), first_values.end());
    values_.emplace_back(store::sql::FirstEventId(FromMicros(to_)));
    values_.emplace_back(IdText(workspace_));
    sql_ += filter_.Condition(values_);
  }

  WorkspaceId workspace_;
  ScopeFilter filter_;
  std::int64_t from_;
  std::int64_t to_;
  std::string sql_;
  std::vector<Value> values_;
};

}  // namespace

Result<Money> Spent(Connection& connection, WorkspaceId workspace, const Scope& scope,
                    const Range& range) {
  return CostQuery(workspace, scope, range).AddRollups().Sum(connection);
}

// The roll-ups hold everything, so what was settled later is taken off again. One statement, so
// that both halves see the same moment.
Result<Money> SpentUpTo(Connection& connection, WorkspaceId workspace, const Scope& scope,
                        const Range& range, std::uint64_t settle_seq) {
  return CostQuery(workspace, scope, range)
      .AddRollups()
      .SubtractSettledAfter(settle_seq)
      .Sum(connection);
}

Result<Money> SpentByEvents(Connection& connection, WorkspaceId workspace, const Scope& scope,
                            const Range& range, std::uint64_t settle_seq) {
  return CostQuery(workspace, scope, range).AddSettledUpTo(settle_seq).Sum(connection);
}

Result<Money> SpentByNumbers(Connection& connection, WorkspaceId workspace, std::uint64_t first,
                             std::uint64_t count) {
  const auto from = static_cast<std::int64_t>(first);
  const auto end = static_cast<std::int64_t>(first + count);
  const std::array<Value, 6> values = {IdText(workspace),
                                       store::sql::StretchOf(from),
                                       store::sql::StretchOf(end),
                                       IdText(workspace),
                                       from,
                                       end};
  RG_TRY(
      const store::sql::Rows rows,
      connection.Query("SELECT CAST(COALESCE(SUM(cost_nanos), 0) AS BIGINT) FROM events "
                       "JOIN call_groups ON group_id = id WHERE event_id >= "
                       "(SELECT COALESCE(MIN(first_event), 9223372036854775807) FROM settlements "
                       "WHERE workspace = ? AND stretch >= ? AND stretch <= ?) "
                       "AND workspace = ? AND settle_seq >= ? AND settle_seq < ?",
                       values));
  return Money::Nanos(rows[0].Int(0));
}

Result<std::uint64_t> LastSeq(Connection& connection, WorkspaceId workspace) {
  const std::array<Value, 1> values = {IdText(workspace)};
  RG_TRY(const store::sql::Rows rows,
         connection.Query("SELECT last_seq FROM settlements WHERE workspace = ? "
                          "ORDER BY last_seq DESC LIMIT 1",
                          values));
  return rows.empty() ? 0 : static_cast<std::uint64_t>(rows[0].Int(0));
}

}  // namespace rg::analytics

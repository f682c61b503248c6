#include "analytics/usage.h"

#include <algorithm>
#include <array>
#include <utility>

#include "analytics/group_columns.h"
#include "analytics/usage_builder.h"
#include "store/sql/columns.h"
#include "store/sql/rollups.h"

namespace rg::analytics {

using store::sql::Connection;
using store::sql::Row;
using store::sql::Value;

namespace {

constexpr std::array<std::string_view, 6> kStepNames = {"1min", "15min", "hour",
                                                        "day",  "month", "whole"};
constexpr std::array<std::string_view, 7> kGroupNames = {"none",    "model", "api",    "key",
                                                         "project", "tag",   "outcome"};
template <class Enum, std::size_t N>
Result<Enum> ParseName(std::string_view name, const std::array<std::string_view, N>& names,
                       std::string_view field) {
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return static_cast<Enum>(found - names.begin());
  std::string detail = "'" + std::string(name) + "' is none of";
  for (const std::string_view known : names) detail.append(" ").append(known);
  return Fail(Errc::kInvalidRequest, detail, std::string(field));
}

// The columns of a row of the query below.
constexpr std::size_t kWindowColumn = 0;
constexpr std::size_t kGroupColumn = 1;
constexpr std::size_t kScopeColumn = 2;
constexpr std::size_t kFirstMeasure = 3;

Totals ReadTotals(const Row& row) {
  store::sql::Measures measures;
  for (std::size_t i = 0; i < measures.size(); ++i) measures[i] = row.Int(kFirstMeasure + i);
  return TotalsOf(measures);
}

// Rows per group and window, or per group when the step is the whole range. Windows are gathered
// into steps here and not by SQL: it would have to sort them first, and has no calendar. Groups are
// added up in the order of their index, which costs nothing.
std::string MakeSql(const UsageQuery& query, const ScopeFilter& filter,
                    std::vector<Value>& parameters) {
  const bool whole = query.step == Step::kWhole;
  std::string measures;
  std::string sums = "group_id, MIN(window_start) AS window_start";
  for (const std::string& measure : store::sql::RollupMeasureNames()) {
    measures += ", " + measure;
    sums += ", CAST(SUM(" + measure + ") AS BIGINT) AS " + measure;
  }
  parameters = {store::sql::IdText(query.workspace)};
  const std::string groups =
      "SELECT id FROM call_groups WHERE workspace = ?" + filter.Condition(parameters);
  parameters.emplace_back(ToMicros(query.range.from));
  parameters.emplace_back(ToMicros(query.range.to));

  std::string sql = "SELECT window_start, ";
  sql.append(GroupColumn(query.group))
      .append(" AS grouped, ")
      .append(filter.GroupColumn())
      .append(" AS scoped");
  sql += measures + " FROM call_groups JOIN ";
  if (whole) sql += "(SELECT " + sums + " FROM ";
  sql += "rollups";
  const std::string where =
      " WHERE group_id IN (" + groups + ") AND window_start >= ? AND window_start < ?";
  if (whole) return sql + where + " GROUP BY group_id) AS parts ON group_id = id";
  return sql + " ON group_id = id" + where;
}

Result<void> AddEvents(Connection& connection, UsageBuilder& builder) {
  const UsageQuery& query = builder.query();
  return EachCall(connection, query.workspace, query.range, query.group, builder.filter(),
                  [&](const CallOfGroup& call) {
                    return builder.Add(call.opened, call.group, std::string(call.scope),
                                       call.totals);
                  });
}

Result<void> AddRollups(Connection& connection, UsageBuilder& builder) {
  std::vector<Value> parameters;
  const std::string sql = MakeSql(builder.query(), builder.filter(), parameters);
  Result<void> outcome;
  RG_CHECK(connection.Each(sql, parameters, [&](const Row& row) {
    if (!outcome) return;
    outcome = builder.Add(FromMicros(row.Int(kWindowColumn)), row.Text(kGroupColumn),
                          row.Text(kScopeColumn), ReadTotals(row));
  }));
  return outcome;
}

}  // namespace

Result<Step> ParseStep(std::string_view name) { return ParseName<Step>(name, kStepNames, "step"); }
Result<GroupBy> ParseGroupBy(std::string_view name) {
  return ParseName<GroupBy>(name, kGroupNames, "group_by");
}
std::string_view ToString(GroupBy group) { return kGroupNames[static_cast<std::size_t>(group)]; }

Result<UsageReport> ReportUsage(Connection& connection, const UsageQuery& query) {
  RG_TRY(UsageBuilder builder, UsageBuilder::Make(query));
  const bool by_minute = query.step == Step::kMinute;
  RG_CHECK(by_minute ? AddEvents(connection, builder) : AddRollups(connection, builder));
  return std::move(builder).Finish();
}

}  // namespace rg::analytics

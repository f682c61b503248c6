#include "store/clickhouse/usage_sql.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include "analytics/steps.h"
#include "store/clickhouse/event_block.h"
#include "store/clickhouse/events_sql.h"
#include "store/clickhouse/sql_text.h"
#include "store/sql/event_id.h"

namespace rg::store::clickhouse {
namespace {

using analytics::GroupBy;
using analytics::Scope;
using analytics::Step;
using analytics::UsageQuery;

// More changes of a zone's clock than these are not told to the server: it then adds up windows.
constexpr std::size_t kOffsetsMax = 64;

// An expression, and what it is made of: that, rows are grouped by.
struct Term {
  std::string shown;
  std::string grouped;
};

Term GroupTerm(GroupBy group) {
  switch (group) {
    case GroupBy::kNone:
      return {"''", ""};
    case GroupBy::kModel:
      return {"model", "model"};
    case GroupBy::kApi:
      return {"api_slug", "api_slug"};
    case GroupBy::kKey:
      return {IdTextSql("key_id"), "key_id"};
    case GroupBy::kProject:
      return {IdTextSql("project"), "project"};
    case GroupBy::kTag:
      return {"tags", "tags"};
    case GroupBy::kOutcome:
      return {OutcomeClassSql(), "outcome"};
  }
  return {"''", ""};
}

// As analytics::ScopeFilter wants the value.
Term ScopeTerm(Scope::Kind kind) {
  switch (kind) {
    case Scope::Kind::kWorkspace:
      return {"''", ""};
    case Scope::Kind::kProject:
      return {IdTextSql("project"), "project"};
    case Scope::Kind::kKey:
      return {IdTextSql("key_id"), "key_id"};
    case Scope::Kind::kApi:
      return {"concat(" + IdTextSql("api") + ", ' ', api_slug)", "api, api_slug"};
    case Scope::Kind::kModel:
      return {"model", "model"};
    case Scope::Kind::kTag:
      return {"tags", "tags"};
  }
  return {"''", ""};
}

// Narrows to the one id that a scope is about; "" where only the filter can tell.
std::string ScopeCondition(const Scope& scope) {
  const bool project = scope.kind == Scope::Kind::kProject;
  if (!project && scope.kind != Scope::Kind::kKey) return {};
  const std::string column = project ? " AND project = " : " AND key_id = ";
  if (scope.subject.empty()) return column + Quoted(Uuid{});
  const Result<Uuid> id = ParseUuid(scope.subject);
  return id ? column + Quoted(*id) : " AND 0";
}

std::string Number(std::chrono::seconds seconds) { return std::to_string(seconds.count()); }

// How far the zone's clock is ahead at window `w`.
std::string AheadSql(const std::vector<analytics::ClockOffset>& offsets) {
  if (offsets.size() == 1) return Number(offsets[0].ahead);
  std::string sql = "multiIf(";
  for (std::size_t i = 1; i < offsets.size(); ++i) {
    sql += "w < " + std::to_string(DateTimeOf(offsets[i].from)) + ", " +
           Number(offsets[i - 1].ahead) + ", ";
  }
  return sql + Number(offsets.back().ahead) + ")";
}

// What is the same for all windows that are added up: they lie in one hour or day of the zone's
// clock, between two changes of it.
Result<std::string> StepSql(const UsageQuery& query) {
  if (query.step == Step::kWhole) return std::string();
  if (query.step == Step::kMinute || query.step == Step::kQuarterHour) return std::string("w");
  RG_TRY(const std::vector<analytics::ClockOffset> offsets,
         analytics::OffsetsIn(query.zone, query.range));
  if (offsets.empty() || offsets.size() > kOffsetsMax) return std::string("w");
  const std::string ahead = AheadSql(offsets);
  const std::string_view seconds = query.step == Step::kHour ? ", 3600)" : ", 86400)";
  std::string sql = "intDiv(toInt64(w) + " + ahead + std::string(seconds);
  if (offsets.size() > 1) sql += ", " + ahead;
  return sql;
}

constexpr std::string_view kDimensions = ", project, key_id, api, api_slug, tags, outcome, ";

std::string RollupsSql(const UsageQuery& query, TimePoint from, TimePoint to) {
  const std::string range = "workspace = " + Quoted(query.workspace) +
                            " AND window >= " + Quoted(from) + " AND window < " + Quoted(to);
  return "SELECT toUInt32(window) AS w" + std::string(kDimensions) + "model" + MeasuresSql() +
         " FROM rollups WHERE " + range + ScopeCondition(query.only) +
         " AND (window, run) IN (SELECT window, argMax(run, version) FROM rollup_windows WHERE " +
         range + " GROUP BY window)";
}

std::string EventsSql(const UsageQuery& query, TimePoint from, TimePoint to) {
  const std::string each =
      "SELECT workspace, event_id, request_id, " +
      std::string(query.step == Step::kMinute ? kMinuteOfOpened : kWindowOfOpened) + " AS w" +
      std::string(kDimensions) + RolledUpModelSql() + " AS rolled_up_model" + MeasuresSql() +
      " FROM events WHERE workspace = " + Quoted(query.workspace) +
      " AND opened >= " + Quoted(from) + " AND opened < " + Quoted(to) + " AND filed >= toDate(" +
      std::to_string(MonthOf(from)) + ")" + ScopeCondition(query.only) + std::string(kEachOnce);
  return "SELECT w" + std::string(kDimensions) + "rolled_up_model AS model" + MeasuresSql() +
         " FROM (" + each + ")";
}

// Each call that an upstream answered, once.
std::string AnsweredSql(const analytics::LatencyQuery& query) {
  const auto [from, to] = query.range;
  return "SELECT workspace, event_id, request_id" + std::string(kDimensions) + RolledUpModelSql() +
         " AS rolled_up_model, total_micros, gateway_micros, first_byte_micros, first_bytes "
         "FROM events WHERE workspace = " +
         Quoted(query.workspace) + " AND opened >= " + Quoted(from) +
         " AND opened <= " + Quoted(to) +
         " AND event_id >= " + std::to_string(sql::FirstEventId(from)) + " AND event_id < " +
         std::to_string(sql::FirstEventId(to)) + " AND filed >= toDate(" +
         std::to_string(MonthOf(from)) + ")" + ScopeCondition(query.only) + " AND first_bytes = 1" +
         std::string(kEachOnce);
}

std::string AnsweredAs(const analytics::LatencyQuery& query) {
  return "(SELECT " + std::string(kDimensions.substr(2)) +
         "rolled_up_model AS model, total_micros, gateway_micros, first_byte_micros FROM (" +
         AnsweredSql(query) + "))";
}

constexpr std::string_view kTimes[] = {"total_micros", "gateway_micros", "first_byte_micros"};

// ", 0.5, 0.9": what quantilesExact is told.
std::string Levels() {
  std::string levels;
  for (const double level : analytics::kLatencyLevels) {
    levels += (levels.empty() ? "" : ", ") + std::to_string(level);
  }
  return levels;
}

}  // namespace

std::string MakeLatencyScopesSql(const analytics::LatencyQuery& query) {
  return "SELECT DISTINCT " + ScopeTerm(query.only.kind).shown + " FROM " + AnsweredAs(query);
}

std::string MakeLatencySql(const analytics::LatencyQuery& query,
                           const std::vector<std::string>& scopes, bool by_group) {
  const std::string group = by_group ? GroupTerm(query.group).shown : "''";
  std::string among;
  for (const std::string& scope : scopes) among += (among.empty() ? "" : ", ") + Quoted(scope);
  std::string shown;
  std::string gathered;
  for (const std::string_view time : kTimes) {
    const std::string name = "of_" + std::string(time);
    gathered += ", quantilesExact(" + Levels() + ")(" + std::string(time) + ") AS " + name;
    for (std::size_t i = 1; i <= analytics::kLatencyLevels.size(); ++i) {
      shown += ", toInt64(" + name + "[" + std::to_string(i) + "])";
    }
  }
  std::string sql = "SELECT grouped, calls" + shown + " FROM (SELECT " + group +
                    " AS grouped, toInt64(count()) AS calls" + gathered + " FROM " +
                    AnsweredAs(query) + " WHERE " + ScopeTerm(query.only.kind).shown + " IN (" +
                    among + ")";
  if (by_group) sql += " GROUP BY grouped";
  return sql + ")";
}

std::string IdTextSql(std::string_view column) {
  const std::string name(column);
  return "if(" + name + " = " + Quoted(Uuid{}) + ", '', toString(" + name + "))";
}

Result<std::string> MakeUsageSql(const UsageQuery& query, TimePoint published) {
  RG_TRY(const std::string step, StepSql(query));
  const Term group = GroupTerm(query.group);
  const Term scope = ScopeTerm(query.only.kind);
  std::string grouped;
  for (const std::string& part : {step, group.grouped, scope.grouped}) {
    if (part.empty()) continue;
    grouped += (grouped.empty() ? " GROUP BY " : ", ") + part;
  }
  const auto add_up = [&](const std::string& rows) {
    return "SELECT toInt64(min(w)), " + group.shown + ", " + scope.shown + Int64SumsSql() +
           " FROM (" + rows + ")" + grouped;
  };
  const auto [from, to] = query.range;
  const bool by_minute = query.step == Step::kMinute;  // which roll-ups know nothing of
  const TimePoint middle = by_minute ? from : std::clamp(published, from, std::max(from, to));
  if (middle == from) return add_up(EventsSql(query, from, to));
  if (middle == to) return add_up(RollupsSql(query, from, to));
  return add_up(RollupsSql(query, from, middle)) + " UNION ALL " +
         add_up(EventsSql(query, middle, to));
}

}  // namespace rg::store::clickhouse

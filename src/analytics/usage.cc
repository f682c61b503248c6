#include "analytics/usage.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "analytics/steps.h"
#include "store/sql/columns.h"
#include "store/sql/rollups.h"

namespace rg::analytics {

using store::sql::Connection;
using store::sql::Row;
using store::sql::Value;

namespace {

constexpr std::array<std::string_view, 5> kStepNames = {"15min", "hour", "day", "month", "whole"};
constexpr std::array<std::string_view, 7> kGroupNames = {"none",    "model", "api",    "key",
                                                         "project", "tag",   "outcome"};
constexpr std::array<std::string_view, 7> kGroupColumns = {
    "''", "model", "api_slug", "key_id", "project", "tags", "outcome_class"};

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

Totals TotalsOf(const Row& row) {
  std::size_t column = kFirstMeasure;
  const auto next = [&] { return row.Int(column++); };
  Totals totals;
  totals.calls = next();
  totals.errors = next();
  totals.refused = next();
  totals.unpriced = next();
  totals.estimated = next();
  totals.cost = Money::Nanos(next());
  for (std::int64_t& count : totals.usage.counts) count = next();
  totals.gateway_time = std::chrono::microseconds{next()};
  totals.total_time = std::chrono::microseconds{next()};
  totals.first_byte_time = std::chrono::microseconds{next()};
  totals.first_bytes = next();
  return totals;
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
  const std::string_view grouped = kGroupColumns[static_cast<std::size_t>(query.group)];
  sql.append(grouped).append(" AS grouped, ").append(filter.GroupColumn()).append(" AS scoped");
  sql += measures + " FROM call_groups JOIN ";
  if (whole) sql += "(SELECT " + sums + " FROM ";
  sql += "rollups";
  const std::string where =
      " WHERE group_id IN (" + groups + ") AND window_start >= ? AND window_start < ?";
  if (whole) return sql + where + " GROUP BY group_id) AS parts ON group_id = id";
  return sql + " ON group_id = id" + where;
}

// Gathers windows into steps and groups.
class Builder {
 public:
  Builder(UsageReport& report, Steps steps) : report_(report), steps_(std::move(steps)) {}

  void Add(TimePoint window, const std::string& group, const Totals& totals) {
    report_.total += totals;
    if (current_ == nullptr || !steps_.Holds(window)) {
      steps_.MoveTo(window);
      current_ = &gathered_[steps_.start()];
      current_->end = steps_.end();
    }
    if (report_.query.group != GroupBy::kTag) {
      Gather(group, totals);
      return;
    }
    const std::vector<std::string_view> tags = store::sql::SplitTags(group);
    if (tags.empty()) Gather("", totals);
    for (const std::string_view tag : tags) Gather(tag, totals);
  }

  std::size_t rows() const { return rows_; }

  void Finish() {
    const Range& range = report_.query.range;
    report_.rows.reserve(rows_);
    for (auto& [start, step] : gathered_) {
      for (auto& [group, totals] : step.groups) {
        report_.rows.push_back(
            {std::max(start, range.from), std::min(step.end, range.to), group, totals});
      }
    }
  }

 private:
  struct Gathered {
    TimePoint end;
    std::map<std::string, Totals, std::less<>> groups;
  };

  void Gather(std::string_view group, const Totals& totals) {
    auto found = current_->groups.find(group);
    if (found == current_->groups.end()) {
      found = current_->groups.try_emplace(std::string(group)).first;
      ++rows_;
    }
    found->second += totals;
  }

  UsageReport& report_;
  Steps steps_;
  std::map<TimePoint, Gathered> gathered_;  // by start of the step
  Gathered* current_ = nullptr;             // the step that steps_ stands on
  std::size_t rows_ = 0;
};

TimePoint UpToWindow(TimePoint time) {
  const TimePoint window = store::sql::WindowOf(time);
  const bool last = window > TimePoint::max() - store::sql::kWindow;
  return window == time || last ? window : window + store::sql::kWindow;
}

}  // namespace

Result<Step> ParseStep(std::string_view name) { return ParseName<Step>(name, kStepNames, "step"); }
Result<GroupBy> ParseGroupBy(std::string_view name) {
  return ParseName<GroupBy>(name, kGroupNames, "group_by");
}
std::string_view ToString(GroupBy group) { return kGroupNames[static_cast<std::size_t>(group)]; }

Totals& Totals::operator+=(const Totals& other) {
  calls += other.calls;
  errors += other.errors;
  refused += other.refused;
  unpriced += other.unpriced;
  estimated += other.estimated;
  for (std::size_t i = 0; i < kUsageClasses; ++i) usage.counts[i] += other.usage.counts[i];
  cost += other.cost;
  gateway_time += other.gateway_time;
  total_time += other.total_time;
  first_byte_time += other.first_byte_time;
  first_bytes += other.first_bytes;
  return *this;
}

Result<UsageReport> ReportUsage(Connection& connection, const UsageQuery& query) {
  UsageReport report;
  report.query = query;
  report.query.range = {store::sql::WindowOf(query.range.from), UpToWindow(query.range.to)};
  report.groups_overlap = query.group == GroupBy::kTag;
  RG_TRY(Steps steps, Steps::Make(query.step, query.zone, report.query.range));
  const ScopeFilter filter(query.only);
  std::vector<Value> parameters;
  const std::string sql = MakeSql(report.query, filter, parameters);

  Builder builder(report, std::move(steps));
  Result<void> outcome;
  RG_CHECK(connection.Each(sql, parameters, [&](const Row& row) {
    if (!outcome) return;
    const Result<bool> matches = filter.Matches(row.Text(kScopeColumn));
    if (!matches) {
      outcome = matches.error();
    } else if (builder.rows() > kRowsMax) {
      outcome = Fail(Errc::kInvalidRequest,
                     "the report has more than " + std::to_string(kRowsMax) +
                         " rows; choose a shorter range or a longer step",
                     "step");
    } else if (*matches) {
      builder.Add(FromMicros(row.Int(kWindowColumn)), row.Text(kGroupColumn), TotalsOf(row));
    }
  }));
  if (!outcome) return outcome.error();
  builder.Finish();
  return report;
}

}  // namespace rg::analytics

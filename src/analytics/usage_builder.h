#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "analytics/scope_filter.h"
#include "analytics/steps.h"
#include "analytics/usage.h"
#include "core/result.h"
#include "store/sql/rollup_writer.h"

namespace rg::analytics {

// From sums in the order of store::sql::RollupMeasureNames.
Totals TotalsOf(const store::sql::Measures& measures);

// Makes a report of sums per window or per any part of a step: gathers them into steps on the
// calendar of the report's zone, and into groups. No database has that calendar, and all of them
// are to give the same report.
class UsageBuilder {
 public:
  // kInvalidRequest when there is no such zone.
  static Result<UsageBuilder> Make(const UsageQuery& query);

  // With its range moved out to whole windows, or minutes.
  const UsageQuery& query() const { return report_.query; }
  const ScopeFilter& filter() const { return filter_; }

  // What the calls of some time within one step add up to. `group` is what the report is grouped
  // by, `scoped` the value of the filter's column. kInvalidRequest when the report is too long.
  Result<void> Add(TimePoint window, std::string_view group, const std::string& scoped,
                   const Totals& totals);
  UsageReport Finish() &&;

  // A step of it.
  struct Gathered {
    TimePoint end;
    std::map<std::string, Totals, std::less<>> groups;
    std::optional<Totals> others;
  };

 private:
  UsageBuilder(UsageReport report, Steps steps)
      : report_(std::move(report)), filter_(report_.query.only), steps_(std::move(steps)) {}
  void Gather(std::string_view group, const Totals& totals);

  UsageReport report_;
  ScopeFilter filter_;
  Steps steps_;
  std::map<TimePoint, Gathered> gathered_;  // by start of the step
  Gathered* current_ = nullptr;             // the step that steps_ stands on
  std::size_t rows_ = 0;
};

}  // namespace rg::analytics

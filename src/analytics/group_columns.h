#pragma once

#include <functional>
#include <string_view>

#include "analytics/scope_filter.h"
#include "analytics/spend.h"
#include "analytics/usage.h"
#include "core/id.h"
#include "core/result.h"
#include "core/time.h"
#include "store/sql/database.h"

namespace rg::analytics {

// What reports are grouped by, as an expression over call_groups.
std::string_view GroupColumn(GroupBy group);

// What one call adds to a report: when it was opened, what it is grouped by, the filter's column.
struct CallOfGroup {
  TimePoint opened;
  std::string_view group;
  std::string_view scope;
  Totals totals;
};
// Each call of a range, from its event, until `take` fails.
Result<void> EachCall(store::sql::Connection& connection, WorkspaceId workspace, const Range& range,
                      GroupBy group, const ScopeFilter& filter,
                      const std::function<Result<void>(const CallOfGroup& call)>& take);

}  // namespace rg::analytics

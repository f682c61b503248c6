#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analytics/scope_filter.h"
#include "analytics/spend.h"
#include "analytics/usage.h"
#include "store/sql/database.h"

namespace rg::analytics {

// What reports are grouped by, as an expression over call_groups.
std::string_view GroupColumn(GroupBy group);

// A row for each event of a range: its number, what it is grouped by, the filter's column, and
// what store::sql::RecordOf reads.
inline constexpr std::size_t kEventNumber = 0;
inline constexpr std::size_t kEventGroup = 1;
inline constexpr std::size_t kEventScope = 2;
inline constexpr std::size_t kEventRecord = 3;
std::string EventsByGroupSql(WorkspaceId workspace, const Range& range, GroupBy group,
                             const ScopeFilter& filter, std::vector<store::sql::Value>& parameters);

}  // namespace rg::analytics

#pragma once

#include <string>
#include <string_view>

#include "analytics/usage.h"
#include "core/result.h"
#include "core/time.h"

namespace rg::store::clickhouse {

// The columns of MakeUsageSql: a time within a step, as seconds since 1970; what the report is
// grouped by; the value of the filter's column; and the sums, in the order of RollupMeasureNames.
inline constexpr std::size_t kUsageStart = 0;
inline constexpr std::size_t kUsageGroup = 1;
inline constexpr std::size_t kUsageScope = 2;
inline constexpr std::size_t kUsageFirstSum = 3;

// What a report is made of: windows before `published` from the roll-ups, the others from the
// events. Steps are added up as far as the server can without knowing the calendar, so that several
// rows may belong to one; rows without calls mean nothing.
Result<std::string> MakeUsageSql(const analytics::UsageQuery& query, TimePoint published);

// A column with an id as text, '' for nil.
std::string IdTextSql(std::string_view column);

}  // namespace rg::store::clickhouse

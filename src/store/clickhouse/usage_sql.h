#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analytics/latency.h"
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

// The values that the filter's column has among the calls that a latency report is about.
std::string MakeLatencyScopesSql(const analytics::LatencyQuery& query);
// Percentiles of those whose column has one of these values, by group, or of all in one row: the
// group, how many calls, then in microseconds those of the total, the gateway's and the time to the
// first byte, each in the order of kLatencyLevels.
std::string MakeLatencySql(const analytics::LatencyQuery& query,
                           const std::vector<std::string>& scopes, bool by_group);

// A column with an id as text, '' for nil.
std::string IdTextSql(std::string_view column);

}  // namespace rg::store::clickhouse

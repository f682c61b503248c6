#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analytics/spend.h"
#include "core/id.h"
#include "core/money.h"
#include "core/result.h"
#include "core/usage.h"
#include "store/sql/database.h"

namespace rg::analytics {

enum class Step : std::uint8_t { kMinute, kQuarterHour, kHour, kDay, kMonth, kWhole };
enum class GroupBy : std::uint8_t { kNone, kModel, kApi, kKey, kProject, kTag, kOutcome };
Result<Step> ParseStep(std::string_view name);        // "1min", "15min", "hour", "day", ...
Result<GroupBy> ParseGroupBy(std::string_view name);  // "none", "model", "api", "key", ...
std::string_view ToString(GroupBy group);

struct UsageQuery {
  WorkspaceId workspace{};
  Range range{};
  std::string zone = "UTC";  // an IANA name: where days begin
  Step step = Step::kDay;
  GroupBy group = GroupBy::kNone;
  Scope only{};  // of the workspace, everything by default
  // Where not 0: the groups that cost most keep rows of their own, and the others are one.
  std::int64_t top = 0;
};

struct Totals {
  std::int64_t calls = 0;
  std::int64_t errors = 0;  // the provider's and ours, and clients gone
  std::int64_t refused = 0;
  std::int64_t unpriced = 0;   // calls whose cost is not known: the cost below lacks them
  std::int64_t estimated = 0;  // calls whose cost is an estimate
  Usage usage;
  Money cost;
  Duration gateway_time{};  // sums; divide by `calls`
  Duration total_time{};
  Duration first_byte_time{};  // sum; divide by `first_bytes`
  std::int64_t first_bytes = 0;

  Totals& operator+=(const Totals& other);
  bool operator==(const Totals&) const = default;
};

struct UsageRow {
  TimePoint start;  // of the step, in the zone; clipped to the range
  TimePoint end;
  std::string
      group;  // an id, a slug, a model, a tag, a class of outcomes; "" for calls without one
  Totals totals;
  bool others = false;  // of the groups beyond the query's `top`, whose names it has not
};

struct UsageReport {
  UsageQuery query;            // with its range moved out to whole windows, or minutes
  std::vector<UsageRow> rows;  // by start, then group; only where there were calls
  Totals total;                // of the calls, each once
  // Grouped by tag, a call with two tags is in two groups and the rows add up to more than `total`.
  bool groups_overlap = false;
};

// What was used and what it cost, from the roll-ups; minute by minute from the events. The sum of
// the days is the total, in every zone, on days of 23 and 25 hours too. kInvalidRequest: no such
// zone, a range of more than kRowsMax steps, or of more than kMinutesMax in minutes.
inline constexpr Duration kMinutesMax = std::chrono::hours{48};
inline constexpr std::size_t kRowsMax = 100'000;
Result<UsageReport> ReportUsage(store::sql::Connection& connection, const UsageQuery& query);

// What rows of the other groups are called in a table.
inline constexpr std::string_view kOthers = "(others)";

// The report's rows as CSV (RFC 4180) with a head line; times in the report's zone.
Result<std::string> ToCsv(const UsageReport& report);

}  // namespace rg::analytics

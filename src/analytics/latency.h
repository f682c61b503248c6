#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/spend.h"
#include "analytics/usage.h"
#include "core/id.h"
#include "core/result.h"
#include "core/time.h"
#include "store/sql/database.h"

namespace rg::analytics {

// How long calls took that an upstream answered.
struct LatencyQuery {
  WorkspaceId workspace{};
  Range range{};
  GroupBy group = GroupBy::kNone;  // not kTag: a call has several
  Scope only{};
};

// Of n times in order, number floor(n * percent / 100), counted from 0: as ClickHouse's
// quantileExact has it.
inline constexpr std::array<double, 4> kLatencyLevels = {0.5, 0.9, 0.95, 0.99};
using Percentiles = std::array<Duration, kLatencyLevels.size()>;

struct LatencyRow {
  std::string group;
  std::int64_t calls = 0;
  Percentiles total{};       // from the request's head to the answer's last byte
  Percentiles gateway{};     // of that, what was not the upstream's
  Percentiles first_byte{};  // until the answer began

  bool operator==(const LatencyRow&) const = default;
};

struct LatencyReport {
  std::vector<LatencyRow> rows;  // by group; none for kNone
  LatencyRow all;
};

// From the events, each call with its own times. kInvalidRequest: grouped by tag. kTooLarge: there
// are more than kLatencyCallsMax.
inline constexpr std::size_t kLatencyCallsMax = 2'000'000;
Result<LatencyReport> ReportLatency(store::sql::Connection& connection, const LatencyQuery& query);

// kInvalidRequest where the query asks for what there is not.
Result<void> Validate(const LatencyQuery& query);

// Gathers calls one by one, in microseconds.
class LatencyBuilder {
 public:
  Result<void> Add(std::string_view group, std::int64_t total, std::int64_t gateway,
                   std::int64_t first_byte);
  LatencyReport Finish(GroupBy group) &&;

 private:
  struct Times {
    std::vector<std::int64_t> total;
    std::vector<std::int64_t> gateway;
    std::vector<std::int64_t> first_byte;
  };
  static LatencyRow RowOf(std::string group, Times& times);

  std::map<std::string, Times, std::less<>> groups_;
  std::size_t calls_ = 0;
};

}  // namespace rg::analytics

#include "analytics/latency.h"

#include <algorithm>
#include <utility>

#include "analytics/group_columns.h"
#include "analytics/scope_filter.h"

namespace rg::analytics {

using store::sql::Connection;

namespace {

Percentiles PercentilesOf(std::vector<std::int64_t>& times) {
  Percentiles found{};
  for (std::size_t i = 0; i < kLatencyLevels.size() && !times.empty(); ++i) {
    const auto at = static_cast<std::size_t>(kLatencyLevels[i] * static_cast<double>(times.size()));
    const auto nth = times.begin() + static_cast<std::ptrdiff_t>(std::min(at, times.size() - 1));
    std::nth_element(times.begin(), nth, times.end());
    found[i] = std::chrono::microseconds{*nth};
  }
  return found;
}

}  // namespace

Result<void> Validate(const LatencyQuery& query) {
  if (query.group != GroupBy::kTag) return {};
  return Fail(Errc::kInvalidRequest, "latencies are not grouped by tag; name one in tag instead",
              "group");
}

Result<void> LatencyBuilder::Add(std::string_view group, std::int64_t total, std::int64_t gateway,
                                 std::int64_t first_byte) {
  if (++calls_ > kLatencyCallsMax) {
    return Fail(Errc::kTooLarge,
                "there are more than " + std::to_string(kLatencyCallsMax) +
                    " calls; choose a shorter range",
                "from");
  }
  auto found = groups_.find(group);
  if (found == groups_.end()) found = groups_.try_emplace(std::string(group)).first;
  found->second.total.push_back(total);
  found->second.gateway.push_back(gateway);
  found->second.first_byte.push_back(first_byte);
  return {};
}

LatencyRow LatencyBuilder::RowOf(std::string group, Times& times) {
  return {std::move(group), static_cast<std::int64_t>(times.total.size()),
          PercentilesOf(times.total), PercentilesOf(times.gateway),
          PercentilesOf(times.first_byte)};
}

LatencyReport LatencyBuilder::Finish(GroupBy group) && {
  LatencyReport report;
  Times all;
  for (auto& [name, times] : groups_) {
    if (group != GroupBy::kNone) report.rows.push_back(RowOf(name, times));
    all.total.insert(all.total.end(), times.total.begin(), times.total.end());
    all.gateway.insert(all.gateway.end(), times.gateway.begin(), times.gateway.end());
    all.first_byte.insert(all.first_byte.end(), times.first_byte.begin(), times.first_byte.end());
  }
  report.all = RowOf("", all);
  return report;
}

Result<LatencyReport> ReportLatency(Connection& connection, const LatencyQuery& query) {
  RG_CHECK(Validate(query));
  const ScopeFilter filter(query.only);
  LatencyBuilder builder;
  const auto add = [&](const CallOfGroup& call) -> Result<void> {
    RG_TRY(const bool matches, filter.Matches(std::string(call.scope)));
    if (!matches || call.totals.first_bytes == 0) return {};
    const auto micros = [](Duration time) {
      return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
    };
    return builder.Add(call.group, micros(call.totals.total_time), micros(call.totals.gateway_time),
                       micros(call.totals.first_byte_time));
  };
  RG_CHECK(EachCall(connection, query.workspace, query.range, query.group, filter, add));
  return std::move(builder).Finish(query.group);
}

}  // namespace rg::analytics

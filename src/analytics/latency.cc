#include "analytics/latency.h"

#include <algorithm>
#include <utility>

#include "analytics/group_columns.h"
#include "analytics/scope_filter.h"
#include "analytics/usage_builder.h"
#include "journal/record.h"
#include "store/sql/columns.h"
#include "store/sql/rollup_writer.h"

namespace rg::analytics {

using store::sql::Connection;
using store::sql::Row;
using store::sql::Value;

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
  std::vector<Value> parameters;
  const std::string sql =
      EventsByGroupSql(query.workspace, query.range, query.group, filter, parameters);
  LatencyBuilder builder;
  journal::Decoded decoded;
  Result<void> outcome;
  const auto add = [&](const Row& row) -> Result<void> {
    RG_TRY(const bool matches, filter.Matches(row.Text(kEventScope)));
    if (!matches) return {};
    RG_CHECK(journal::DecodeEvent(store::sql::RecordOf(row, kEventRecord), decoded));
    const Totals call = TotalsOf(store::sql::MeasuresOf(decoded.event));
    if (call.first_bytes == 0) return {};
    const auto micros = [](Duration time) {
      return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
    };
    return builder.Add(row.Text(kEventGroup), micros(call.total_time), micros(call.gateway_time),
                       micros(call.first_byte_time));
  };
  RG_CHECK(connection.Each(sql, parameters, [&](const Row& row) {
    if (outcome) outcome = add(row);
  }));
  if (!outcome) return outcome.error();
  return std::move(builder).Finish(query.group);
}

}  // namespace rg::analytics

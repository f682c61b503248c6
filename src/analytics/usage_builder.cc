#include "analytics/usage_builder.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "store/sql/rollups.h"

namespace rg::analytics {
namespace {

TimePoint UpToWindow(TimePoint time) {
  const TimePoint window = store::sql::WindowOf(time);
  const bool last = window > TimePoint::max() - store::sql::kWindow;
  return window == time || last ? window : window + store::sql::kWindow;
}

}  // namespace

Totals TotalsOf(const store::sql::Measures& measures) {
  std::size_t at = 0;
  const auto next = [&] { return measures[at++]; };
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

Result<UsageBuilder> UsageBuilder::Make(const UsageQuery& query) {
  UsageReport report;
  report.query = query;
  report.query.range = {store::sql::WindowOf(query.range.from), UpToWindow(query.range.to)};
  report.groups_overlap = query.group == GroupBy::kTag;
  RG_TRY(Steps steps, Steps::Make(query.step, query.zone, report.query.range));
  return UsageBuilder(std::move(report), std::move(steps));
}

Result<void> UsageBuilder::Add(TimePoint window, std::string_view group, const std::string& scoped,
                               const Totals& totals) {
  RG_TRY(const bool matches, filter_.Matches(scoped));
  if (rows_ > kRowsMax) {
    return Fail(Errc::kInvalidRequest,
                "the report has more than " + std::to_string(kRowsMax) +
                    " rows; choose a shorter range or a longer step",
                "step");
  }
  if (!matches) return {};
  report_.total += totals;
  if (current_ == nullptr || !steps_.Holds(window)) {
    steps_.MoveTo(window);
    current_ = &gathered_[steps_.start()];
    current_->end = steps_.end();
  }
  if (report_.query.group != GroupBy::kTag) {
    Gather(group, totals);
    return {};
  }
  const std::vector<std::string_view> tags = store::sql::SplitTags(group);
  if (tags.empty()) Gather("", totals);
  for (const std::string_view tag : tags) Gather(tag, totals);
  return {};
}

void UsageBuilder::Gather(std::string_view group, const Totals& totals) {
  auto found = current_->groups.find(group);
  if (found == current_->groups.end()) {
    found = current_->groups.try_emplace(std::string(group)).first;
    ++rows_;
  }
  found->second += totals;
}

UsageReport UsageBuilder::Finish() && {
  const Range& range = report_.query.range;
  report_.rows.reserve(rows_);
  for (auto& [start, step] : gathered_) {
    for (auto& [group, totals] : step.groups) {
      report_.rows.push_back(
          {std::max(start, range.from), std::min(step.end, range.to), group, totals});
    }
  }
  return std::move(report_);
}

}  // namespace rg::analytics

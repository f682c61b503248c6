#include "analytics/usage_builder.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

#include "store/sql/rollups.h"

namespace rg::analytics {
namespace {

// What the steps are made of: windows of the roll-ups, or minutes of the events.
Duration PartOf(Step step) {
  return step == Step::kMinute ? Duration{std::chrono::minutes{1}} : Duration{store::sql::kWindow};
}

TimePoint DownToPart(Step step, TimePoint time) {
  return step == Step::kMinute ? std::chrono::floor<std::chrono::minutes>(time)
                               : store::sql::WindowOf(time);
}

TimePoint UpToPart(Step step, TimePoint time) {
  const TimePoint down = DownToPart(step, time);
  const bool last = down > TimePoint::max() - PartOf(step);
  return down == time || last ? down : down + PartOf(step);
}

// Makes one group of those beyond the `top` that cost most over all steps.
void KeepTop(std::map<TimePoint, UsageBuilder::Gathered>& gathered, std::size_t top) {
  std::map<std::string, Totals> groups;
  for (const auto& [start, step] : gathered) {
    for (const auto& [group, totals] : step.groups) groups[group] += totals;
  }
  if (groups.size() <= top) return;
  std::vector<const std::pair<const std::string, Totals>*> order;
  for (const auto& group : groups) order.push_back(&group);
  // Of those that cost the same, those of more calls, then by name.
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return std::pair(a->second.cost, a->second.calls) > std::pair(b->second.cost, b->second.calls);
  });
  std::set<std::string_view> kept;
  for (std::size_t i = 0; i < top; ++i) kept.insert(order[i]->first);
  for (auto& [start, step] : gathered) {
    for (auto at = step.groups.begin(); at != step.groups.end();) {
      const bool keeps = kept.contains(at->first);
      if (!keeps) (step.others ? *step.others : step.others.emplace()) += at->second;
      at = keeps ? std::next(at) : step.groups.erase(at);
    }
  }
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
  if (query.step == Step::kMinute && query.range.from < query.range.to - kMinutesMax) {
    return Fail(
        Errc::kInvalidRequest,
        "a report by minute covers at most " +
            std::to_string(std::chrono::duration_cast<std::chrono::hours>(kMinutesMax).count()) +
            " hours; choose a shorter range or a longer step",
        "step");
  }
  report.query.range = {DownToPart(query.step, query.range.from),
                        UpToPart(query.step, query.range.to)};
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
  if (report_.query.top > 0) KeepTop(gathered_, static_cast<std::size_t>(report_.query.top));
  report_.rows.reserve(rows_);
  for (auto& [start, step] : gathered_) {
    const TimePoint from = std::max(start, range.from);
    const TimePoint to = std::min(step.end, range.to);
    for (auto& [group, totals] : step.groups) report_.rows.push_back({from, to, group, totals});
    if (step.others) report_.rows.push_back({from, to, "", *step.others, true});
  }
  return std::move(report_);
}

}  // namespace rg::analytics

#include "store/sql/rollup_writer.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/time.h"
#include "store/sql/event_id.h"

namespace rg::store::sql {
namespace {

// The narrower ones of both spans; the databases have no function in common for it.
constexpr std::string_view kWidenSpan =
    "first_event = CASE WHEN excluded.first_event < rollups.first_event "
    "THEN excluded.first_event ELSE rollups.first_event END, "
    "last_event = CASE WHEN excluded.last_event > rollups.last_event "
    "THEN excluded.last_event ELSE rollups.last_event END";

std::string MakeUpsert() {
  std::string columns = "group_id, window_start, first_event, last_event";
  std::string marks = "?, ?, ?, ?";
  std::string sums(kWidenSpan);
  for (const std::string& name : RollupMeasureNames()) {
    columns += ", " + name;
    marks += ", ?";
    sums += ", " + name + " = rollups." + name + " + excluded." + name;
  }
  return "INSERT INTO rollups (" + columns + ") VALUES (" + marks +
         ") ON CONFLICT (group_id, window_start) DO UPDATE SET " + sums;
}

std::int64_t Micros(Duration duration) {
  return std::chrono::floor<std::chrono::microseconds>(duration).count();
}

}  // namespace

Measures MeasuresOf(const journal::Event& event) {
  const OutcomeClass outcome_class = ClassOf(event.outcome);
  const bool refused = outcome_class == OutcomeClass::kRefused;
  const bool error = outcome_class == OutcomeClass::kFailed || outcome_class == OutcomeClass::kGone;
  Measures measures = {1,
                       error ? 1 : 0,
                       refused ? 1 : 0,
                       event.priced ? 0 : 1,
                       event.estimated ? 1 : 0,
                       event.cost.nanos()};
  std::ranges::copy(event.usage.counts, measures.begin() + kRollupCounts.size());
  const std::size_t times = kRollupCounts.size() + kUsageClasses;
  measures[times] = Micros(event.gateway_time);
  measures[times + 1] = Micros(event.total_time);
  measures[times + 2] = Micros(event.first_byte_time);
  measures[times + 3] = event.first_byte_time.count() > 0 ? 1 : 0;
  return measures;
}

void RollupWriter::Add(std::int64_t group, std::int64_t event_id, const Measures& measures) {
  const Key key{group, ToMicros(WindowOf(TimeOf(event_id)))};
  // Most events go where the one before them went.
  if (last_ == nullptr || last_->first != key) last_ = &*sums_.try_emplace(key).first;
  Sums& sums = last_->second;
  for (std::size_t i = 0; i < kRollupMeasures; ++i) sums.measures[i] += measures[i];
  sums.first_event = std::min(sums.first_event, event_id);
  sums.last_event = std::max(sums.last_event, event_id);
}

Result<void> RollupWriter::Write(Connection& connection) {
  static const std::string kUpsert = MakeUpsert();
  // In the order the table lies in.
  std::vector<Key> sorted;
  sorted.reserve(sums_.size());
  for (const auto& [key, sums] : sums_) sorted.push_back(key);
  std::ranges::sort(sorted);
  std::vector<Value> values(4 + kRollupMeasures);
  for (const Key& key : sorted) {
    const Sums& sums = sums_[key];
    values[0] = key.group;
    values[1] = key.window;
    values[2] = sums.first_event;
    values[3] = sums.last_event;
    std::ranges::copy(sums.measures, values.begin() + 4);
    RG_CHECK(connection.Execute(kUpsert, values));
  }
  return {};
}

}  // namespace rg::store::sql

#include "app/fleet_questions.h"

#include <optional>
#include <utility>

#include "store/clickhouse/replica.h"
#include "store/clickhouse/schema.h"
#include "store/clickhouse/shard.h"

namespace rg::app {

namespace clickhouse = store::clickhouse;

FleetQuestions::FleetQuestions(ClickHouse& clickhouse, const Clock& clock,
                               std::unique_ptr<analytics::Questions> here)
    : here_(std::move(here)) {
  there_.reserve(clickhouse.size());
  for (std::size_t i = 0; i < clickhouse.size(); ++i) {
    clickhouse::Client& client = clickhouse.shard(i);
    there_.push_back({&client, clickhouse::Questions(client, clock)});
  }
}

// Asked once, because the answer does not change once there is one.
Result<clickhouse::Questions*> FleetQuestions::Of(WorkspaceId workspace) {
  const auto of = static_cast<std::uint32_t>(there_.size());
  There& there = there_[clickhouse::ShardOf(workspace, of) - 1];
  // A replica that has just come back would answer with what it had when it went.
  if (!there.client->address().others.empty()) RG_CHECK(clickhouse::DemandCurrent(*there.client));
  if (there.is_the_shard) return &there.questions;
  const Result<void> demanded = clickhouse::DemandShard(*there.client);
  if (demanded.has_error() && demanded.error().code == Errc::kConflict) {
    return Fail(Errc::kUnavailable, demanded.error().detail, demanded.error().field);
  }
  RG_CHECK(demanded);
  RG_TRY(const std::optional<clickhouse::Shard> has, clickhouse::ShardOfTables(*there.client));
  there.is_the_shard = has.has_value();
  return &there.questions;
}

Result<analytics::UsageReport> FleetQuestions::Usage(const analytics::UsageQuery& query) {
  RG_TRY(clickhouse::Questions* const there, Of(query.workspace));
  return there->Usage(query);
}

Result<analytics::LatencyReport> FleetQuestions::Latency(const analytics::LatencyQuery& query) {
  RG_TRY(clickhouse::Questions* const there, Of(query.workspace));
  return there->Latency(query);
}

Result<analytics::EventPage> FleetQuestions::Events(const analytics::EventQuery& query) {
  RG_TRY(clickhouse::Questions* const there, Of(query.workspace));
  return there->Events(query);
}

Result<analytics::StoredEvent> FleetQuestions::FindEvent(WorkspaceId workspace, RequestId request) {
  auto found = here_->FindEvent(workspace, request);
  if (found || found.error().code != Errc::kNotFound) return found;
  RG_TRY(clickhouse::Questions* const there, Of(workspace));
  return there->FindEvent(workspace, request);
}

Result<std::string> FleetQuestions::EventsCsv(const analytics::EventQuery& query) {
  RG_TRY(clickhouse::Questions* const there, Of(query.workspace));
  return there->EventsCsv(query);
}

Result<std::vector<journal::ThresholdCrossed>> FleetQuestions::Thresholds(WorkspaceId workspace,
                                                                          TimePoint since,
                                                                          std::int64_t limit) {
  RG_TRY(clickhouse::Questions* const there, Of(workspace));
  return there->Thresholds(workspace, since, limit);
}

}  // namespace rg::app

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analytics/questions.h"
#include "app/stores/clickhouse.h"
#include "store/clickhouse/questions.h"

namespace rg::app {

// The questions where events of all gateways lie in ClickHouse: each is of one workspace, and asked
// at the shard that has it. One call is looked for here first: its hold is nowhere else, and its
// event is here before it is there.
//
// Threads   As both stores.
// Errors    The same. kUnavailable: the tables are of another shard than the setting says, and what
//           they have would be half of an answer.
class FleetQuestions final : public analytics::Questions {
 public:
  FleetQuestions(ClickHouse& clickhouse, const Clock& clock,
                 std::unique_ptr<analytics::Questions> here);

  Result<analytics::UsageReport> Usage(const analytics::UsageQuery& query) override;
  Result<analytics::LatencyReport> Latency(const analytics::LatencyQuery& query) override;
  Result<analytics::EventPage> Events(const analytics::EventQuery& query) override;
  Result<analytics::StoredEvent> FindEvent(WorkspaceId workspace, RequestId request) override;
  Result<std::string> EventsCsv(const analytics::EventQuery& query) override;
  Result<std::vector<journal::ThresholdCrossed>> Thresholds(WorkspaceId workspace, TimePoint since,
                                                            std::int64_t limit) override;
  Source source() const override { return Source::kClickHouse; }

 private:
  struct There {
    store::clickhouse::Client* client;
    store::clickhouse::Questions questions;
    bool is_the_shard = false;  // its tables said so
  };

  Result<store::clickhouse::Questions*> Of(WorkspaceId workspace);

  std::vector<There> there_;
  const std::unique_ptr<analytics::Questions> here_;
};

}  // namespace rg::app

#pragma once

#include "analytics/questions.h"
#include "core/result.h"
#include "core/time.h"
#include "store/clickhouse/client.h"

namespace rg::store::clickhouse {

// The questions of dashboards, answered by ClickHouse: closed windows from their roll-ups, what
// came since from the events themselves.
//
// FindEvent knows of calls that have ended: a hold is no event, and waits at the gateway.
//
// Threads, Errors   As the client.
class Questions final : public analytics::Questions {
 public:
  Questions(Client& client, const Clock& clock) : client_(client), clock_(clock) {}

  Result<analytics::UsageReport> Usage(const analytics::UsageQuery& query) override;
  Result<analytics::LatencyReport> Latency(const analytics::LatencyQuery& query) override;
  Result<analytics::EventPage> Events(const analytics::EventQuery& query) override;
  Result<analytics::StoredEvent> FindEvent(WorkspaceId workspace, RequestId request) override;
  Result<std::string> EventsCsv(const analytics::EventQuery& query) override;
  Result<std::vector<journal::ThresholdCrossed>> Thresholds(WorkspaceId workspace, TimePoint since,
                                                            std::int64_t limit) override;
  Source source() const override { return Source::kClickHouse; }

 private:
  // The end of the last window of the workspace that was published.
  Result<TimePoint> Published(WorkspaceId workspace);

  Client& client_;
  const Clock& clock_;
};

}  // namespace rg::store::clickhouse

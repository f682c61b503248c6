#pragma once

#include <memory>
#include <utility>

#include "analytics/questions.h"
#include "store/clickhouse/questions.h"

namespace rg::app {

// The questions where events of all gateways lie in ClickHouse. One call is looked for here first:
// its hold is nowhere else, and its event is here before it is there.
//
// Threads, Errors   As both stores.
class FleetQuestions final : public analytics::Questions {
 public:
  FleetQuestions(store::clickhouse::Client& client, const Clock& clock,
                 std::unique_ptr<analytics::Questions> here)
      : there_(client, clock), here_(std::move(here)) {}

  Result<analytics::UsageReport> Usage(const analytics::UsageQuery& query) override {
    return there_.Usage(query);
  }
  Result<analytics::EventPage> Events(const analytics::EventQuery& query) override {
    return there_.Events(query);
  }
  Result<analytics::StoredEvent> FindEvent(WorkspaceId workspace, RequestId request) override {
    auto found = here_->FindEvent(workspace, request);
    if (found || found.error().code != Errc::kNotFound) return found;
    return there_.FindEvent(workspace, request);
  }
  Result<std::string> EventsCsv(const analytics::EventQuery& query) override {
    return there_.EventsCsv(query);
  }
  Result<std::vector<journal::ThresholdCrossed>> Thresholds(WorkspaceId workspace, TimePoint since,
                                                            std::int64_t limit) override {
    return there_.Thresholds(workspace, since, limit);
  }
  Source source() const override { return there_.source(); }

 private:
  store::clickhouse::Questions there_;
  const std::unique_ptr<analytics::Questions> here_;
};

}  // namespace rg::app

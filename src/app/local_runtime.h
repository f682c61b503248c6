#pragma once

#include "admin/runtime.h"
#include "app/application.h"

namespace rg::app {

// What the admin API learns and asks of the application.
//
// Threads   As Runtime says: the main loop's, and the one that the admin API waits on.
class LocalRuntime final : public admin::Runtime {
 public:
  explicit LocalRuntime(Application& app) : app_(app), started_at_(app.clock().Now()) {}

  Standing StandingOf(WorkspaceId workspace) override;
  void GatherSettlements(WorkspaceId workspace) override;
  std::vector<Hold> HoldsOf(WorkspaceId workspace) override;
  Result<void> IngestNow() override { return app_.IngestNow(); }
  Result<std::string> Backup(const std::string& file) override;
  Health health() override;
  Status status() override;
  void Collect(admin::MetricsText& metrics) override;

 private:
  // What is away although calls go on; "" when nothing is.
  std::string Survived();
  std::string ProxyUrl() const;  // "" without the role
  std::int64_t OpenHolds();
  void CollectRedis(admin::MetricsText& metrics);
  void CollectRedirects(admin::MetricsText& metrics);
  void CollectSlices(admin::MetricsText& metrics);
  void CollectKafka(admin::MetricsText& metrics);
  void CollectCalls(admin::MetricsText& metrics);
  void CollectConnections(admin::MetricsText& metrics);
  void CollectConfiguration(admin::MetricsText& metrics);
  void CollectJournal(admin::MetricsText& metrics);

  Application& app_;
  TimePoint started_at_;
};

}  // namespace rg::app

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "admin/metrics.h"
#include "app/analytics/feed.h"
#include "app/stores/clickhouse.h"
#include "config/settings.h"
#include "core/log.h"
#include "store/kafka/url.h"

namespace rg::app {

// The role analytics: moves events from Kafka into ClickHouse, into each of its shards by itself.
// One that is away or slow holds up nobody but the workspaces that it has.
//
// Threads   Start and Stop on the main thread, the rest on any.
class Analytics {
 public:
  using Parts = Feed::Parts;

  // kInvalidRequest: settings that cannot work. Stores that do not answer are no fault: they may
  // come back.
  static Result<std::unique_ptr<Analytics>> Open(const config::EventsSettings& settings,
                                                 Parts parts);
  ~Analytics() { Stop(); }

  void Start();
  // What was not delivered is read again by whoever is next.
  void Stop();

  // Why events wait in Kafka; "" while they do not.
  std::string why_away() const;
  void Collect(admin::MetricsText& metrics) const;
  // "kafka://a:9092/api-events to https://events:8443/rateguard"
  std::string Describe() const;

 private:
  Analytics(const config::EventsSettings& settings, store::kafka::Address topic,
            std::unique_ptr<ClickHouse> clickhouse, Parts parts);

  // Of all shards together.
  Feed::Figures Sum() const;
  void CollectShards(admin::MetricsText& metrics) const;

  const store::kafka::Address topic_;
  std::unique_ptr<ClickHouse> clickhouse_;
  std::vector<std::unique_ptr<Feed>> feeds_;  // one for each shard
};

}  // namespace rg::app

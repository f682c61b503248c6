#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "admin/metrics.h"
#include "app/analytics/event_reader.h"
#include "app/process/trouble.h"
#include "app/process/worker.h"
#include "app/stores/clickhouse.h"
#include "config/settings.h"
#include "core/log.h"
#include "store/clickhouse/worker.h"
#include "store/kafka/url.h"

namespace rg::app {

// The first moment that is kept of `months` whole months and the one that `now` is in.
TimePoint KeptSince(TimePoint now, std::int32_t months);

// The role analytics: a thread that moves events from Kafka into ClickHouse, beside others that do
// the same. Whatever fails is tried again, from where the table says, a little later each time.
//
//   topic ---> reader ---> blocks ---> table of events ---> roll-ups
//                   \----> dead letters
//
// Threads   Start and Stop on the main thread, the rest on any.
class Analytics {
 public:
  struct Parts {
    const Clock& clock;
    Log& log;
  };

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
  // As of the last turn.
  struct Figures {
    store::clickhouse::IngestStats ingest;
    std::uint64_t refused = 0;
    std::uint64_t failures = 0;  // stays that ended in an error
    std::int64_t lag = 0;
    std::int64_t partitions = 0;
    Duration behind{};
  };

  Analytics(const config::EventsSettings& settings, store::kafka::Address topic,
            std::unique_ptr<ClickHouse> clickhouse, Parts parts);

  void Turn();
  Result<void> Work();
  Result<void> Tend();
  Result<void> DropOldMonths();
  void Tell(const Result<void>& worked);
  void Note(const std::string& why);

  const Parts parts_;
  const store::kafka::Address topic_;
  const std::string group_;
  const std::int32_t months_;
  std::unique_ptr<ClickHouse> clickhouse_;
  store::clickhouse::Worker mover_;
  std::unique_ptr<EventReader> reader_;
  std::atomic<bool> stopping_ = false;
  Duration next_try_{};
  Duration pause_{};
  Duration tended_at_{};
  Duration dropped_at_{};
  Duration fails_since_{};
  bool fails_ = false;
  std::uint64_t refused_before_ = 0;  // by readers that are gone
  std::uint64_t failures_ = 0;
  Trouble away_;
  Trouble rollups_;
  Trouble dead_letters_;
  mutable std::mutex mutex_;
  std::string why_away_;  // guarded by mutex_
  Figures figures_;       // guarded by mutex_
  std::unique_ptr<Worker> thread_;
};

}  // namespace rg::app

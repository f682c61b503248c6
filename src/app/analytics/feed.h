#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "app/analytics/event_reader.h"
#include "app/process/trouble.h"
#include "app/process/worker.h"
#include "core/log.h"
#include "store/clickhouse/worker.h"
#include "store/kafka/url.h"

namespace rg::app {

// A thread that moves events from Kafka into one shard of ClickHouse, beside others that do the
// same, and independent of those of other shards: it reads the topic by itself. Whatever fails is
// tried again, from where the tables say, a little later each time.
//
//   topic ---> reader ---> blocks ---> table of events ---> roll-ups
//                   \----> dead letters
//
// Threads   Start and Stop on the main thread, the rest on any.
class Feed {
 public:
  struct Parts {
    const Clock& clock;
    Log& log;
  };
  // As of the last turn.
  struct Figures {
    std::string why_away;  // why events wait in Kafka; "" while they do not
    store::clickhouse::IngestStats ingest;
    std::uint64_t refused = 0;
    std::uint64_t failures = 0;  // stays that ended in an error
    std::int64_t lag = 0;
    std::int64_t partitions = 0;
    Duration behind{};
  };

  // Those of one `group` share the topic among them. `months` are kept; 0: all.
  Feed(const store::kafka::Address& topic, std::string group, store::clickhouse::Client& shard,
       std::int32_t months, Parts parts);
  ~Feed() { Stop(); }

  void Start();
  // What runs ends soon; for who has several to stop.
  void Leave();
  // What was not delivered is read again by whoever is next.
  void Stop();

  Figures figures() const;
  const store::clickhouse::Address& address() const { return shard_.address(); }

 private:
  void Turn();
  Result<void> Work();
  Result<void> Tend();
  Result<void> DropOldMonths();
  void Tell(const Result<void>& worked);
  void Note(const std::string& why);

  const Parts parts_;
  const store::kafka::Address& topic_;
  const std::string group_;
  const std::int32_t months_;
  store::clickhouse::Client& shard_;
  store::clickhouse::Worker worker_;
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
  Figures figures_;  // guarded by mutex_
  std::unique_ptr<Worker> thread_;
};

// The first moment that is kept of `months` whole months and the one that `now` is in.
TimePoint KeptSince(TimePoint now, std::int32_t months);

}  // namespace rg::app

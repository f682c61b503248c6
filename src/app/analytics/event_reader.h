#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/analytics/dead_letters.h"
#include "core/log.h"
#include "core/result.h"
#include "core/time.h"
#include "store/clickhouse/worker.h"
#include "store/kafka/consumer.h"
#include "store/kafka/url.h"

namespace rg::app {

// One stay in the group of those who read the topic of events, from joining it until the first
// thing that goes wrong:
//
//   assigned: the table says from where ---> gathered, for a second at most ---> one block for each
//                                                                                partition
//
// Nothing is kept here that matters. After an error the reader is thrown away; the next one goes on
// where the table says.
//
// Threads   One.
// Errors    As Consumer and Worker. kConflict: the topic ends before what was read of it.
class EventReader {
 public:
  struct Parts {
    const Clock& clock;
    Log& log;
    store::clickhouse::Worker& worker;
    const store::clickhouse::Address& shard;  // where it puts them
  };

  ~EventReader();
  static Result<std::unique_ptr<EventReader>> Join(const store::kafka::Address& address,
                                                   const std::string& group, Parts parts);

  // Waits for records, for a moment, and delivers what has gathered when it is time to.
  Result<void> Turn();
  // For the worker, of a record that it was given in the turn that runs.
  Result<void> Bury(const store::clickhouse::LogBatch& batch,
                    const store::clickhouse::LogRecord& record, const Error& why);

  // Looks how far the topic goes. Fails when the cluster does not say.
  Result<void> Look();
  // Records of our partitions that were not dealt with, as of the last look.
  std::int64_t lag() const { return lag_; }
  // How old what was dealt with last is, if there is more to come.
  Duration behind() const;
  std::size_t partitions() const { return next_.size(); }
  // Dead letters that the topic for them refused.
  std::uint64_t refused() const { return refused_; }
  // What the connections complain about.
  const std::string& trouble() const { return consumer_->trouble(); }

 private:
  // What has gathered of a partition, and where each record came from.
  struct Share {
    std::vector<store::clickhouse::LogRecord> records;
    std::vector<std::pair<const store::kafka::Batch*, std::size_t>> origins;
  };

  EventReader(std::string topic, Parts parts);

  std::vector<store::kafka::Place> OnAssigned(const std::vector<store::kafka::Partition>& given);
  void OnRevoked(const std::vector<store::kafka::Partition>& taken);
  Result<store::kafka::Place> PlaceOf(const store::kafka::Partition& partition);
  void Gather(store::kafka::Batch batch);
  bool IsDue() const;
  Result<void> Deliver();
  Result<void> DeliverShare(const store::kafka::Partition& partition, const Share& share);

  const std::string topic_;
  const Parts parts_;
  std::unique_ptr<store::kafka::Consumer> consumer_;
  std::unique_ptr<DeadLetters> dead_letters_;
  std::map<store::kafka::Partition, std::int64_t> next_;  // ours, and what is to be read of each
  std::optional<Error> fault_;                            // met while partitions were given to us

  std::vector<store::kafka::Batch> gathered_;
  std::size_t records_ = 0;
  std::size_t bytes_ = 0;
  Duration gathers_since_{};
  const Share* delivered_ = nullptr;  // the one that the worker has now

  std::int64_t lag_ = 0;
  TimePoint newest_;  // of what was dealt with
  std::uint64_t refused_ = 0;
};

}  // namespace rg::app

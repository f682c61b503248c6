#pragma once

#include <cstdint>
#include <string>

#include "core/result.h"
#include "core/time.h"
#include "store/kafka/url.h"

namespace rg::store::kafka {

struct Topic {
  bool exists = false;
  std::int32_t partitions = 0;
  std::int32_t replicas = 0;         // of the partition that has the fewest
  std::int32_t leaderless = 0;       // partitions that nobody can write to now
  std::int32_t short_of_copies = 0;  // partitions of which replicas lag behind
  std::int64_t message_bytes_max = 0;
  std::int64_t retention_millis = 0;  // -1: for ever
  std::int32_t in_sync_min = 0;       // replicas that must have a record before it counts as stored
  bool compacted = false;             // keeps one record per key: ours would be lost
};

// What a cluster tells of itself.
struct Examination {
  std::int32_t brokers = 0;
  Topic events;
  Topic dead_letters;
};

struct TopicsWanted {
  std::int32_t partitions = 0;
  std::int32_t replicas = 0;  // 0: as many as the cluster makes by itself
};

// Errors    kUnavailable: no broker answers. kInvalidRequest: settings. Each names "events.kafka".
Result<Examination> Examine(const Address& address, Duration at_most);

// Whether both topics are there, with as many partitions as are wanted or more.
bool Suffices(const Examination& found, const TopicsWanted& wanted);

// Makes the topics that are not there, and more partitions where there are fewer. Never removes
// anything. Two that do it at once are no fault.
Result<void> MakeTopics(const Address& address, const TopicsWanted& wanted, Duration at_most);

}  // namespace rg::store::kafka

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "store/kafka/url.h"

struct rd_kafka_message_s;

namespace rg::store::kafka {

struct Partition {
  std::string topic;
  std::int32_t number = 0;
  auto operator<=>(const Partition&) const = default;
};

// Where to read on.
inline constexpr std::int64_t kFromBeginning = -2;  // of what the cluster still has
struct Place {
  Partition partition;
  std::int64_t offset = kFromBeginning;
};

// A record as it lies in the topic. The views are the batch's.
struct Record {
  std::string_view topic;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  std::string_view key;
  std::string_view payload;
};

// Some records, and the memory they lie in. Dies before the consumer it came from.
class Batch {
 public:
  Batch() = default;
  Batch(Batch&& other) noexcept;
  Batch& operator=(Batch&& other) noexcept;
  ~Batch();

  std::span<const Record> records() const { return records_; }
  // Of the record at `index`; "" when it has none of that name.
  std::string_view HeaderOf(std::size_t index, const char* name) const;

 private:
  friend class Consumer;
  std::vector<Record> records_;
  std::vector<rd_kafka_message_s*> messages_;
};

struct ConsumerOptions {
  std::string group;  // "": none; partitions are then given by Assign
  // For a group. Told from within Poll which partitions are this consumer's from now on: says from
  // where each is to be read. And which are not any more: what was read of them has to be dealt
  // with before it returns, because another consumer reads them then.
  std::function<std::vector<Place>(std::vector<Partition>)> assigned;
  std::function<void(const std::vector<Partition>&)> revoked;
  std::size_t queue_bytes = std::size_t{16} << 20;  // read ahead
  std::size_t batch_bytes = std::size_t{16} << 20;  // of a batch, but for its last record
  Duration session_timeout = std::chrono::seconds{6};
};

// Reads records from where it is told. Nothing is committed: whoever keeps what was read keeps the
// place too, in the same transaction, and says so at the next assignment.
//
// Threads   One at a time; Poll at least every five minutes, or a group gives the partitions away.
// Errors    kInvalidRequest: settings. kNotFound: the place is not in the topic any more, or not
// yet.
//           kUnavailable: what else the cluster refuses; repeat later. One that is away is no
//           error: nothing comes until it is back, and trouble() says why.
class Consumer {
 public:
  static Result<std::unique_ptr<Consumer>> Open(const Address& address, ConsumerOptions options);
  ~Consumer();

  // Shares the topic with the others of the group.
  Result<void> Join(const std::string& topic);
  // Reads these and no others, from there.
  Result<void> Assign(std::span<const Place> places);
  // Reads one of those it has from elsewhere: for after a batch that could not be dealt with. Also
  // what was read ahead is forgotten.
  Result<void> Seek(const Place& place);

  // As many as there are, at most `records_max`, once there is one. What was read before a group
  // gave partitions away is not among them: it comes again, here or elsewhere.
  Result<Batch> Poll(Duration at_most, std::size_t records_max);

  // What the connections last complained about since a record was read; "" when nothing.
  const std::string& trouble() const;

  // The offsets of the first record that the cluster still has, and behind the last one.
  struct Extent {
    std::int64_t first = 0;
    std::int64_t end = 0;
  };
  Result<Extent> ExtentOf(const Partition& partition, Duration at_most);

 private:
  class Impl;
  explicit Consumer(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace rg::store::kafka

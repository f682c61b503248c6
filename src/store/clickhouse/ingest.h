#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/id.h"
#include "core/result.h"
#include "core/time.h"
#include "journal/record.h"
#include "store/clickhouse/client.h"
#include "store/clickhouse/event_block.h"
#include "store/clickhouse/thresholds.h"

namespace rg::store::clickhouse {

// A record of the log: a payload as journal/record.h has it.
struct LogRecord {
  std::int64_t offset = 0;
  std::string_view payload;
  // What the log says that it is. A hold and an event are told apart by what they hold.
  journal::RecordKind kind = journal::RecordKind::kEvent;
};

// Some of a partition, by offset. Offsets may be missing.
struct LogBatch {
  std::string topic;
  std::int32_t partition = 0;
  std::span<const LogRecord> records;
};

struct IngestOptions {
  std::size_t rows_max = 100'000;                  // of a block
  std::size_t bytes_max = std::size_t{64} << 20U;  // and, but for its last row
  Duration mark_every = std::chrono::minutes{1};
};

struct IngestStats {
  std::uint64_t events = 0;  // rows that the table took
  std::uint64_t blocks = 0;
  std::uint64_t held = 0;     // records that were there already
  std::uint64_t rowless = 0;  // records of calls that have not ended
  std::uint64_t thresholds = 0;
  std::uint64_t poisoned = 0;  // handed out as dead letters
  std::uint64_t failures = 0;  // inserts of which nobody knows how they ended

  IngestStats& operator+=(const IngestStats& other);
};

// What happens beside the rows that go in.
class IngestObserver {
 public:
  virtual ~IngestObserver() = default;
  // A record that cannot be stored, and why. An error from it makes Add fail, and Add hands it out
  // again when it is repeated.
  virtual Result<void> OnDeadLetter(const LogBatch& batch, const LogRecord& record,
                                    const Error& why) = 0;
  // Events of this workspace and window may have come to the table, or will.
  virtual void OnChanged(WorkspaceId workspace, TimePoint window) = 0;
};

// Moves a log into the table of events, each record once:
//
//   Assign ---> where to read on: behind the highest offset that the table holds
//   Add ------> a block, in the order of offsets ---> reply
//                                                 \-> none: ask the table before going on
//
// A block is in the table whole or not at all, and blocks go in by offset, so the highest offset
// says of all those below it that they are there.
//
// Of several shards, each has its own lineage: an Ingest passes over the records of workspaces that
// are not its shard's, so that what the shard holds of a partition says nothing of where it ends.
// Mark says that, in a table of its own. Records that are nobody's are the first shard's.
//
// A record that is no event of ours is a dead letter at once. One whose row the server refuses is
// found by halving its block, tried three times by itself, and is then a dead letter; the others
// do not wait for it.
//
// Thresholds go in before the events of their block, so that the highest offset says of them too
// that they are there; but they may be there more than once.
//
// Threads   One.
// Errors    As Client. After one, repeat the batch or go on from what Assign says.
class Ingest {
 public:
  static constexpr int kTriesMax = 3;
  // More rows of one block than these are not poisoned: the table is wrong.
  static constexpr std::size_t kRefusedMax = 1000;

  Ingest(Client& client, const Clock& clock, IngestObserver& observer, IngestOptions options);

  // The offset to read on from; nullopt when the table has nothing of the partition. Forgets
  // whatever was known of it.
  Result<std::optional<std::int64_t>> Assign(const std::string& topic, std::int32_t partition);

  // Puts in what the table does not hold yet. Returns the offset to read next: the one behind the
  // batch; or an earlier one, when the table has lost rows that it once took.
  Result<std::int64_t> Add(const LogBatch& batch);

  // To be called a few times a minute where there are several shards: notes how far partitions were
  // dealt with a minute ago. Not now: of a machine that loses power, a mark must not remain of rows
  // that do not.
  Result<void> Mark();

  const IngestStats& stats() const { return stats_; }

 private:
  struct Partition {
    bool asked = false;                // whether `held` is what the table has
    std::optional<std::int64_t> held;  // the highest offset in the table, or marked
    std::optional<std::int64_t> done;  // the highest that was dealt with, row or not
    std::set<std::int64_t> buried;     // dead letters of a batch that has to be repeated
    std::string unsure;                // the query id of an insert whose end nobody saw
    std::optional<std::int64_t> told;  // the highest that the server knows of: a row's, or marked
    std::optional<std::int64_t> settled;  // what was dealt with at the last look, for Mark
    Duration settled_at{};
  };
  struct Dead {
    const LogRecord* record = nullptr;
    Error why;
  };

  Partition& Of(const std::string& topic, std::int32_t number);
  Result<void> Ask(const LogBatch& batch, Partition& partition);
  Result<std::optional<std::int64_t>> Marked(const std::string& topic, std::int32_t number);
  Result<std::optional<std::int64_t>> Highest(const std::string& topic, std::int32_t number,
                                              const std::string& passed_over);
  std::size_t SkipHeld(const LogBatch& batch, const Partition& partition);
  Result<void> PutAll(const LogBatch& batch, Partition& partition);
  std::size_t Fill(const LogBatch& batch, std::size_t from);
  void TakeRecord(const LogBatch& batch, const LogRecord& record);
  Result<void> TakeThreshold(const LogRecord& record);
  void TakeDead(const LogRecord& record, const Error& why);
  std::string NewQueryId();
  void NoteChanged(const journal::Event& event);
  Result<void> Put(const LogBatch& batch, Partition& partition);
  Result<void> PutRows(const LogBatch& batch, Partition& partition, std::size_t first,
                       std::size_t count);
  Result<void> InsertRows(Partition& partition, std::size_t first, std::size_t count);
  Result<void> Bury(const LogBatch& batch, Partition& partition, const Dead& dead);

  Client& client_;
  const Clock& clock_;
  IngestObserver& observer_;
  const IngestOptions options_;
  const Shard shard_;
  IdSource ids_ = IdSource::FromEntropy();
  std::map<std::pair<std::string, std::int32_t>, Partition> partitions_;
  IngestStats stats_;

  // Of the block in the making.
  EventBlock block_;
  ThresholdBlock thresholds_;
  std::vector<const LogRecord*> rows_;  // what each row of it was made of
  std::vector<Dead> dead_;
  std::size_t refused_ = 0;
  journal::Decoded decoded_;
};

}  // namespace rg::store::clickhouse

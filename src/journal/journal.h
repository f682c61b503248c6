#pragma once

#include <coroutine>
#include <cstdint>
#include <filesystem>
#include <memory>

#include "core/async.h"
#include "core/result.h"
#include "core/time.h"
#include "journal/event.h"

namespace rg::journal {

enum class SyncPolicy : std::uint8_t {
  kBatched,  // the disk is told within JournalOptions::sync_every; power loss costs at most that
  kAlways,   // Commit waits for the disk
};

struct JournalOptions {
  std::filesystem::path folder;  // created when absent; shared by the journals of all cores
  std::uint32_t core = 0;
  std::int64_t segment_bytes = std::int64_t{64} << 20;
  // For the folder as a whole, all cores: what may wait for the shipper.
  std::int64_t quota_bytes = std::int64_t{1} << 30;
  // Set aside on the disk before a call that costs money leaves, so that its end has room.
  std::int64_t event_reserve_bytes = std::int64_t{1} << 20;
  SyncPolicy sync = SyncPolicy::kBatched;
  std::chrono::milliseconds sync_every{5};
  // Sequences start above this. The folder's own segments are looked at anyway; the position of the
  // shipper goes here, so that an emptied folder never reuses a sequence that was shipped.
  std::uint64_t sequence_floor = 0;
  std::uint32_t salt = 0;  // random; see record.h
};

struct JournalStats {
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;
  std::uint64_t writes = 0;  // of a turn's records together
  std::uint64_t failed_writes = 0;
  std::uint64_t refused_holds = 0;  // kStorageFull
  std::uint64_t lost_events = 0;    // the disk refused them and kRetainedBytesMax was reached
  std::uint64_t segments = 0;
  std::uint64_t syncs = 0;
  std::uint64_t failed_syncs = 0;
  std::int64_t folder_bytes = 0;  // of all cores, when last looked
};

// What happened, in order, on disk before anybody is told.
//
//   Append(hold)  ... the call leaves ... Append(event)  ... the answer's last byte leaves
//        \- Commit -/                          \- Commit -/
//
// Append puts a record into memory. The end of the loop turn puts everything the turn appended into
// the segment, at once, and wakes every Commit of that turn. So a killed process loses
// nothing that a Commit promised, and power loss costs at most SyncPolicy's batch.
//
// When the folder is at its quota or the disk is full, holds are refused: a call that would cost
// money does not leave. Events of calls that already left are kept: their room was set aside when
// their hold was accepted, and what the disk still refuses waits in memory for the next write.
//
// Invariant: a segment is a row of whole records; only its end can be torn, by a crash.
//
// Threads   The thread that runs the executor's io_context, for every method.
// Errors    kStorageFull: quota, disk full or disk broken. kUnavailable: the journal is closed.
// Lifetime  Outlives every coroutine that waits in Commit; the io_context is stopped before it
// dies.
class Journal {
 public:
  // How much of what a failing disk refused is kept in memory, of events only.
  static constexpr std::size_t kRetainedBytesMax = std::size_t{4} << 20;

  static Result<std::unique_ptr<Journal>> Open(Executor executor, JournalOptions options,
                                               const Clock& clock);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // A hold (outcome kOpen) is refused with kStorageFull when its end might find no room. An event
  // is always taken.
  Result<void> Append(const Event& event);
  Result<void> Append(const ThresholdCrossed& crossed);

  // Completes when everything appended before is in the file. An error means that it may not be: a
  // hold is then void and its call must not leave; an event is kept and written as soon as the disk
  // allows, so it must not be appended again.
  class Commitment;
  [[nodiscard]] Commitment Commit();

  // Whether a hold would be refused now.
  bool full();
  JournalStats stats() const;

  // Writes and syncs what is left. Called by the destructor, which has nobody to tell.
  Result<void> Close();

 private:
  class Impl;
  explicit Journal(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

// A Commit to be awaited: `co_await journal.Commit()`.
class Journal::Commitment {
 public:
  bool await_ready();
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> awaiter) {
    Join(Suspended(awaiter.promise()));
  }
  Result<void> await_resume() { return std::move(outcome_); }

 private:
  friend class Journal;
  explicit Commitment(Impl& impl) : impl_(impl) {}
  void Join(Suspended awaiter);

  Impl& impl_;
  Result<void> outcome_;
};

}  // namespace rg::journal

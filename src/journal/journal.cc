#include "journal/journal.h"

#include <algorithm>
#include <deque>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/post.hpp>

#include "core/frame_memory.h"
#include "journal/segment.h"
#include "journal/segment_writer.h"
#include "journal/syncer.h"
#include "journal/turn.h"

namespace rg::journal {
namespace {

// How often a journal that is full looks whether the shipper has made room.
constexpr auto kLookAgain = std::chrono::milliseconds{100};
// How much a journal writes before it looks at the whole folder again, where other cores write too.
constexpr std::int64_t kLookEveryBytes = std::int64_t{1} << 20;

// A coroutine that waits in Commit, and where it wants the outcome.
struct Waiter {
  Suspended awaiter;
  Result<void>* outcome;
};
using Waiters = std::vector<Waiter>;

}  // namespace

class Journal::Impl {
 public:
  Impl(Executor executor, JournalOptions options, const Clock& clock)
      : executor_(std::move(executor)),
        options_(std::move(options)),
        clock_(clock),
        pending_(options_.salt) {}
  // What cannot be written any more has nobody left to be told; waiters end with their coroutines.
  ~Impl() { (void)Shut(); }

  Result<void> Start();
  template <class Record>
  Result<void> Append(const Record& record);
  Result<void> RoomForHold();
  // Whether a Commit need not wait; if so, `outcome` is its.
  bool IsCommitted(Result<void>& outcome) const;
  void Join(Waiter waiter);
  Result<void> Close();
  JournalStats stats() const;

 private:
  struct AwaitingSync {
    std::uint64_t ticket = 0;
    Waiters waiters;
  };

  void ScheduleFlush();
  void Flush();
  Result<void> Shut();
  Result<void> WritePending();
  Result<void> OpenNext();
  void RotateWhenFull();
  Result<void> LookAtFolder();
  std::int64_t FolderBytes() const { return folder_bytes_ + written_since_look_; }
  void Synced(std::uint64_t ticket, const Result<void>& outcome);
  static void ResumeAll(Waiters& waiters, const Result<void>& outcome);

  const Executor executor_;
  const JournalOptions options_;
  const Clock& clock_;

  Turn pending_;  // records that are not in the file yet
  bool flush_scheduled_ = false;
  bool failing_ = false;  // the last write did not succeed
  bool closed_ = false;
  Waiters waiters_;                         // for the next write
  Waiters resumed_;                         // those of the last one; kept for its memory
  std::deque<AwaitingSync> awaiting_sync_;  // written, and waiting for the disk

  std::uint64_t sequence_ = 0;
  std::unique_ptr<SegmentWriter> segment_;
  std::unique_ptr<Syncer> syncer_;

  std::int64_t folder_bytes_ = 0;
  std::int64_t written_since_look_ = 0;
  Duration looked_at_{};
  JournalStats stats_;
};

Result<void> Journal::Impl::Start() {
  RG_CHECK(MakeFolder(options_.folder));
  RG_TRY(const std::vector<SegmentFile> files, ListSegments(options_.folder));
  // Sequences are dates, so that a folder somebody emptied does not start over with sequences the
  // store has seen; and they never go back, whatever the clock does.
  sequence_ = std::max(static_cast<std::uint64_t>(ToMicros(clock_.Now())), options_.sequence_floor);
  for (const SegmentFile& file : files) {
    if (file.core == options_.core) sequence_ = std::max(sequence_, file.sequence);
  }
  const bool batched = options_.sync == SyncPolicy::kBatched;
  syncer_ = std::make_unique<Syncer>(
      options_.folder, batched ? options_.sync_every : std::chrono::milliseconds{0},
      [this, batched](std::uint64_t ticket, Result<void> outcome) {
        if (batched && outcome) return;
        boost::asio::post(executor_, [this, ticket, outcome] { Synced(ticket, outcome); });
      });
  RG_CHECK(OpenNext());
  return LookAtFolder();
}

template <class Record>
Result<void> Journal::Impl::Append(const Record& record) {
  if (closed_) return Fail(Errc::kUnavailable, "the journal is closed");
  if constexpr (std::is_same_v<Record, Event>) {
    if (record.outcome == Outcome::kOpen) {
      if (Result<void> room = RoomForHold(); !room) {
        ++stats_.refused_holds;
        return room;
      }
    }
  }
  pending_.Append(record);
  ++stats_.records;
  ScheduleFlush();
  return {};
}

Result<void> Journal::Impl::RoomForHold() {
  if (closed_) return Fail(Errc::kUnavailable, "the journal is closed");
  if (failing_) {
    return Fail(Errc::kStorageFull,
                "the journal's disk refuses writes; free space in " + options_.folder.string());
  }
  const auto pending = static_cast<std::int64_t>(pending_.records().size());
  const auto beyond_quota = [&] { return FolderBytes() + pending >= options_.quota_bytes; };
  if (beyond_quota() && clock_.Steady() - looked_at_ >= kLookAgain) RG_CHECK(LookAtFolder());
  if (beyond_quota()) {
    return Fail(Errc::kStorageFull,
                "the journal is at its quota of " + std::to_string(options_.quota_bytes) +
                    " bytes; calls that cost money wait until its events are stored");
  }
  return segment_->Reserve(pending + options_.event_reserve_bytes);
}

void Journal::Impl::ScheduleFlush() {
  if (std::exchange(flush_scheduled_, true)) return;
  // Posted, so that it runs behind the handlers that are ready now: what they append goes along.
  boost::asio::post(executor_,
                    boost::asio::bind_allocator(FrameAllocator<>(), [this] { Flush(); }));
}

bool Journal::Impl::IsCommitted(Result<void>& outcome) const {
  if (closed_) outcome = Fail(Errc::kUnavailable, "the journal is closed");
  return closed_ || (pending_.empty() && awaiting_sync_.empty());
}

void Journal::Impl::Join(Waiter waiter) {
  ScheduleFlush();
  waiters_.push_back(std::move(waiter));
}

void Journal::Impl::Flush() {
  flush_scheduled_ = false;
  if (closed_) return;
  const Result<void> outcome = WritePending();
  if (!outcome || options_.sync == SyncPolicy::kBatched) {
    // Whom this resumes may wait for the next write at once.
    std::swap(waiters_, resumed_);
    ResumeAll(resumed_, outcome);
  } else {
    // Also when nobody waits yet: a Commit of a later turn must find that the disk was not told.
    awaiting_sync_.push_back(
        {syncer_->Request(segment_->file()), std::exchange(waiters_, Waiters())});
  }
}

Result<void> Journal::Impl::WritePending() {
  if (pending_.empty()) return {};
  RotateWhenFull();
  std::size_t kept = 0;
  Result<void> outcome = segment_->Append(pending_.records(), kept);
  ++stats_.writes;
  stats_.bytes += kept;
  written_since_look_ += static_cast<std::int64_t>(kept);
  if (kept > 0 && options_.sync == SyncPolicy::kBatched) syncer_->Request(segment_->file());
  failing_ = outcome.has_error();
  if (failing_) {
    ++stats_.failed_writes;
    stats_.lost_events += pending_.KeepEvents(kept, kRetainedBytesMax);
    return outcome;
  }
  pending_.Clear();
  // A failed look changes nothing: the last figure stands, and the next look comes soon.
  if (written_since_look_ >= kLookEveryBytes) (void)LookAtFolder();
  return outcome;
}

void Journal::Impl::RotateWhenFull() {
  const std::int64_t size =
      segment_->offset() + static_cast<std::int64_t>(pending_.records().size());
  const bool empty = segment_->offset() <= static_cast<std::int64_t>(kSegmentHeaderBytes);
  if (!segment_->broken() && (empty || size <= options_.segment_bytes)) return;
  // A disk too full for a new file may still have room reserved in this one, so a rotation that
  // fails is tried again with the next write; and a broken segment then refuses that write itself.
  if (!OpenNext()) ++stats_.failed_writes;
}

Result<void> Journal::Impl::OpenNext() {
  const SegmentHeader header{options_.core, sequence_ + 1, clock_.Now(), options_.salt};
  RG_TRY(SegmentWriter next,
         SegmentWriter::Create(options_.folder, header, options_.segment_bytes));
  if (segment_) {
    if (!segment_->Finish()) ++stats_.failed_writes;
    syncer_->Request(segment_->file());
  }
  ++sequence_;
  ++stats_.segments;
  segment_ = std::make_unique<SegmentWriter>(std::move(next));
  syncer_->RequestFolder();
  return {};
}

Result<void> Journal::Impl::LookAtFolder() {
  looked_at_ = clock_.Steady();
  RG_TRY(const std::vector<SegmentFile> files, ListSegments(options_.folder));
  folder_bytes_ = 0;
  for (const SegmentFile& file : files) {
    // The segment being written is larger than what is in it, where it was filled ahead.
    const bool ours = file.core == options_.core && file.sequence == sequence_;
    folder_bytes_ += ours && segment_ ? segment_->offset() : file.bytes;
  }
  written_since_look_ = 0;
  return {};
}

// On the executor's thread, after the syncer has finished everything up to `ticket`.
void Journal::Impl::Synced(std::uint64_t ticket, const Result<void>& outcome) {
  if (closed_) return;
  if (!outcome && segment_) {
    // After a failed sync the kernel may report success for pages it dropped. What follows goes to
    // a fresh file; the disk's next refusal shows there.
    if (!OpenNext()) ++stats_.failed_writes;
  }
  while (!awaiting_sync_.empty() && awaiting_sync_.front().ticket <= ticket) {
    Waiters waiters = std::move(awaiting_sync_.front().waiters);
    awaiting_sync_.pop_front();
    ResumeAll(waiters, outcome);
  }
}

void Journal::Impl::ResumeAll(Waiters& waiters, const Result<void>& outcome) {
  for (Waiter& waiter : waiters) {
    if (!outcome) *waiter.outcome = outcome;
    waiter.awaiter.Resume();
  }
  waiters.clear();
}

Result<void> Journal::Impl::Close() {
  const Result<void> outcome = Shut();
  Waiters waiting = std::exchange(waiters_, Waiters());
  ResumeAll(waiting, outcome);
  while (!awaiting_sync_.empty()) {
    Waiters waiters = std::move(awaiting_sync_.front().waiters);
    awaiting_sync_.pop_front();
    ResumeAll(waiters, outcome);
  }
  return outcome;
}

Result<void> Journal::Impl::Shut() {
  if (closed_ || !segment_) return {};
  Result<void> outcome = WritePending();
  closed_ = true;
  if (const Result<void> finished = segment_->Finish(); !finished && outcome) outcome = finished;
  if (const Result<void> synced = segment_->file()->Sync(); !synced && outcome) outcome = synced;
  const Syncer::Stats synced = syncer_->stats();
  stats_.syncs = synced.syncs;
  stats_.failed_syncs = synced.failed;
  syncer_.reset();
  segment_.reset();
  return outcome;
}

JournalStats Journal::Impl::stats() const {
  JournalStats stats = stats_;
  if (syncer_) {
    stats.syncs = syncer_->stats().syncs;
    stats.failed_syncs = syncer_->stats().failed;
  }
  stats.folder_bytes = FolderBytes();
  return stats;
}

Journal::Journal(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Journal::~Journal() = default;

Result<std::unique_ptr<Journal>> Journal::Open(Executor executor, JournalOptions options,
                                               const Clock& clock) {
  auto impl = std::make_unique<Impl>(std::move(executor), std::move(options), clock);
  RG_CHECK(impl->Start());
  return std::unique_ptr<Journal>(new Journal(std::move(impl)));
}

Result<void> Journal::Append(const Event& event) { return impl_->Append(event); }
Result<void> Journal::Append(const ThresholdCrossed& crossed) { return impl_->Append(crossed); }
Journal::Commitment Journal::Commit() { return Commitment(*impl_); }
bool Journal::full() { return !impl_->RoomForHold(); }
JournalStats Journal::stats() const { return impl_->stats(); }
Result<void> Journal::Close() { return impl_->Close(); }

bool Journal::Commitment::await_ready() { return impl_.IsCommitted(outcome_); }
void Journal::Commitment::Join(Suspended awaiter) { impl_.Join({std::move(awaiter), &outcome_}); }

}  // namespace rg::journal

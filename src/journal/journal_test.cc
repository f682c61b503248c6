#include "journal/journal.h"

#include <fstream>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journal/folder_lock.h"
#include "journal/full_disk.h"
#include "journal/reader.h"
#include "journal/sample.h"

namespace rg::journal {
namespace {

class JournalTest : public testing::Test {
 protected:
  JournalOptions Options() {
    JournalOptions options;
    options.folder = folder_.path() / "journal";
    options.salt = 77;
    return options;
  }

  std::unique_ptr<Journal> Open(JournalOptions options) {
    auto journal = Journal::Open(io_.get_executor(), std::move(options), clock_);
    EXPECT_TRUE(journal) << journal.error().detail;
    return *std::move(journal);
  }

  // Starts a Commit and leaves its outcome in `outcome` when it completes.
  void StartCommit(Journal& journal, std::optional<Result<void>>& outcome) {
    Spawn(io_.get_executor(), CommitInto(journal, outcome));
  }
  static Async<void> CommitInto(Journal& journal, std::optional<Result<void>>& outcome) {
    outcome = co_await journal.Commit();
  }

  Result<void> Commit(Journal& journal) {
    std::optional<Result<void>> outcome;
    StartCommit(journal, outcome);
    io_.restart();
    while (!outcome) io_.run_one();
    return *outcome;
  }

  // Runs everything that is ready.
  void Turn() {
    io_.restart();
    io_.poll();
  }

  // The requests of all records of a core, in order: holds as "hold", events by outcome.
  std::vector<std::pair<RequestId, Outcome>> ReadAll(std::uint32_t core = 0) {
    Reader reader(Options().folder, {core, 0, 0});
    std::vector<std::pair<RequestId, Outcome>> records;
    Decoded decoded;
    for (;;) {
      const Result<std::optional<Entry>> entry = reader.Next();
      EXPECT_TRUE(entry);
      if (!entry || !*entry) return records;
      if ((*entry)->kind == RecordKind::kThreshold) continue;
      EXPECT_TRUE(DecodeEvent((*entry)->payload, decoded));
      records.emplace_back(decoded.event.request, decoded.event.outcome);
    }
  }

  sample::Folder folder_;
  ManualClock clock_;
  boost::asio::io_context io_{1};
  // Otherwise a loop in which nobody waits but in Commit would be over.
  boost::asio::executor_work_guard<Executor> work_{io_.get_executor()};
};

TEST_F(JournalTest, WhatWasCommittedIsInTheFile) {
  const auto journal = Open(Options());
  const sample::Call call;
  ASSERT_TRUE(journal->Append(call.Hold()));
  ASSERT_TRUE(journal->Append(call.event));

  ASSERT_TRUE(Commit(*journal));

  EXPECT_THAT(ReadAll(), testing::ElementsAre(std::pair(call.event.request, Outcome::kOpen),
                                              std::pair(call.event.request, Outcome::kOk)));
}

TEST_F(JournalTest, OneWriteServesEveryCallOfATurn) {
  const auto journal = Open(Options());
  std::vector<std::optional<Result<void>>> outcomes(50);
  for (std::uint64_t i = 0; i < 50; ++i) {
    ASSERT_TRUE(journal->Append(sample::Call(i + 1).event));
    StartCommit(*journal, outcomes[i]);
  }

  Turn();

  for (const auto& outcome : outcomes) EXPECT_TRUE(outcome && *outcome);
  EXPECT_EQ(journal->stats().writes, 1u);
  EXPECT_EQ(ReadAll().size(), 50u);
}

TEST_F(JournalTest, ACommitWithNothingToWriteIsDone) {
  const auto journal = Open(Options());

  EXPECT_TRUE(Commit(*journal));
  EXPECT_EQ(journal->stats().writes, 0u);
}

TEST_F(JournalTest, WhatNobodyCommitsIsWrittenInItsTurnToo) {
  const auto journal = Open(Options());
  ASSERT_TRUE(journal->Append(ThresholdCrossed{}));
  ASSERT_TRUE(journal->Append(sample::Call().event));

  Turn();

  EXPECT_EQ(ReadAll().size(), 1u);
}

TEST_F(JournalTest, WithSyncAlwaysACommitWaitsForTheDisk) {
  JournalOptions options = Options();
  options.sync = SyncPolicy::kAlways;
  const auto journal = Open(options);
  ASSERT_TRUE(journal->Append(sample::Call().event));

  ASSERT_TRUE(Commit(*journal));

  EXPECT_EQ(journal->stats().failed_syncs, 0u);
  EXPECT_EQ(ReadAll().size(), 1u);
}

TEST_F(JournalTest, WithSyncAlwaysACommitOfALaterTurnWaitsForTheDiskToo) {
  JournalOptions options = Options();
  options.sync = SyncPolicy::kAlways;
  const auto journal = Open(options);
  ASSERT_TRUE(journal->Append(sample::Call().event));
  io_.run_one();
  const std::uint64_t writes = journal->stats().writes;

  ASSERT_TRUE(Commit(*journal));

  EXPECT_EQ(writes, 1u);
  EXPECT_EQ(journal->stats().writes, 1u);
  EXPECT_GE(journal->stats().syncs, 1u);
}

TEST_F(JournalTest, CloseWritesWhatIsLeft) {
  const auto journal = Open(Options());
  ASSERT_TRUE(journal->Append(sample::Call().event));

  ASSERT_TRUE(journal->Close());

  EXPECT_EQ(ReadAll().size(), 1u);
  EXPECT_EQ(journal->Append(sample::Call().event).error().code, Errc::kUnavailable);
  EXPECT_GE(journal->stats().syncs, 0u);
}

TEST_F(JournalTest, CloseWakesWhoeverWaits) {
  const auto journal = Open(Options());
  std::optional<Result<void>> outcome;
  StartCommit(*journal, outcome);
  ASSERT_TRUE(journal->Append(sample::Call().event));
  io_.run_one();

  ASSERT_TRUE(journal->Close());

  EXPECT_TRUE(outcome && *outcome);
}

TEST_F(JournalTest, AJournalThatDiesWithWaitersLeavesNoCoroutineBehind) {
  std::optional<Result<void>> outcome;
  auto journal = Open(Options());
  StartCommit(*journal, outcome);
  ASSERT_TRUE(journal->Append(sample::Call().event));
  io_.run_one();

  journal.reset();

  EXPECT_FALSE(outcome);
  EXPECT_EQ(ReadAll().size(), 1u);
}

TEST_F(JournalTest, WhatIsFilledAheadIsCutWhenItIsClosed) {
  const auto journal = Open(Options());
  ASSERT_TRUE(journal->Append(sample::Call().event));
  ASSERT_TRUE(Commit(*journal));
  const std::int64_t while_open = ListSegments(Options().folder)->front().bytes;
  const auto written = static_cast<std::int64_t>(kSegmentHeaderBytes + journal->stats().bytes);

  ASSERT_TRUE(journal->Close());

  EXPECT_GT(while_open, written);
  EXPECT_EQ(ListSegments(Options().folder)->front().bytes, written);
}

TEST_F(JournalTest, WhatIsFilledAheadDoesNotCountAgainstTheQuota) {
  JournalOptions options = Options();
  options.quota_bytes = 20'000;
  const auto journal = Open(options);
  ASSERT_TRUE(journal->Append(sample::Call().event));
  ASSERT_TRUE(Commit(*journal));
  clock_.Advance(std::chrono::seconds{1});

  EXPECT_FALSE(journal->full());
  EXPECT_LT(journal->stats().folder_bytes, 1'000);
}

TEST_F(JournalTest, StartsANewSegmentWhenOneIsFull) {
  JournalOptions options = Options();
  options.segment_bytes = 4096;
  const auto journal = Open(options);
  for (std::uint64_t i = 1; i <= 100; ++i) {
    ASSERT_TRUE(journal->Append(sample::Call(i).event));
    ASSERT_TRUE(Commit(*journal));
  }

  const auto files = ListSegments(options.folder);

  EXPECT_GT(files->size(), 10u);
  for (const SegmentFile& file : *files) EXPECT_LE(file.bytes, 4096);
  EXPECT_EQ(ReadAll().size(), 100u);
}

TEST_F(JournalTest, NeverUsesASequenceTwice) {
  auto journal = Open(Options());
  const std::uint64_t first = ListSegments(Options().folder)->front().sequence;
  journal.reset();
  std::filesystem::remove_all(Options().folder);
  clock_.Advance(std::chrono::seconds{1});
  journal = Open(Options());
  const std::uint64_t after_emptying = ListSegments(Options().folder)->front().sequence;
  journal.reset();
  clock_.Advance(-std::chrono::hours{1});
  journal = Open(Options());
  const std::uint64_t after_the_clock_went_back = ListSegments(Options().folder)->back().sequence;
  journal.reset();
  std::filesystem::remove_all(Options().folder);
  JournalOptions options = Options();
  options.sequence_floor = after_the_clock_went_back;
  journal = Open(options);

  EXPECT_GT(after_emptying, first);
  EXPECT_GT(after_the_clock_went_back, after_emptying);
  EXPECT_GT(ListSegments(Options().folder)->front().sequence, after_the_clock_went_back);
}

TEST_F(JournalTest, AtTheQuotaHoldsAreRefusedAndEventsAreNot) {
  JournalOptions options = Options();
  options.quota_bytes = 10'000;
  const auto journal = Open(options);
  Result<void> refused;
  std::uint64_t calls = 0;
  while (refused) {
    const sample::Call call(++calls);
    refused = journal->Append(call.Hold());
    ASSERT_TRUE(journal->Append(call.event));
    ASSERT_TRUE(Commit(*journal));
    ASSERT_LT(calls, 100u);
  }

  EXPECT_EQ(refused.error().code, Errc::kStorageFull);
  EXPECT_GT(calls, 5u);
  EXPECT_TRUE(journal->full());
  EXPECT_EQ(journal->stats().refused_holds, 1u);
  EXPECT_EQ(ReadAll().size(), 2 * calls - 1);
}

TEST_F(JournalTest, HoldsAreTakenAgainOnceTheShipperMadeRoom) {
  JournalOptions options = Options();
  options.quota_bytes = 10'000;
  options.segment_bytes = 1'000;
  const auto journal = Open(options);
  for (std::uint64_t i = 1; i <= 30; ++i) {
    ASSERT_TRUE(journal->Append(sample::Call(i).event));
    ASSERT_TRUE(Commit(*journal));
  }
  ASSERT_TRUE(journal->full());
  auto files = *ListSegments(options.folder);
  files.pop_back();
  for (const SegmentFile& file : files) std::filesystem::remove(file.path);

  EXPECT_TRUE(journal->full()) << "it has looked a moment ago";
  clock_.Advance(std::chrono::milliseconds{100});
  EXPECT_FALSE(journal->full());
}

TEST_F(JournalTest, ADiskThatFillsUpTearsNoRecordAndLosesNoEvent) {
  constexpr std::uint64_t kCalls = 1000;
  constexpr rlim_t kRoom = (64 << 10) + 1'300;  // a little more than what is filled ahead by then
  const auto journal = Open(Options());
  ASSERT_TRUE(journal->Append(sample::Call(1).event));
  ASSERT_TRUE(Commit(*journal));
  for (std::uint64_t i = 2; i < kCalls; ++i) {
    ASSERT_TRUE(journal->Append(sample::Call(i).Hold()));
    ASSERT_TRUE(journal->Append(sample::Call(i).event));
  }
  {
    const sample::FullDisk limit(kRoom);
    EXPECT_EQ(Commit(*journal).error().code, Errc::kStorageFull);
    EXPECT_EQ(journal->Append(sample::Call(kCalls).Hold()).error().code, Errc::kStorageFull);
    EXPECT_LT(ReadAll().size(), kCalls);
  }
  ASSERT_TRUE(journal->Append(sample::Call(kCalls).event));

  ASSERT_TRUE(Commit(*journal));

  EXPECT_FALSE(journal->full());
  EXPECT_EQ(journal->stats().lost_events, 0u);
  std::vector<RequestId> events;
  for (const auto& [request, outcome] : ReadAll()) {
    if (outcome != Outcome::kOpen) events.push_back(request);
  }
  ASSERT_EQ(events.size(), kCalls);
  for (std::uint64_t i = 1; i <= kCalls; ++i) EXPECT_EQ(events[i - 1], RequestId{sample::IdOf(i)});
}

TEST_F(JournalTest, WhatADeadDiskRefusesIsKeptUpToALimitAndThenCounted) {
  const auto journal = Open(Options());
  const sample::FullDisk limit(100);
  const sample::Call call;
  std::uint64_t appended = 0;
  while (journal->stats().lost_events == 0) {
    for (int i = 0; i < 1000; ++i, ++appended) ASSERT_TRUE(journal->Append(call.event));
    ASSERT_FALSE(Commit(*journal));
    ASSERT_LT(appended, 100'000u);
  }

  EXPECT_GT(appended * 600, Journal::kRetainedBytesMax);
}

TEST_F(JournalTest, LeavesNoUnfinishedSegmentBehind) {
  std::filesystem::create_directories(Options().folder);
  std::ofstream(Options().folder / "not-a-segment.txt") << "x";
  const auto journal = Open(Options());

  const auto files = ListSegments(Options().folder);

  ASSERT_EQ(files->size(), 1u);
  EXPECT_EQ(files->front().bytes, static_cast<std::int64_t>(kSegmentHeaderBytes));
  EXPECT_EQ(std::filesystem::status(files->front().path).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(JournalTest, ThatCannotWriteItsFolderDoesNotOpen) {
  std::ofstream(folder_.path() / "file") << "x";
  JournalOptions options = Options();
  options.folder = folder_.path() / "file" / "journal";

  EXPECT_FALSE(Journal::Open(io_.get_executor(), options, clock_));
}

TEST(FolderLock, IsHeldByOneAtATime) {
  const sample::Folder folder;
  Result<FolderLock> first = FolderLock::Acquire(folder.path() / "data");
  ASSERT_TRUE(first);

  const Result<FolderLock> second = FolderLock::Acquire(folder.path() / "data");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::kConflict);
  EXPECT_THAT(second.error().detail, testing::HasSubstr(std::to_string(::getpid())));

  { const FolderLock gone = *std::move(first); }
  EXPECT_TRUE(FolderLock::Acquire(folder.path() / "data"));
}

}  // namespace
}  // namespace rg::journal

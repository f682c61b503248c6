#include "analytics/ingest.h"

#include <cstring>

#include "analytics/audit.h"
#include "analytics/books_test.h"
#include "journal/crc32c.h"
#include "journal/recovery.h"

namespace rg::analytics {
namespace {

using journal::sample::Call;

// A connection that dies, with the process around it, after so many commits.
class Dying final : public store::sql::Connection {
 public:
  Dying(store::sql::Connection& alive, std::size_t commits) : alive_(alive), left_(commits) {}

  Result<store::sql::Rows> Query(std::string_view sql,
                                 std::span<const store::sql::Value> parameters) override {
    return alive_.Query(sql, parameters);
  }
  Result<void> Each(std::string_view sql, std::span<const store::sql::Value> parameters,
                    const std::function<void(const store::sql::Row&)>& row) override {
    return alive_.Each(sql, parameters, row);
  }
  Result<std::int64_t> Execute(std::string_view sql,
                               std::span<const store::sql::Value> parameters) override {
    return alive_.Execute(sql, parameters);
  }
  Result<void> Transaction(const std::function<Result<void>()>& work) override {
    const auto dying = [&]() -> Result<void> {
      RG_CHECK(work());
      if (left_ == 0) return Fail(Errc::kUnavailable, "killed before the commit");
      --left_;
      return {};
    };
    return alive_.Transaction(dying);
  }
  Result<void> Snapshot(const std::function<Result<void>()>& work) override {
    return alive_.Snapshot(work);
  }

 private:
  store::sql::Connection& alive_;
  std::size_t left_;
};

// A whole record with a kind and payload of our choice.
std::string RecordOf(std::uint8_t kind, const std::string& payload, std::uint32_t salt) {
  std::string record(journal::kRecordHeaderBytes, '\0');
  const auto size = static_cast<std::uint32_t>(payload.size());
  std::memcpy(record.data(), &journal::kRecordMark, 4);
  std::memcpy(record.data() + 4, &size, 4);
  record[12] = static_cast<char>(kind);
  record[13] = 1;
  record += payload;
  const std::string_view bytes(record);
  const std::uint32_t crc =
      journal::Crc32c(bytes.substr(12), journal::Crc32c(bytes.substr(4, 4), salt));
  std::memcpy(record.data() + 8, &crc, 4);
  return record;
}

class IngestTest : public BooksTest {
 protected:
  std::string Events(std::uint64_t first, std::uint64_t count) {
    std::string records;
    for (std::uint64_t i = first; i < first + count; ++i) {
      const Call call(i);
      records += Record(call.Hold()) + Record(call.event);
    }
    return records;
  }

  std::size_t Drain(IngestOptions options) {
    options.folder = journal();
    Ingest ingest(*connection_, options);
    const Result<std::size_t> drained = ingest.Drain();
    EXPECT_TRUE(drained) << drained.error().detail;
    stats_ = ingest.stats();
    return drained ? *drained : 0;
  }
  std::size_t Drain() { return Drain(IngestOptions{}); }

  std::size_t Segments() { return journal::ListSegments(journal())->size(); }
  std::int64_t EventsStored() { return Number("SELECT COUNT(*) FROM events"); }

  void ExpectBalanced() {
    const Result<AuditReport> report = Audit(*connection_, workspace_, {});
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->differences.empty()) << report->differences.front().what;
    EXPECT_EQ(report->calls, EventsStored());
  }

  IngestStats stats_;
};

TEST_F(IngestTest, MovesWhatTheJournalHoldsAndDeletesIt) {
  Segment(1, Events(1, 10));
  Segment(2, Events(11, 10));
  Segment(1, Events(21, 5), 3);

  EXPECT_EQ(Drain(), 50u);

  EXPECT_EQ(EventsStored(), 25);
  EXPECT_EQ(Segments(), 0u);
  EXPECT_EQ(stats_.segments_deleted, 3u);
  EXPECT_EQ(Drain(), 0u);
  ExpectBalanced();
}

TEST_F(IngestTest, LeavesTheSegmentThatIsBeingWritten) {
  ASSERT_TRUE(journal::MakeFolder(journal()));
  auto writer = journal::SegmentWriter::Create(journal(), {0, 1, TimePoint{}, kSalt});
  ASSERT_TRUE(writer);
  std::size_t kept = 0;
  IngestOptions options;
  options.folder = journal();
  Ingest ingest(*connection_, options);
  for (std::uint64_t i = 1; i <= 3; ++i) {
    ASSERT_TRUE(writer->Append(Events(i, 1), kept));
    EXPECT_EQ(*ingest.Drain(), 2u);
    EXPECT_EQ(Segments(), 1u);
  }

  EXPECT_EQ(EventsStored(), 3);
}

TEST_F(IngestTest, ASegmentReadTwiceCountsOnce) {
  Segment(1, Events(1, 10));
  const std::filesystem::path copy = folder_.path() / "copy";
  std::filesystem::copy(journal(), copy, std::filesystem::copy_options::recursive);
  Drain();
  std::filesystem::remove_all(journal());
  std::filesystem::rename(copy, journal());
  ASSERT_TRUE(connection_->Execute("DELETE FROM journal_positions", {}));

  Drain();

  EXPECT_EQ(stats_.duplicates, 10u);
  EXPECT_EQ(EventsStored(), 10);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM open_holds"), 0);
  ExpectBalanced();
}

TEST_F(IngestTest, KilledBeforeAnyOfItsCommitsItLosesAndDoublesNothing) {
  IngestOptions options;
  options.folder = journal();
  options.batch_records = 7;
  for (std::uint64_t commits = 0; commits <= 14; ++commits) {
    Segment(2 * commits + 1, Events(40 * commits + 1, 20));
    Segment(2 * commits + 2, Events(40 * commits + 21, 20));
    Dying dying(*connection_, commits);
    Ingest killed(dying, options);
    (void)killed.Drain();

    Ingest again(*connection_, options);
    ASSERT_TRUE(again.Drain());

    ASSERT_EQ(EventsStored(), static_cast<std::int64_t>(40 * (commits + 1)))
        << "killed after " << commits << " commits";
    ASSERT_EQ(Segments(), 0u);
    ExpectBalanced();
  }
}

// The folder as it was before the segments were deleted, the store as it is after: what a kill
// between the commit and the deletion leaves.
TEST_F(IngestTest, KilledBeforeItDeletesItDeletesTheNextTime) {
  Segment(1, Events(1, 10));
  const std::filesystem::path before = folder_.path() / "before";
  std::filesystem::copy(journal(), before, std::filesystem::copy_options::recursive);
  Drain();
  std::filesystem::remove_all(journal());
  std::filesystem::rename(before, journal());

  EXPECT_EQ(Drain(), 0u);

  EXPECT_EQ(stats_.duplicates, 0u);
  EXPECT_EQ(EventsStored(), 10);
  EXPECT_EQ(Segments(), 0u);
}

TEST_F(IngestTest, ARecordNobodyCanReadDelaysNobody) {
  std::string records = Events(2, 3);
  records += RecordOf(9, "a kind of the future", kSalt);
  records += RecordOf(2, std::string("\x03\x01", 2), kSalt);
  records += Events(5, 3);
  Segment(1, records);

  Drain();

  EXPECT_EQ(EventsStored(), 6);
  EXPECT_EQ(stats_.undecodable, 2u);
  EXPECT_EQ(Segments(), 0u);
}

TEST_F(IngestTest, DamageIsCountedAndSkipped) {
  const std::string before = Events(1, 5);
  std::string damaged = Record(Call(6).event);
  damaged[100] ^= 1;
  Segment(1, before + damaged + Events(7, 5));

  Drain();

  EXPECT_EQ(EventsStored(), 10);
  EXPECT_EQ(stats_.corrupt, 1u);
}

TEST_F(IngestTest, ASegmentThatSomebodyElseStillNeedsStays) {
  Segment(1, Events(1, 2));
  Segment(2, Events(3, 2));
  Segment(3, Events(5, 2));
  Segment(1, Events(7, 2), 1);
  IngestOptions options;
  options.needed_from = [](std::uint32_t core) { return core == 0 ? 2 : 9; };
  Drain(options);

  EXPECT_EQ(EventsStored(), 8);
  const auto left = *journal::ListSegments(journal());
  ASSERT_EQ(left.size(), 2u);
  EXPECT_EQ(left[0].sequence, 2u);
  EXPECT_EQ(left[1].sequence, 3u);

  Drain();
  EXPECT_EQ(Segments(), 0u);
  EXPECT_EQ(EventsStored(), 8) << "and counts once";
}

TEST_F(IngestTest, ASegmentIsDeletedThoughACallInItIsStillOpen) {
  const Call open(1);
  Segment(1, Record(open.Hold()) + Events(2, 3));
  Drain();
  EXPECT_EQ(Segments(), 0u);
  EXPECT_EQ(Audit(*connection_, workspace_, {})->open_holds, 1u);

  Segment(2, Record(open.event));
  Drain();

  EXPECT_EQ(EventsStored(), 4);
  EXPECT_EQ(Audit(*connection_, workspace_, {})->open_holds, 0u);
}

TEST_F(IngestTest, AHoldThatOutlivesItsSegmentAndItsProcessIsResolved) {
  const Call open(1);
  Segment(1, Record(open.Hold()) + Events(2, 3));
  Drain();
  const auto positions = *store::sql::LoadPositions(*connection_);
  const auto holds = *store::sql::LoadOpenHolds(*connection_);

  const auto report =
      journal::Recover(journal(), positions, holds, TimePoint{std::chrono::seconds{2}}, kSalt);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->unseen, 1u);
  Drain();

  EXPECT_EQ(EventsStored(), 4);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM open_holds"), 0);
  EXPECT_EQ(Number("SELECT cost_nanos FROM events JOIN call_groups ON group_id = id "
                   "WHERE outcome = 'unseen'"),
            open.event.hold.nanos());
  ExpectBalanced();
}

TEST_F(IngestTest, AStoreThatFailsLosesNothing) {
  Segment(1, Events(1, 10));
  IngestOptions options;
  options.folder = journal();
  options.batch_records = 4;
  Ingest ingest(*connection_, options);
  ASSERT_TRUE(connection_->Execute("ALTER TABLE rollups RENAME TO hidden", {}));
  EXPECT_FALSE(ingest.Drain());
  EXPECT_EQ(Segments(), 1u);
  ASSERT_TRUE(connection_->Execute("ALTER TABLE hidden RENAME TO rollups", {}));

  EXPECT_EQ(*ingest.Drain(), 20u);

  EXPECT_EQ(ingest.stats().failures, 1u);
  EXPECT_EQ(EventsStored(), 10);
  ExpectBalanced();
}

TEST_F(IngestTest, OfAFolderThatIsNotThereYetIsNothing) { EXPECT_EQ(Drain(), 0u); }

}  // namespace
}  // namespace rg::analytics

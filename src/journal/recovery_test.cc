#include "journal/recovery.h"

#include <fstream>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journal/reader.h"
#include "journal/sample.h"
#include "journal/segment_writer.h"

namespace rg::journal {
namespace {

constexpr std::uint32_t kSalt = 99;
constexpr TimePoint kNow{std::chrono::seconds{1'800'000'000}};

class RecoveryTest : public testing::Test {
 protected:
  // A segment with a hold for each of `holds`, then an event for each of `events`.
  void Segment(std::uint32_t core, std::uint64_t sequence, const std::vector<std::uint64_t>& holds,
               const std::vector<std::uint64_t>& events) {
    std::string records;
    for (const std::uint64_t number : holds) {
      AppendRecord(records, sample::Call(number).Hold(), kSalt);
    }
    for (const std::uint64_t number : events) {
      AppendRecord(records, sample::Call(number).event, kSalt);
    }
    Result<SegmentWriter> writer =
        SegmentWriter::Create(folder_.path(), {core, sequence, TimePoint{}, kSalt});
    ASSERT_TRUE(writer);
    std::size_t kept = 0;
    ASSERT_TRUE(writer->Append(records, kept));
  }

  RecoveryReport Recover(std::vector<Position> shipped = {}, std::vector<ShippedHold> open = {}) {
    const Result<RecoveryReport> report =
        journal::Recover(folder_.path(), shipped, open, kNow, ++salt_);
    EXPECT_TRUE(report) << report.error().detail;
    return report ? *report : RecoveryReport{};
  }

  // How often each request has an end, over all segments of the cores used here.
  std::map<RequestId, int> Ends() {
    std::map<RequestId, int> ends;
    unseen_.clear();
    for (std::uint32_t core = 0; core < 4; ++core) {
      Reader reader(folder_.path(), {core, 0, 0});
      Decoded decoded;
      for (;;) {
        const Result<std::optional<Entry>> entry = reader.Next();
        EXPECT_TRUE(entry);
        if (!entry || !*entry) break;
        EXPECT_TRUE(DecodeEvent((*entry)->payload, decoded));
        if ((*entry)->kind == RecordKind::kEvent) ++ends[decoded.event.request];
        if (decoded.event.outcome == Outcome::kUnseen) {
          EXPECT_EQ(decoded.event.cost, decoded.event.hold);
          EXPECT_TRUE(decoded.event.estimated);
          EXPECT_EQ(decoded.event.settle_seq, 0u);
          unseen_.push_back(decoded.event.request);
        }
      }
    }
    return ends;
  }

  static RequestId Request(std::uint64_t number) { return RequestId{sample::IdOf(number)}; }

  sample::Folder folder_;
  std::vector<RequestId> unseen_;
  std::uint32_t salt_ = kSalt;
};

TEST_F(RecoveryTest, GivesEveryHoldWithoutAnEndOne) {
  Segment(0, 1, {1, 2, 3}, {1, 3});
  Segment(1, 1, {4}, {});

  const RecoveryReport report = Recover();

  EXPECT_EQ(report.unseen, 2u);
  EXPECT_EQ(report.unseen_cost, Money::Nanos(4'000'000));
  EXPECT_EQ(Ends(), (std::map<RequestId, int>{
                        {Request(1), 1}, {Request(2), 1}, {Request(3), 1}, {Request(4), 1}}));
  EXPECT_THAT(unseen_, testing::UnorderedElementsAre(Request(2), Request(4)));
}

TEST_F(RecoveryTest, DoesNothingTheSecondTime) {
  Segment(0, 1, {1, 2, 3}, {1});
  Recover();

  const RecoveryReport again = Recover();

  EXPECT_EQ(again.unseen, 0u);
  EXPECT_EQ(Ends().size(), 3u);
  EXPECT_EQ(unseen_.size(), 2u);
}

TEST_F(RecoveryTest, KilledAtAnyByteOfItsWorkIsFinishedByTheNextOne) {
  Segment(0, 1, {1, 2, 3}, {1});
  Recover();
  const std::filesystem::path written = ListSegments(folder_.path())->back().path;
  std::ifstream in(written, std::ios::binary);
  const std::string whole(std::istreambuf_iterator<char>(in), {});
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    for (const SegmentFile& file : *ListSegments(folder_.path())) {
      if (file.sequence != 1) std::filesystem::remove(file.path);
    }
    std::ofstream(written, std::ios::binary) << whole.substr(0, size);

    Recover();

    for (const auto& [request, count] : Ends()) ASSERT_EQ(count, 1) << "killed at byte " << size;
    ASSERT_EQ(unseen_.size(), 2u) << "killed at byte " << size;
  }
}

TEST_F(RecoveryTest, ResolvesHoldsThatWereShippedAndForgotten) {
  Segment(2, 5, {}, {8});
  std::vector<ShippedHold> open;
  for (const std::uint64_t number : {7, 8}) {
    open.push_back({Request(number), 2, {}});
    AppendPayload(open.back().payload, sample::Call(number).Hold());
  }

  const RecoveryReport report = Recover({{2, 4, 1000}}, open);

  EXPECT_EQ(report.unseen, 1u) << "8 has an end that was not shipped yet";
  Ends();
  EXPECT_THAT(unseen_, testing::ElementsAre(Request(7)));
}

TEST_F(RecoveryTest, DoesNotLookAtWhatWasShipped) {
  Segment(0, 1, {1}, {});
  Segment(0, 2, {2}, {2});

  const RecoveryReport report = Recover({{0, 2, 0}});

  EXPECT_EQ(report.unseen, 0u);
  EXPECT_EQ(report.records, 2u);
}

TEST_F(RecoveryTest, BooksAnExtendedHoldOnceAndWhole) {
  sample::Call call(1);
  std::string records;
  AppendRecord(records, call.Hold(), kSalt);
  call.event.hold = Money::Nanos(9'000'000);
  AppendRecord(records, call.Hold(), kSalt);
  std::size_t kept = 0;
  ASSERT_TRUE(
      SegmentWriter::Create(folder_.path(), {0, 1, TimePoint{}, kSalt})->Append(records, kept));

  const RecoveryReport report = Recover();

  EXPECT_EQ(report.unseen, 1u);
  EXPECT_EQ(report.unseen_cost, Money::Nanos(9'000'000));
}

TEST_F(RecoveryTest, RemovesSegmentsThatWereNeverFinished) {
  std::ofstream(folder_.path() / "0-00000000000000000009.seg.new") << "half a header";

  Recover();

  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(RecoveryTest, OfAnEmptyFolderIsNothing) {
  const Result<RecoveryReport> report =
      journal::Recover(folder_.path() / "none" / "yet", {}, {}, kNow, 1);

  ASSERT_TRUE(report);
  EXPECT_EQ(report->records, 0u);
}

}  // namespace
}  // namespace rg::journal

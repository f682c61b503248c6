#include "journal/shipper.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journal/position_file.h"
#include "journal/sample.h"

namespace rg::journal {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Fate = Receipt::Fate;

constexpr std::uint32_t kSalt = 4711;

// Does with records what a test says, and remembers what it was sent.
class FakeSink final : public Sink {
 public:
  struct Sent {
    std::uint64_t ticket;
    Uuid subject;
    WorkspaceId workspace;
    RecordKind kind;
    Way way;
    std::string why;
    std::string payload;
  };

  bool Send(std::uint64_t ticket, const Shipment& shipment, Way way,
            std::string_view why) override {
    if (waiting.size() >= room) return false;
    waiting.push_back({ticket, shipment.subject, shipment.workspace, shipment.kind, way,
                       std::string(why), std::string(shipment.payload)});
    sent.push_back(waiting.back());
    return true;
  }
  void Await(Duration, const Tell& tell) override {
    for (const Sent& one : std::exchange(waiting, {})) {
      const std::optional<Fate> fate = answer(one);
      if (!fate) {
        waiting.push_back(one);
        continue;
      }
      tell({one.ticket, *fate, "because", one.payload});
    }
  }
  std::string trouble() const override { return ""; }

  std::vector<Uuid> Subjects(Way way) const {
    std::vector<Uuid> subjects;
    for (const Sent& one : sent) {
      if (one.way == way) subjects.push_back(one.subject);
    }
    return subjects;
  }

  std::size_t room = 1'000'000;
  std::function<std::optional<Fate>(const Sent&)> answer = [](const Sent&) { return Fate::kTaken; };
  std::vector<Sent> waiting;
  std::vector<Sent> sent;
};

class ShipperTest : public testing::Test {
 protected:
  // A finished segment with the events `first` to `last`.
  void Segment(std::uint64_t sequence, std::uint64_t first, std::uint64_t last,
               std::uint32_t core = 0, std::string_view behind = "") {
    std::string bytes = Encode(SegmentHeader{core, sequence, TimePoint{}, kSalt});
    for (std::uint64_t i = first; i <= last; ++i) {
      AppendRecord(bytes, sample::Call(i).event, kSalt);
    }
    Write(sequence, bytes + std::string(behind), core);
  }
  void Write(std::uint64_t sequence, std::string_view bytes, std::uint32_t core = 0) {
    std::ofstream(SegmentPath(journal(), core, sequence), std::ios::binary) << bytes;
  }

  void SetUp() override { std::filesystem::create_directory(journal()); }
  std::filesystem::path journal() const { return folder_.path() / "journal"; }
  std::filesystem::path positions() const { return folder_.path() / "shipped"; }
  ShipperOptions Options() const {
    return {.folder = journal(), .positions = positions(), .save_every = seconds{1}};
  }
  Shipper Make() { return Shipper(sink_, Options(), clock_); }
  void Ship(Shipper& shipper) {
    clock_.Advance(seconds{1});
    const Result<void> shipped = shipper.Ship(seconds{1});
    ASSERT_TRUE(shipped) << shipped.error().detail;
  }
  static Uuid Call(std::uint64_t number) { return sample::IdOf(number); }

  sample::Folder folder_;
  ManualClock clock_;
  FakeSink sink_;
};

TEST_F(ShipperTest, EverythingIsSentOnceAndItsSegmentThenNotNeeded) {
  Segment(1, 1, 3);
  Segment(2, 4, 5);
  Shipper shipper = Make();
  Ship(shipper);
  Ship(shipper);

  EXPECT_THAT(sink_.Subjects(Way::kTogether),
              ElementsAre(Call(1), Call(2), Call(3), Call(4), Call(5)));
  EXPECT_EQ(shipper.NeededFrom(0), 3u);
  EXPECT_EQ(shipper.stats().taken.Get(), 5);
  EXPECT_EQ(shipper.stats().under_way.Get(), 0);
}

TEST_F(ShipperTest, HoldsAndThresholdsAreSentAsWell) {
  std::string bytes = Encode(SegmentHeader{0, 1, TimePoint{}, kSalt});
  AppendRecord(bytes, sample::Call(1).Hold(), kSalt);
  ThresholdCrossed crossed;
  crossed.workspace = WorkspaceId{Call(90)};
  crossed.budget = BudgetId{Call(91)};
  AppendRecord(bytes, crossed, kSalt);
  Write(1, bytes);
  Shipper shipper = Make();
  Ship(shipper);

  ASSERT_THAT(sink_.sent, SizeIs(2));
  EXPECT_EQ(sink_.sent[0].kind, RecordKind::kHold);
  EXPECT_EQ(sink_.sent[0].subject, Call(1));
  EXPECT_EQ(sink_.sent[1].kind, RecordKind::kThreshold);
  EXPECT_EQ(sink_.sent[1].subject, Call(91));
  EXPECT_EQ(sink_.sent[1].workspace, crossed.workspace);
}

TEST_F(ShipperTest, ASegmentIsNeededUntilItsLastRecordIsTakenAndThatIsOnTheDisk) {
  Segment(1, 1, 3);
  Shipper shipper = Make();
  sink_.answer = [](const FakeSink::Sent& one) -> std::optional<Fate> {
    if (one.subject == Call(2)) return {};
    return Fate::kTaken;
  };
  Ship(shipper);
  EXPECT_EQ(shipper.NeededFrom(0), 1u);
  EXPECT_EQ(shipper.stats().under_way.Get(), 1);

  sink_.answer = [](const FakeSink::Sent&) { return Fate::kTaken; };
  ASSERT_TRUE(shipper.Ship(seconds{1}));  // the clock stands: it is too early to save
  EXPECT_EQ(shipper.NeededFrom(0), 1u);
  Ship(shipper);
  EXPECT_EQ(shipper.NeededFrom(0), 2u);
}

TEST_F(ShipperTest, TheNextProcessGoesOnBehindWhatWasKept) {
  Segment(1, 1, 3);
  {
    Shipper shipper = Make();
    sink_.answer = [](const FakeSink::Sent& one) -> std::optional<Fate> {
      if (one.subject == Call(2)) return {};
      return Fate::kTaken;
    };
    Ship(shipper);
    Ship(shipper);
  }
  sink_ = FakeSink();
  Shipper next = Make();
  Ship(next);

  EXPECT_THAT(sink_.Subjects(Way::kTogether), ElementsAre(Call(2), Call(3)))
      << "twice what was taken behind the gap, never not at all";
}

TEST_F(ShipperTest, APositionThatIsDamagedIsNone) {
  Segment(1, 1, 2);
  {
    Shipper shipper = Make();
    Ship(shipper);
    Ship(shipper);
  }
  ASSERT_TRUE(LoadPosition(positions() / "core-0"));
  std::fstream(positions() / "core-0", std::ios::in | std::ios::out).seekp(16) << '7';
  EXPECT_FALSE(LoadPosition(positions() / "core-0"));

  sink_ = FakeSink();
  Shipper next = Make();
  Ship(next);
  EXPECT_THAT(sink_.sent, SizeIs(2));
}

TEST_F(ShipperTest, WhatIsRefusedThreeTimesGoesAsideAndDelaysNobody) {
  Segment(1, 1, 4);
  sink_.answer = [](const FakeSink::Sent& one) {
    return one.subject == Call(2) && one.way != Way::kAside ? Fate::kRefused : Fate::kTaken;
  };
  Shipper shipper = Make();
  Ship(shipper);
  Ship(shipper);

  EXPECT_THAT(sink_.Subjects(Way::kTogether), ElementsAre(Call(1), Call(2), Call(3), Call(4)));
  EXPECT_THAT(sink_.Subjects(Way::kAlone), ElementsAre(Call(2), Call(2)));
  EXPECT_THAT(sink_.Subjects(Way::kAside), ElementsAre(Call(2)));
  EXPECT_EQ(sink_.sent.back().why, "because");
  EXPECT_EQ(sink_.sent.back().payload, sink_.sent[1].payload);
  EXPECT_EQ(shipper.stats().put_aside.Get(), 1);
  EXPECT_EQ(shipper.stats().taken.Get(), 3);
  EXPECT_EQ(shipper.NeededFrom(0), 2u);
}

TEST_F(ShipperTest, WhatIsRefusedOnlyInCompanyIsTakenAlone) {
  Segment(1, 1, 3);
  sink_.answer = [](const FakeSink::Sent& one) {
    return one.way == Way::kTogether ? Fate::kRefused : Fate::kTaken;
  };
  Shipper shipper = Make();
  Ship(shipper);

  EXPECT_EQ(shipper.stats().taken.Get(), 3);
  EXPECT_THAT(sink_.Subjects(Way::kAside), IsEmpty());
}

TEST_F(ShipperTest, WhatNobodyTakesIsLeftInQuarantine) {
  Segment(1, 1, 2);
  sink_.answer = [](const FakeSink::Sent& one) {
    return one.subject == Call(1) ? Fate::kRefused : Fate::kTaken;
  };
  Shipper shipper = Make();
  Ship(shipper);
  Ship(shipper);

  EXPECT_EQ(shipper.stats().quarantined.Get(), 1);
  EXPECT_EQ(shipper.NeededFrom(0), 2u);
  const std::filesystem::directory_iterator left(journal() / "quarantine");
  EXPECT_EQ(std::distance(begin(left), end(left)), 1);
}

TEST_F(ShipperTest, WhatCannotBeReadGoesAsideAtOnce) {
  std::string bytes = Encode(SegmentHeader{0, 1, TimePoint{}, kSalt});
  std::string record;
  AppendRecord(record, sample::Call(1).event, kSalt);
  // It names no budget: nobody could tell it from another.
  std::string nameless;
  AppendRecord(nameless, ThresholdCrossed{}, kSalt);
  Write(1, bytes + nameless + record);
  Shipper shipper = Make();
  Ship(shipper);

  EXPECT_THAT(sink_.sent, SizeIs(2));
  EXPECT_EQ(sink_.sent[0].way, Way::kAside);
  EXPECT_THAT(sink_.sent[0].why, HasSubstr("cannot read"));
  EXPECT_EQ(sink_.sent[1].way, Way::kTogether);
}

TEST_F(ShipperTest, WhatFailedIsSentAgainTheNextTime) {
  Segment(1, 1, 2);
  bool away = true;
  sink_.answer = [&](const FakeSink::Sent&) { return away ? Fate::kFailed : Fate::kTaken; };
  Shipper shipper = Make();
  Ship(shipper);
  EXPECT_EQ(shipper.trouble(), "because");
  EXPECT_GE(shipper.OldestWait(), Duration::zero());

  away = false;
  Ship(shipper);
  Ship(shipper);
  EXPECT_EQ(shipper.stats().taken.Get(), 2);
  EXPECT_EQ(shipper.trouble(), "");
  EXPECT_EQ(shipper.NeededFrom(0), 2u);
  EXPECT_EQ(sink_.sent.back().payload, sink_.sent[1].payload);
}

TEST_F(ShipperTest, NoMoreIsOnItsWayThanIsAllowed) {
  Segment(1, 1, 50);
  sink_.answer = [](const FakeSink::Sent&) { return std::nullopt; };
  ShipperOptions options = Options();
  options.records_max = 7;
  Shipper few(sink_, options, clock_);
  Ship(few);
  Ship(few);
  EXPECT_THAT(sink_.sent, SizeIs(7));
  EXPECT_EQ(few.stats().under_way.Get(), 7);

  sink_ = FakeSink();
  sink_.answer = [](const FakeSink::Sent&) { return std::nullopt; };
  options.records_max = 1000;
  options.bytes_max = 1;
  Shipper small(sink_, options, clock_);
  Ship(small);
  EXPECT_THAT(sink_.sent, SizeIs(1));
}

TEST_F(ShipperTest, ASinkWithoutRoomIsAskedAgain) {
  Segment(1, 1, 9);
  sink_.room = 2;
  Shipper shipper = Make();
  Ship(shipper);

  EXPECT_EQ(shipper.stats().taken.Get(), 9);
}

TEST_F(ShipperTest, EachCoreHasItsOwnPosition) {
  Segment(1, 1, 2, 0);
  Segment(8, 3, 4, 1);
  Shipper shipper = Make();
  Ship(shipper);
  Ship(shipper);

  EXPECT_THAT(sink_.sent, SizeIs(4));
  EXPECT_EQ(shipper.NeededFrom(0), 2u);
  EXPECT_EQ(shipper.NeededFrom(1), 9u);
  EXPECT_EQ(shipper.NeededFrom(2), 0u) << "nobody knows: everything is needed";
}

TEST_F(ShipperTest, ADamagedEndKeepsNoSegment) {
  Segment(1, 1, 2, 0, "half a rec");
  Shipper shipper = Make();
  Ship(shipper);
  Ship(shipper);

  EXPECT_EQ(shipper.NeededFrom(0), 2u);
}

TEST_F(ShipperTest, HowLongTheOldestHasWaitedIsKnown) {
  Segment(1, 1, 1);
  sink_.answer = [](const FakeSink::Sent&) { return std::nullopt; };
  Shipper shipper = Make();
  Ship(shipper);
  EXPECT_EQ(shipper.OldestWait(), Duration::zero());
  clock_.Advance(seconds{9});
  EXPECT_EQ(shipper.OldestWait(), seconds{9});
}

}  // namespace
}  // namespace rg::journal

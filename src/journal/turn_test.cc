#include "journal/turn.h"

#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journal/reader.h"
#include "journal/sample.h"

namespace rg::journal {
namespace {

constexpr std::uint32_t kSalt = 4711;

std::string PayloadOf(const Event& event) {
  std::string payload;
  AppendPayload(payload, event);
  return payload;
}

// A segment of turns of calls, each a hold and an event, and what was written to it.
class TurnTest : public testing::Test {
 protected:
  void Append(const Event& event) {
    begins_.push_back(bytes_.size() + turn_.records().size());
    turn_.Append(event);
    written_.push_back(PayloadOf(event));
  }
  void AppendCalls(std::uint64_t first, std::uint64_t count) {
    for (std::uint64_t i = first; i < first + count; ++i) {
      const sample::Call call(i * 70'000);  // the numbers in it are not all of one size
      Append(call.Hold());
      Append(call.event);
    }
  }
  void EndTurn() {
    bytes_ += turn_.records();
    turn_.Clear();
  }

  struct Reading {
    std::vector<std::string> payloads;
    ReaderStats stats;
    Position end;
  };
  Reading Read(const std::string& bytes, Position from = {0, 1, 0}) {
    const std::filesystem::path path = SegmentPath(folder_.path(), 0, 1);
    std::filesystem::remove(path);
    std::ofstream(path, std::ios::binary) << bytes;
    Reader reader(folder_.path(), from);
    Reading reading;
    for (;;) {
      const Result<std::optional<Entry>> entry = reader.Next();
      EXPECT_TRUE(entry) << entry.error().detail;
      if (!entry || !*entry) break;
      if ((*entry)->kind == RecordKind::kThreshold) continue;
      reading.payloads.emplace_back((*entry)->payload);
    }
    reading.stats = reader.stats();
    reading.end = reader.position();
    return reading;
  }

  sample::Folder folder_;
  Turn turn_{kSalt};
  std::string bytes_ = Encode({0, 1, TimePoint{}, kSalt});
  std::vector<std::string> written_;
  std::vector<std::size_t> begins_;
};

TEST_F(TurnTest, IsReadAsItWasWrittenInAThirdOfTheBytes) {
  AppendCalls(1, 9);
  EndTurn();
  AppendCalls(10, 1);
  EndTurn();
  std::size_t bytes = 0;
  for (const std::string& payload : written_) bytes += kRecordHeaderBytes + payload.size();

  EXPECT_EQ(Read(bytes_).payloads, written_);
  EXPECT_LT(bytes_.size(), bytes / 2);
}

TEST_F(TurnTest, IsReadFromAnyOfItsRecordsOn) {
  AppendCalls(1, 4);
  EndTurn();
  for (std::size_t i = 0; i < begins_.size(); ++i) {
    const Reading reading = Read(bytes_, {0, 1, begins_[i]});

    EXPECT_EQ(reading.payloads,
              std::vector(written_.begin() + static_cast<std::ptrdiff_t>(i), written_.end()));
    EXPECT_EQ(reading.stats.corrupt, 0u);
  }
}

TEST_F(TurnTest, TornAnywhereKeepsAllRecordsBefore) {
  AppendCalls(1, 3);
  EndTurn();
  begins_.push_back(bytes_.size());
  for (std::size_t size = kSegmentHeaderBytes; size <= bytes_.size(); ++size) {
    const auto whole = std::ranges::upper_bound(begins_, size) - begins_.begin() - 1;

    const Reading reading = Read(bytes_.substr(0, size));

    ASSERT_EQ(reading.payloads, std::vector(written_.begin(), written_.begin() + whole));
    ASSERT_EQ(reading.stats.corrupt, 0u);
  }
}

// A record that tells others takes them along, of its kind and no further than its reach; of what
// is read nothing is other than it was written.
TEST_F(TurnTest, ABitFlippedCostsTheRecordAndWhatItTells) {
  AppendCalls(1, 3);
  EndTurn();
  AppendCalls(4, 1);
  EndTurn();
  const auto survivors = [&](std::size_t damaged) {
    std::vector<std::string> left;
    for (std::size_t i = 0; i < written_.size(); ++i) {
      const bool told = damaged < 2 && i < 6 && i % 2 == damaged;
      if (i != damaged && !told) left.push_back(written_[i]);
    }
    return left;
  };
  begins_.push_back(bytes_.size());
  for (std::size_t damaged = 0; damaged + 1 < written_.size(); ++damaged) {
    for (std::size_t at = begins_[damaged]; at < begins_[damaged + 1]; ++at) {
      std::string bytes = bytes_;
      bytes[at] = static_cast<char>(bytes[at] ^ 1 << at % 8);

      const Reading reading = Read(bytes);

      ASSERT_EQ(reading.payloads, survivors(damaged)) << "record " << damaged << ", byte " << at;
      ASSERT_EQ(reading.stats.corrupt, damaged < 2 ? 3u : 1u);
      ASSERT_EQ(reading.stats.unquarantined, 0u);
    }
  }
}

TEST_F(TurnTest, DamageTakesNothingAlongBeyondItsReach) {
  AppendCalls(1, 60);
  EndTurn();
  bytes_[begins_[0] + 20] ^= 1;

  const Reading reading = Read(bytes_);

  std::vector<std::string> expected;
  for (std::size_t i = 1; i < written_.size(); ++i) {
    const bool hold = i % 2 == 0;
    if (!hold || begins_[i] > begins_[0] + Turn::kReach) expected.push_back(written_[i]);
  }
  EXPECT_GT(expected.size(), written_.size() / 2);
  EXPECT_EQ(reading.payloads, expected);
}

TEST_F(TurnTest, ATurnLargerThanTheReadersBufferIsRead) {
  AppendCalls(1, 5'000);
  EndTurn();
  ASSERT_GT(bytes_.size(), 500'000u);

  EXPECT_EQ(Read(bytes_).payloads, written_);
}

TEST_F(TurnTest, CallsOfManyKindsAreRead) {
  for (std::uint64_t i = 1; i <= 40; ++i) {
    sample::Call call(i);
    if (i % 2 == 0) call.event.call.tags = {};
    if (i % 3 == 0) call.event.verdicts = {};
    if (i % 5 == 0) call.event.error_detail = "the budget 'monthly' is spent";
    if (i % 7 == 0) call.event.call.model = "another model";
    Append(call.event);
    ThresholdCrossed crossed;
    crossed.workspace = call.event.call.workspace;
    turn_.Append(crossed);
  }
  EndTurn();

  const Reading reading = Read(bytes_);

  EXPECT_EQ(reading.payloads, written_);
  EXPECT_EQ(reading.stats.records, 80u);
}

// Of a disk that took only a part.
TEST_F(TurnTest, OfWhatWasNotWrittenTheEventsAreKeptWhole) {
  AppendCalls(1, 3);
  std::vector<std::string> events;
  for (std::size_t i = 0; i < written_.size(); ++i) {
    // The first event was written, and with it what tells the others.
    if (i % 2 == 1 && i > 1) events.push_back(written_[i]);
  }

  EXPECT_EQ(turn_.KeepEvents(begins_[2] - kSegmentHeaderBytes, 1 << 20), 0u);
  AppendCalls(4, 1);
  events.push_back(written_[6]);
  events.push_back(written_[7]);
  EndTurn();

  EXPECT_EQ(Read(bytes_).payloads, events);
}

TEST_F(TurnTest, OfWhatWasNotWrittenNoMoreThanTheLimitIsKept) {
  AppendCalls(1, 10);

  const std::uint64_t lost = turn_.KeepEvents(0, 2'000);

  EXPECT_LE(turn_.records().size(), 2'000u);
  EndTurn();
  EXPECT_EQ(Read(bytes_).payloads.size() + lost, 10u);
}

}  // namespace
}  // namespace rg::journal

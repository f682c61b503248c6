#include "journal/reader.h"

#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journal/sample.h"
#include "journal/segment_writer.h"

namespace rg::journal {
namespace {

constexpr std::uint32_t kSalt = 4711;

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A new file each time: file systems flush one that is cut and written again, and these tests write
// thousands.
void WriteFile(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::remove(path);
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// What a reader makes of a folder: the requests by number, and what it counted.
struct Reading {
  std::vector<std::uint64_t> calls;
  ReaderStats stats;
  Position end;
};

class ReaderTest : public testing::Test {
 protected:
  std::string Header(std::uint64_t sequence = 1) {
    return Encode({0, sequence, TimePoint{}, kSalt});
  }

  // `count` events from number `first`, as a segment holds them.
  std::string Records(std::uint64_t first, std::uint64_t count) {
    std::string records;
    for (std::uint64_t i = first; i < first + count; ++i) {
      sample::Call call(i);
      call.event.attempts = static_cast<int>(i);
      ends_.push_back(records.size());
      AppendRecord(records, call.event, kSalt);
    }
    ends_.push_back(records.size());
    return records;
  }

  void Segment(std::uint64_t sequence, std::string_view bytes) {
    WriteFile(SegmentPath(folder_.path(), 0, sequence), bytes);
  }

  Reading Read(Position from = {0, 0, 0}) {
    Reader reader(folder_.path(), from);
    Reading reading;
    Decoded decoded;
    for (;;) {
      const Result<std::optional<Entry>> entry = reader.Next();
      EXPECT_TRUE(entry) << entry.error().detail;
      if (!entry || !*entry) break;
      EXPECT_TRUE(DecodeEvent((*entry)->payload, decoded));
      reading.calls.push_back(static_cast<std::uint64_t>(decoded.event.attempts));
    }
    reading.stats = reader.stats();
    reading.end = reader.position();
    return reading;
  }

  static std::vector<std::uint64_t> UpTo(std::uint64_t last, std::uint64_t without = 0) {
    std::vector<std::uint64_t> numbers;
    for (std::uint64_t i = 1; i <= last; ++i) {
      if (i != without) numbers.push_back(i);
    }
    return numbers;
  }

  sample::Folder folder_;
  std::vector<std::size_t> ends_;  // where the records made so far start, and the last one ends
};

TEST_F(ReaderTest, ReadsSegmentsInTheirOrder) {
  Segment(7, Header(7) + Records(4, 3));
  Segment(5, Header(5) + Records(1, 3));

  const Reading reading = Read();

  EXPECT_EQ(reading.calls, UpTo(6));
  EXPECT_EQ(reading.stats.torn, 0u);
  EXPECT_EQ(reading.stats.corrupt, 0u);
}

TEST_F(ReaderTest, ContinuesWhereAnotherStopped) {
  Segment(5, Header(5) + Records(1, 3));
  Reader first(folder_.path(), {0, 0, 0});
  ASSERT_TRUE(first.Next());
  ASSERT_TRUE(first.Next());

  EXPECT_EQ(Read(first.position()).calls, std::vector<std::uint64_t>{3});
}

TEST_F(ReaderTest, LeavesTheSegmentsOfOtherCoresAlone) {
  Segment(5, Header(5) + Records(1, 1));
  WriteFile(SegmentPath(folder_.path(), 3, 5), Encode({3, 5, TimePoint{}, kSalt}) + Records(9, 1));

  EXPECT_EQ(Read().calls, UpTo(1));
}

TEST_F(ReaderTest, WaitsForWhatIsStillBeingWritten) {
  Result<SegmentWriter> writer = SegmentWriter::Create(folder_.path(), {0, 1, TimePoint{}, kSalt});
  ASSERT_TRUE(writer);
  const std::string records = Records(1, 2);
  std::size_t kept = 0;
  ASSERT_TRUE(writer->file()->Write(std::string_view(records).substr(0, ends_[1] + 7),
                                    kSegmentHeaderBytes, kept));
  Reader reader(folder_.path(), {0, 0, 0});
  ASSERT_TRUE(reader.Next()->has_value());
  EXPECT_FALSE(reader.Next()->has_value());
  EXPECT_FALSE(reader.Next()->has_value());

  ASSERT_TRUE(writer->Append(records, kept));

  EXPECT_TRUE(reader.Next()->has_value());
  EXPECT_FALSE(reader.Next()->has_value());
  EXPECT_EQ(reader.stats().torn, 0u);
  EXPECT_EQ(reader.position(), (Position{0, 1, kSegmentHeaderBytes + records.size()}));
}

TEST_F(ReaderTest, FollowsAWriterToItsNextSegment) {
  std::size_t kept = 0;
  std::optional<SegmentWriter> writer(
      *SegmentWriter::Create(folder_.path(), {0, 1, TimePoint{}, kSalt}));
  ASSERT_TRUE(writer->Append(Records(1, 2), kept));
  Reader reader(folder_.path(), {0, 0, 0});
  while (reader.Next()->has_value()) {
  }

  writer.emplace(*SegmentWriter::Create(folder_.path(), {0, 2, TimePoint{}, kSalt}));
  ASSERT_TRUE(writer->Append(Records(3, 1), kept));

  EXPECT_TRUE(reader.Next()->has_value());
  EXPECT_FALSE(reader.Next()->has_value());
  EXPECT_EQ(reader.position().sequence, 2u);
}

TEST_F(ReaderTest, WaitsInFrontOfWhatIsFilledAhead) {
  constexpr std::int64_t kFilled = 40'000;
  Result<SegmentWriter> writer =
      SegmentWriter::Create(folder_.path(), {0, 1, TimePoint{}, kSalt}, kFilled);
  ASSERT_TRUE(writer);
  std::size_t kept = 0;
  ASSERT_TRUE(writer->Append(Records(1, 2), kept));
  ASSERT_EQ(ListSegments(folder_.path())->front().bytes, kFilled);
  Reader reader(folder_.path(), {0, 0, 0});
  ASSERT_TRUE(reader.Next()->has_value());
  ASSERT_TRUE(reader.Next()->has_value());
  EXPECT_FALSE(reader.Next()->has_value());
  EXPECT_FALSE(reader.Next()->has_value());
  EXPECT_EQ(reader.position().offset, static_cast<std::uint64_t>(writer->offset()));

  ASSERT_TRUE(writer->Append(Records(3, 1), kept));

  EXPECT_TRUE(reader.Next()->has_value());
  EXPECT_FALSE(reader.Next()->has_value());
  EXPECT_EQ(reader.position().offset, static_cast<std::uint64_t>(writer->offset()));
  EXPECT_EQ(reader.stats().torn + reader.stats().corrupt, 0u);
}

TEST_F(ReaderTest, BesideAWriterNothingLooksDamaged) {
  constexpr std::uint64_t kRecords = 30'000;
  Result<SegmentWriter> writer =
      SegmentWriter::Create(folder_.path(), {0, 1, TimePoint{}, kSalt}, 64 << 20);
  ASSERT_TRUE(writer);
  const std::string few = Records(1, 3);
  std::thread writing([&] {
    std::size_t kept = 0;
    for (std::uint64_t i = 0; i < kRecords; i += 3) ASSERT_TRUE(writer->Append(few, kept));
    ASSERT_TRUE(writer->Finish());
  });
  Reader reader(folder_.path(), {0, 0, 0});
  std::uint64_t read = 0;
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::minutes{1};
  while (read < kRecords && reader.stats().corrupt == 0 &&
         std::chrono::steady_clock::now() < give_up) {
    const Result<std::optional<Entry>> entry = reader.Next();
    ASSERT_TRUE(entry);
    if (*entry) ++read;
  }
  writing.join();

  EXPECT_EQ(read, kRecords);
  EXPECT_EQ(reader.stats().corrupt + reader.stats().torn, 0u);
}

TEST_F(ReaderTest, DamageIsFoundWhileTheSegmentIsBeingWritten) {
  Result<SegmentWriter> writer =
      SegmentWriter::Create(folder_.path(), {0, 1, TimePoint{}, kSalt}, 40'000);
  ASSERT_TRUE(writer);
  std::size_t kept = 0;
  ASSERT_TRUE(writer->Append(Records(1, 4), kept));
  ASSERT_TRUE(writer->file()->Write("damage", kSegmentHeaderBytes + ends_[1] + 20, kept));

  const Reading reading = Read();

  EXPECT_EQ(reading.calls, UpTo(4, 2));
  EXPECT_EQ(reading.stats.corrupt, 1u);
}

TEST_F(ReaderTest, AnEndFilledAheadByAWriterThatWasKilledIsSkipped) {
  const std::string whole = Header() + Records(1, 3);
  Segment(2, Header(2) + Records(4, 1));
  const std::size_t last = kSegmentHeaderBytes + ends_[2];
  for (std::size_t size = last; size <= whole.size(); ++size) {
    Segment(1, whole.substr(0, size) + std::string(70'000, '\0'));
    const bool is_whole = size == whole.size();

    const Reading reading = Read();

    ASSERT_EQ(reading.calls, UpTo(4, is_whole ? 0 : 3)) << "cut at " << size;
    ASSERT_EQ(reading.stats.torn, is_whole || size == last ? 0u : 1u) << "cut at " << size;
    ASSERT_EQ(reading.stats.corrupt, 0u) << "cut at " << size;
  }
}

TEST_F(ReaderTest, AHoleInWhatReachedTheDiskHidesNothingBehindIt) {
  std::string whole = Header() + Records(1, 30);
  whole.replace(4096, 4096, 4096, '\0');
  Segment(1, whole + std::string(5'000, '\0'));

  const Reading reading = Read();

  std::vector<std::uint64_t> expected;
  for (std::uint64_t i = 1; i <= 30; ++i) {
    const std::size_t from = kSegmentHeaderBytes + ends_[i - 1];
    const std::size_t to = kSegmentHeaderBytes + ends_[i];
    if (to <= 4096 || from >= 8192) expected.push_back(i);
  }
  EXPECT_EQ(reading.calls, expected);
  EXPECT_EQ(reading.stats.corrupt, 1u);
  EXPECT_EQ(reading.stats.torn, 0u);
}

TEST_F(ReaderTest, AnEndTornAnywhereCostsOnlyTheTornRecord) {
  const std::string whole = Header() + Records(1, 6);
  for (std::size_t size = kSegmentHeaderBytes + ends_[3]; size <= whole.size(); ++size) {
    Segment(1, std::string_view(whole).substr(0, size));
    const std::size_t kept =
        std::ranges::upper_bound(ends_, size - kSegmentHeaderBytes) - ends_.begin() - 1;
    const bool torn = ends_[kept] != size - kSegmentHeaderBytes;

    const Reading reading = Read();

    ASSERT_EQ(reading.calls, UpTo(kept)) << "cut at " << size;
    ASSERT_EQ(reading.stats.torn, torn ? 1u : 0u) << "cut at " << size;
    ASSERT_EQ(reading.stats.corrupt, 0u) << "cut at " << size;
  }
}

TEST_F(ReaderTest, ASegmentTornInItsHeaderIsSkipped) {
  const std::string header = Header();
  Segment(2, Header(2) + Records(1, 1));
  for (std::size_t size = 0; size < header.size() / 2; ++size) {
    Segment(1, header.substr(0, size));

    ASSERT_EQ(Read().calls, UpTo(1)) << "cut at " << size;
  }
}

TEST_F(ReaderTest, ABitFlippedInTheSegmentsHeaderCostsNothing) {
  std::string whole = Header() + Records(1, 3);
  for (std::size_t bit = 0; bit < kSegmentHeaderBytes * 8; ++bit) {
    whole[bit / 8] ^= static_cast<char>(1 << bit % 8);
    Segment(1, whole);

    ASSERT_EQ(Read().calls, UpTo(3)) << "bit " << bit;

    whole[bit / 8] ^= static_cast<char>(1 << bit % 8);
  }
}

TEST_F(ReaderTest, ASegmentWhoseHeaderIsLostIsQuarantinedWhole) {
  std::string whole = Header() + Records(1, 3);
  whole[0] ^= 1;
  whole[kSegmentHeaderBytes / 2] ^= 1;
  Segment(1, whole);
  Segment(2, Header(2) + Records(4, 1));

  const Reading reading = Read();

  EXPECT_EQ(reading.calls, std::vector<std::uint64_t>{4});
  EXPECT_EQ(reading.stats.corrupt, 1u);
  EXPECT_EQ(reading.stats.corrupt_bytes, whole.size());
}

TEST_F(ReaderTest, ABitFlippedInARecordCostsOnlyThatRecord) {
  std::string whole = Header() + Records(1, 4);
  const std::size_t from = kSegmentHeaderBytes + ends_[1];
  const std::size_t to = kSegmentHeaderBytes + ends_[2];
  for (std::size_t bit = from * 8; bit < to * 8; ++bit) {
    whole[bit / 8] ^= static_cast<char>(1 << bit % 8);
    Segment(1, whole);

    const Reading reading = Read();

    ASSERT_EQ(reading.calls, UpTo(4, 2)) << "bit " << bit - from * 8;
    ASSERT_EQ(reading.stats.corrupt, 1u);
    ASSERT_EQ(reading.stats.corrupt_bytes, to - from);
    ASSERT_EQ(reading.stats.unquarantined, 0u);
    whole[bit / 8] ^= static_cast<char>(1 << bit % 8);
  }
}

TEST_F(ReaderTest, ABitFlippedInTheLastRecordKeepsAllOthers) {
  std::string whole = Header() + Records(1, 4);
  const std::size_t from = kSegmentHeaderBytes + ends_[3];
  for (std::size_t bit = from * 8; bit < whole.size() * 8; ++bit) {
    whole[bit / 8] ^= static_cast<char>(1 << bit % 8);
    Segment(1, whole);

    const Reading reading = Read();

    ASSERT_EQ(reading.calls, UpTo(3)) << "bit " << bit - from * 8;
    ASSERT_EQ(reading.stats.torn, 1u);
    whole[bit / 8] ^= static_cast<char>(1 << bit % 8);
  }
}

TEST_F(ReaderTest, DamagedBytesAreKeptInQuarantine) {
  std::string whole = Header() + Records(1, 3);
  const std::size_t from = kSegmentHeaderBytes + ends_[1];
  const std::size_t size = ends_[2] - ends_[1];
  whole.replace(from, 40, 40, '\xff');
  Segment(1, whole);

  Read();
  Read();

  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::directory_iterator(folder_.path() / "quarantine")) {
    files.push_back(file.path());
  }
  ASSERT_EQ(files.size(), 1u) << "read twice, kept once";
  EXPECT_EQ(ReadFile(files[0]), whole.substr(from, size));
}

TEST_F(ReaderTest, AMegabyteOfRubbishHidesNothingBehindIt) {
  std::string rubbish;
  IdSource random(3);
  while (rubbish.size() < 3 << 20) {
    const std::uint64_t word = random.Random();
    rubbish.append(reinterpret_cast<const char*>(&word), sizeof word);
  }
  Segment(1, Header() + Records(1, 1) + rubbish + Records(2, 2));

  const Reading reading = Read();

  EXPECT_EQ(reading.calls, UpTo(3));
  EXPECT_EQ(reading.stats.corrupt_bytes, rubbish.size());
}

TEST_F(ReaderTest, ReadsASegmentLargerThanItsBuffer) {
  Segment(1, Header() + Records(1, 9'000));

  EXPECT_EQ(Read().calls, UpTo(9'000));
}

}  // namespace
}  // namespace rg::journal

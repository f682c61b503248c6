#include "journal/fields.h"

#include <array>
#include <limits>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rg::journal {
namespace {

template <std::size_t count>
std::string Written(const Numbers<count>& numbers) {
  std::array<char, 256> bytes{};
  FieldWriter out(bytes.data());
  out.Put(numbers);
  return {bytes.data(), out.at()};
}

TEST(Numbers, ComeBackAsTheyWereWritten) {
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  const Numbers<16> numbers = {0,       1,         255,       256,       65'535,    65'536,
                               1 << 24, 1LL << 32, 1LL << 40, 1LL << 48, 1LL << 56, kMost,
                               -1,      kLeast,    0,         7};
  Numbers<16> read;

  ASSERT_TRUE(FieldReader(Written(numbers)).Get(read));

  EXPECT_EQ(read, numbers);
}

TEST(Numbers, TakeAsManyBytesAsTheyNeed) {
  EXPECT_EQ(Written(Numbers<4>{0, 0, 0, 0}).size(), 1u + 2);
  EXPECT_EQ(Written(Numbers<4>{0, 255, 256, -1}).size(), 1u + 2 + 0 + 1 + 2 + 8);
}

TEST(Numbers, OfANewerBinaryAreReadAsFarAsTheyAreKnown) {
  const std::string bytes = Written(Numbers<5>{1, 2, 300, 4, 5}) + "behind";
  FieldReader in(bytes);
  Numbers<3> read;

  ASSERT_TRUE(in.Get(read));

  EXPECT_THAT(read, testing::ElementsAre(1, 2, 300));
  FieldReader behind("behind");
  std::int64_t expected = 0;
  std::int64_t next = 0;
  ASSERT_TRUE(behind.Varint(expected));
  ASSERT_TRUE(in.Varint(next));
  EXPECT_EQ(next, expected) << "the reader is not where the numbers end";
}

TEST(Numbers, OfAnOlderBinaryAreZeroWhereItHadNone) {
  Numbers<4> read = {9, 9, 9, 9};

  ASSERT_TRUE(FieldReader(Written(Numbers<2>{1, 2})).Get(read));

  EXPECT_THAT(read, testing::ElementsAre(1, 2, 0, 0));
}

TEST(Numbers, CutAnywhereAreNone) {
  const std::string whole = Written(Numbers<3>{1, 70'000, -1});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    // On the heap and of exact size, so that the address sanitizer sees one byte too many.
    const std::vector<char> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    Numbers<3> read;
    EXPECT_FALSE(FieldReader({cut.data(), cut.size()}).Get(read)) << size;
  }
}

TEST(Numbers, LongerThanEightBytesOrMoreThanSixteenAreNone) {
  Numbers<1> read;
  const std::string room(300, '\0');

  EXPECT_FALSE(FieldReader("\x01\x09" + room).Get(read));
  EXPECT_FALSE(FieldReader("\x11" + room).Get(read));
  EXPECT_TRUE(FieldReader("\x10" + room).Get(read));
}

}  // namespace
}  // namespace rg::journal

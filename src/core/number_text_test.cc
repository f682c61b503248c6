#include "core/number_text.h"

#include <cstdint>
#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace rg {
namespace {

TEST(NumberText, WholeNumbersReadAsTheStandardLibraryWritesThem) {
  for (const std::int64_t number :
       {std::int64_t{0}, std::int64_t{7}, std::int64_t{10}, std::int64_t{99}, std::int64_t{100},
        std::int64_t{-1}, std::int64_t{1'234'567}, std::numeric_limits<std::int64_t>::max(),
        std::numeric_limits<std::int64_t>::min()}) {
    EXPECT_EQ(NumberText(number).view(), std::to_string(number));
  }
}

TEST(NumberText, EveryCountOfDigitsIsWrittenWhole) {
  for (std::int64_t power = 1; power <= 100'000'000'000'000'000; power *= 10) {
    for (const std::int64_t number : {power - 1, power, power + 1, 2 * power, 8 * power}) {
      EXPECT_EQ(NumberText(number).view(), std::to_string(number));
    }
  }
}

TEST(NumberText, DecimalsLoseTheirTrailingZerosAndNothingElse) {
  EXPECT_EQ(NumberText(150'000'000'000, 12).view(), "0.15");
  EXPECT_EQ(NumberText(12'500'000'000, 9).view(), "12.5");
  EXPECT_EQ(NumberText(-1, 9).view(), "-0.000000001");
  EXPECT_EQ(NumberText(3'000, 3).view(), "3");
  EXPECT_EQ(NumberText(1'203'050, 7).view(), "0.120305");
  EXPECT_EQ(NumberText(98'700'000, 4).view(), "9870");
  EXPECT_EQ(NumberText(0, 9).view(), "0");
  EXPECT_EQ(NumberText(std::numeric_limits<std::int64_t>::min(), 18).view(),
            "-9.223372036854775808");
}

}  // namespace
}  // namespace rg

#include "core/money.h"

#include <gtest/gtest.h>

namespace rg {
namespace {

TEST(Money, IsReadAndPrintedExactly) {
  for (const char* text : {"0", "1", "12.5", "-0.000000001", "9223372036.854775807", "0.1"}) {
    const Result<Money> money = ParseDollars(text);
    ASSERT_TRUE(money) << text;
    EXPECT_EQ(ToDollars(*money), text);
  }
}

TEST(Money, RefusesWhatIsNotADecimalNumber) {
  for (const char* text : {"", "-", ".", "1e3", "1,5", "$1", " 1", "1.0000000001", "1.2.3",
                           "9223372036.854775808", "99999999999999999999", "+1", "0x1", "nan"}) {
    EXPECT_FALSE(ParseDollars(text)) << text;
  }
}

TEST(Money, ZerosBeyondTheLastDecimalAreNoLoss) {
  EXPECT_EQ(ParseDollars("1.000000000000")->nanos(), 1'000'000'000);
}

TEST(Money, SaturatesInsteadOfWrapping) {
  EXPECT_EQ(Money::Max() + Money::Nanos(1), Money::Max());
  EXPECT_LT(-Money::Max() - Money::Max(), Money());
}

}  // namespace
}  // namespace rg

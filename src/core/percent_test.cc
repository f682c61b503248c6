#include "core/percent.h"

#include <gtest/gtest.h>

namespace rg {
namespace {

TEST(PercentTest, EscapesBecomeTheBytesTheyStandFor) {
  EXPECT_EQ(PercentDecode(""), "");
  EXPECT_EQ(PercentDecode("plain+text"), "plain+text");
  EXPECT_EQ(PercentDecode("%40%2f%2F%25"), "@//%");
  EXPECT_EQ(PercentDecode("%00"), std::string(1, '\0'));
}

TEST(PercentTest, AnEscapeThatEncodesNothingIsRefused) {
  for (const char* broken : {"%", "a%4", "%g0", "%0g", "%%41"}) {
    EXPECT_EQ(PercentDecode(broken), std::nullopt) << broken;
  }
}

}  // namespace
}  // namespace rg

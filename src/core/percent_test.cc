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

TEST(PercentTest, WhatIsEncodedIsDecodedToTheSame) {
  EXPECT_EQ(PercentEncode("a-b_c.d~9"), "a-b_c.d~9");
  EXPECT_EQ(PercentEncode("a b&c=\xc3\xa9/+%"), "a%20b%26c%3D%C3%A9%2F%2B%25");
  std::string every;
  for (int byte = 0; byte < 256; ++byte) every += static_cast<char>(byte);
  EXPECT_EQ(PercentDecode(PercentEncode(every)), every);
}

}  // namespace
}  // namespace rg

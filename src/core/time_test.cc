#include "core/time.h"

#include <gtest/gtest.h>

namespace rg {
namespace {

TEST(Rfc3339, ReadsWhatItPrints) {
  for (const char* text : {"2026-11-23T14:41:02Z", "1970-01-01T00:00:00Z", "2026-02-28T23:59:59.5Z",
                           "2026-11-23T14:41:02.000001Z"}) {
    ASSERT_TRUE(ParseRfc3339(text)) << text;
    EXPECT_EQ(ToRfc3339(*ParseRfc3339(text)), text);
  }
}

TEST(Rfc3339, UnderstandsOffsets) {
  EXPECT_EQ(ToRfc3339(*ParseRfc3339("2026-11-23T14:41:02+02:30")), "2026-11-23T12:11:02Z");
}

TEST(Rfc3339, RefusesATimeBeyondWhatCanBeCounted) {
  for (const char* text : {"9999-12-31T23:59:59Z", "2262-01-01T00:00:00Z", "0000-01-01T00:00:00Z",
                           "1677-12-31T23:59:59Z"}) {
    ASSERT_FALSE(ParseRfc3339(text)) << text;
    EXPECT_NE(ParseRfc3339(text).error().detail.find("1678 to 2261"), std::string::npos);
  }
  for (const char* text : {"1678-01-01T00:00:00Z", "2261-12-31T23:59:59.999999Z"}) {
    ASSERT_TRUE(ParseRfc3339(text)) << text;
    EXPECT_EQ(ToRfc3339(*ParseRfc3339(text)), text);
  }
}

TEST(Rfc3339, RefusesWhatIsNotATime) {
  for (const char* text :
       {"", "2026-11-23", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-11-23T24:00:00Z",
        "2026-11-23T14:41:02", "2026-11-23T14:41:02.Z", "2026-11-23T14:41:02Zx"}) {
    EXPECT_FALSE(ParseRfc3339(text)) << text;
  }
}

}  // namespace
}  // namespace rg

#include "cli/arguments.h"

#include <gtest/gtest.h>

namespace rg::cli {
namespace {

const std::vector<Flag> kFlags = {
    {"name", "TEXT", ""}, {"base-url", "URL", ""}, {"yes", "", "", 'y'}};

Outcome<Arguments> Parse(std::vector<std::string> words) { return Arguments::Parse(words, kFlags); }

TEST(Arguments, AValueStandsBehindItsFlagOrAfterAnEqualsSign) {
  EXPECT_EQ(Parse({"--name", "a b"})->Get("name"), "a b");
  EXPECT_EQ(Parse({"--name=a=b"})->Get("name"), "a=b");
  EXPECT_EQ(Parse({"--name="})->Get("name"), "");
}

TEST(Arguments, AnUnderscoreIsAHyphenInAFlagsName) {
  EXPECT_EQ(Parse({"--base_url", "http://x"})->Get("base-url"), "http://x");
}

TEST(Arguments, TheLastOfAFlagCounts) {
  EXPECT_EQ(Parse({"--name", "a", "--name", "b"})->Get("name"), "b");
}

TEST(Arguments, ALetterStandsForItsFlag) { EXPECT_TRUE(Parse({"-y"})->Has("yes")); }

TEST(Arguments, AfterTwoDashesEverythingIsAWord) {
  EXPECT_EQ(Parse({"a", "--", "--name", "-"})->words(),
            (std::vector<std::string>{"a", "--name", "-"}));
}

TEST(Arguments, AMistypedFlagIsAnsweredWithTheOneMeant) {
  const Outcome<Arguments> parsed = Parse({"--nmae", "x"});

  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().exit, kExitUsage);
  EXPECT_EQ(parsed.error().message,
            "unknown flag --nmae (did you mean --name?); --help lists them");
}

TEST(Arguments, AMissingOrUnwantedValueIsAMistake) {
  EXPECT_FALSE(Parse({"--name"}));
  EXPECT_FALSE(Parse({"--yes=no"}));
}

TEST(Arguments, AnUnknownFlagsValueIsNotRepeated) {
  EXPECT_EQ(Parse({"--token=rg_secret"}).error().message.find("rg_secret"), std::string::npos);
}

}  // namespace
}  // namespace rg::cli

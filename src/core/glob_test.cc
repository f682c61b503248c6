#include "core/glob.h"

#include <string>

#include <gtest/gtest.h>

namespace rg {
namespace {

TEST(GlobTest, AStarStandsForAnyRunOfCharacters) {
  EXPECT_TRUE(MatchesGlob("gpt-*", "gpt-4o"));
  EXPECT_TRUE(MatchesGlob("*", ""));
  EXPECT_TRUE(MatchesGlob("/v1/*/x", "/v1/a/b/x"));
  EXPECT_TRUE(MatchesGlob("a*b*c", "aXbXbXc"));
  EXPECT_TRUE(MatchesGlob("**", "x"));
}

TEST(GlobTest, EverythingElseStandsForItself) {
  EXPECT_FALSE(MatchesGlob("gpt-4", "gpt-4o"));
  EXPECT_FALSE(MatchesGlob("gpt-4o", "GPT-4o"));
  EXPECT_FALSE(MatchesGlob("a?c", "abc"));
  EXPECT_FALSE(MatchesGlob("", "x"));
  EXPECT_TRUE(MatchesGlob("%%%%", "%%%%"));
}

TEST(GlobTest, AHostilePatternEndsInTime) {
  const std::string text(2'000, 'a');
  std::string pattern;
  for (int i = 0; i < 500; ++i) pattern += "a*";

  EXPECT_FALSE(MatchesGlob(pattern + "b", text));
}

}  // namespace
}  // namespace rg

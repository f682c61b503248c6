#include "auth/recent_keys.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "auth/key.h"

namespace rg::auth {
namespace {

class RecentKeysTest : public ::testing::Test {
 protected:
  std::string Text(KeyKind kind = KeyKind::kLive) {
    return std::string(NewKey(entropy_, kind).Reveal());
  }

  SystemEntropy entropy_;
  KeyHasher hasher_{Secret("pepper")};
  RecentKeys recent_{hasher_};
};

// Far more of them than are remembered, and in two rounds: nearly every place has changed hands.
TEST_F(RecentKeysTest, EachKeyHasItsOwnDigestHoweverManyThereAre) {
  std::vector<std::string> texts(2000);
  for (std::string& text : texts) text = Text();
  for (int round = 0; round < 2; ++round) {
    for (const std::string& text : texts) {
      EXPECT_EQ(recent_.DigestOf(text).value(), hasher_.Hash(text));
      EXPECT_EQ(recent_.DigestOf(text).value(), hasher_.Hash(text)) << "again";
    }
  }
}

// By its first characters it is the same key.
TEST_F(RecentKeysTest, AKeyThatDiffersInOneCharacterIsNotTheOneThatIsRemembered) {
  const std::string text = Text();
  ASSERT_TRUE(recent_.DigestOf(text));
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] = other[i] == 'a' ? 'b' : 'a';
    EXPECT_EQ(recent_.DigestOf(other).error().code, Errc::kUnauthenticated) << i;
  }
  EXPECT_FALSE(recent_.DigestOf(text.substr(0, text.size() - 1)));
  EXPECT_FALSE(recent_.DigestOf(text + "a"));
}

TEST_F(RecentKeysTest, WhatIsRefusedIsRefusedEachTime) {
  const std::string admin = Text(KeyKind::kAdmin);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(recent_.DigestOf(admin).error().code, Errc::kUnauthenticated);
    EXPECT_EQ(recent_.DigestOf("").error().code, Errc::kUnauthenticated);
  }
}

}  // namespace
}  // namespace rg::auth

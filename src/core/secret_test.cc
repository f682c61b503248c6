#include "core/secret.h"

#include <sstream>

#include <gtest/gtest.h>

namespace rg {
namespace {

TEST(SecretTest, PrintsAsStars) {
  std::ostringstream out;
  out << Secret("hunter2") << Secret();
  EXPECT_EQ(out.str(), "********");
}

TEST(SecretTest, IsRevealedOnlyOnRequest) { EXPECT_EQ(Secret("hunter2").Reveal(), "hunter2"); }

TEST(SecretTest, ComparesWhole) {
  EXPECT_EQ(Secret("same"), Secret("same"));
  EXPECT_FALSE(Secret("same") == Secret("samE"));
  EXPECT_FALSE(Secret("same") == Secret("same "));
  EXPECT_EQ(Secret(), Secret(""));
}

TEST(SecretTest, LeavesNothingBehindWhenMoved) {
  Secret from("long enough not to be stored in place");
  Secret to(std::move(from));
  EXPECT_TRUE(from.empty());  // NOLINT(bugprone-use-after-move): what is left there is the point
  EXPECT_EQ(to.Reveal().size(), 37u);

  Secret short_one("short");
  const char* const where = short_one.Reveal().data();
  to = std::move(short_one);
  EXPECT_EQ(to.Reveal(), "short");
  EXPECT_EQ(std::string_view(where, 5), std::string_view("\0\0\0\0\0", 5));
}

TEST(SecretTest, LeavesNothingBehindWhenOverwritten) {
  Secret secret("fifteen letters");
  const char* const where = secret.Reveal().data();
  secret = Secret("x");
  EXPECT_EQ(secret.Reveal(), "x");
  EXPECT_EQ(std::string_view(where + 2, 13), std::string(13, '\0'));
}

TEST(SecretTest, MayBeAssignedToItself) {
  Secret secret("kept");
  Secret& same = secret;
  secret = same;
  EXPECT_EQ(secret.Reveal(), "kept");
}

}  // namespace
}  // namespace rg

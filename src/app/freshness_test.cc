#include "app/freshness.h"

#include <gtest/gtest.h>

namespace rg::app {
namespace {

const Result<void> kUnread = Fail(Errc::kUnavailable, "PostgreSQL does not answer");

TEST(FreshnessTest, AConfigurationThatNobodyComparesIsNotCurrentAfterAWhile) {
  ManualClock clock;
  Freshness freshness(clock);

  clock.Advance(Freshness::kStaleAfter);
  freshness.Age();
  EXPECT_TRUE(freshness.is_current());
  clock.Advance(Duration{1});
  freshness.Age();

  EXPECT_FALSE(freshness.is_current());
  EXPECT_EQ(freshness.age(), Freshness::kStaleAfter + Duration{1});
}

TEST(FreshnessTest, OneThatCannotBeReadIsNotCurrentUntilItCan) {
  ManualClock clock;
  Freshness freshness(clock);

  freshness.Looked(kUnread);
  EXPECT_FALSE(freshness.is_current());
  freshness.Age();
  EXPECT_FALSE(freshness.is_current()) << "that it is young changes nothing";
  freshness.Looked({});

  EXPECT_TRUE(freshness.is_current());
}

TEST(FreshnessTest, ALookThatSucceedsCountsHoweverLongTheOneBeforeWasAgo) {
  ManualClock clock;
  Freshness freshness(clock);
  clock.Advance(Freshness::kStaleAfter * 2);
  freshness.Age();

  freshness.Looked({});
  freshness.Age();

  EXPECT_TRUE(freshness.is_current());
  EXPECT_EQ(freshness.age(), Duration{});
}

}  // namespace
}  // namespace rg::app

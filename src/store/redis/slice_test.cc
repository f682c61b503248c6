#include "store/redis/slice.h"

#include <gtest/gtest.h>

#include "store/redis/lane.h"
#include "store/redis/testing/counters.h"

namespace rg::store::redis {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::Numbered;

const TimePoint kNow{seconds{1'800'000'000}};

limit::Cost Calls(std::int64_t calls, std::int64_t nanos, std::int64_t tokens = 0) {
  return {.money = Money::Nanos(nanos), .input_tokens = tokens, .requests = calls};
}

// Ten calls and a thousand nano-dollars.
Slice MakeSlice(Spends spends = {.money = true}) {
  Granted granted;
  granted.first_seq = 100;
  granted.amount = Calls(10, 1'000, 50);
  granted.spendable_until = kNow + seconds{1};
  granted.lease_until = kNow + minutes{15};
  return {granted,
          {.lane = 1,
           .workspace = {},
           .plan = {},
           .accounts = {},
           .units = {},
           .spends = spends,
           .opened = kNow}};
}

TEST(SliceTest, PaysCallsUntilOneIsTooDearForWhatIsLeft) {
  Slice slice = MakeSlice();

  EXPECT_EQ(slice.Take(Calls(1, 600)), 100u);

  EXPECT_FALSE(slice.Fits(Calls(1, 401), kNow));
  EXPECT_TRUE(slice.Fits(Calls(1, 400), kNow));
  EXPECT_EQ(slice.Take(Calls(1, 400)), 101u);
  EXPECT_TRUE(slice.Fits(Calls(1, 0), kNow));
}

TEST(SliceTest, PaysSoManyCallsAsHaveNumbers) {
  Slice slice = MakeSlice();
  for (std::uint64_t i = 0; i < 10; ++i) {
    ASSERT_TRUE(slice.Fits(Calls(1, 0), kNow));
    EXPECT_EQ(slice.Take(Calls(1, 0)), 100 + i);
    slice.End(Calls(1, 0), Calls(1, 0), true, Money{});
  }

  EXPECT_FALSE(slice.Fits(Calls(1, 0), kNow));
}

TEST(SliceTest, IsSpentUntilItsTimeIsOver) {
  const Slice slice = MakeSlice();

  EXPECT_TRUE(slice.Fits(Calls(1, 1), kNow + seconds{1} - Duration{1}));
  EXPECT_FALSE(slice.Fits(Calls(1, 1), kNow + seconds{1}));
}

TEST(SliceTest, ItsMoneyIsSpentUntilItsLeaseIsOver) {
  const Slice slice = MakeSlice();

  EXPECT_TRUE(slice.Fits(Calls(1, 1), kNow + minutes{15} - Duration{1}, false));
  EXPECT_FALSE(slice.Fits(Calls(1, 1), kNow + minutes{15}, false));
}

TEST(SliceTest, TokensCountWhereALimitCountsThem) {
  EXPECT_TRUE(MakeSlice().Fits(Calls(1, 1, 51), kNow));
  EXPECT_FALSE(MakeSlice({.money = true, .input_tokens = true}).Fits(Calls(1, 1, 51), kNow));
  EXPECT_TRUE(MakeSlice({.money = true, .input_tokens = true}).Fits(Calls(1, 1, 50), kNow));
}

TEST(SliceTest, WhatACallDidNotNeedIsSpentAgain) {
  Slice slice = MakeSlice();
  slice.Take(Calls(1, 1'000));
  ASSERT_FALSE(slice.Fits(Calls(1, 1), kNow));

  slice.End(Calls(1, 1'000), Calls(1, 300), true, Money::Nanos(300));

  EXPECT_TRUE(slice.Fits(Calls(1, 700), kNow));
  EXPECT_FALSE(slice.Fits(Calls(1, 701), kNow));
  EXPECT_EQ(slice.booked(), Money::Nanos(300));
  EXPECT_EQ(slice.Kept(), Money::Nanos(700));
}

TEST(SliceTest, ClosedItKeepsWhatIsUnderWayAndPaysNothing) {
  Slice slice = MakeSlice();
  slice.Take(Calls(1, 400));

  slice.Close();

  EXPECT_FALSE(slice.Fits(Calls(1, 0), kNow));
  EXPECT_FALSE(slice.Fits(Calls(1, 0), kNow, false));
  EXPECT_EQ(slice.Kept(), Money::Nanos(400));
  EXPECT_EQ(slice.Charged().requests, 1);
  EXPECT_FALSE(slice.done());
  slice.End(Calls(1, 400), Calls(1, 100), true, Money::Nanos(100));
  EXPECT_EQ(slice.Kept(), Money{});
  EXPECT_EQ(slice.Charged().money, Money::Nanos(100));
  EXPECT_TRUE(slice.done());
}

TEST(SliceTest, APriceAboveWhatWasTakenIsBookedAndCharged) {
  Slice slice = MakeSlice();
  slice.Take(Calls(1, 1'000));

  slice.End(Calls(1, 1'000), Calls(1, 1'500), true, Money::Nanos(1'500));

  EXPECT_FALSE(slice.Fits(Calls(1, 1), kNow));
  EXPECT_EQ(slice.booked(), Money::Nanos(1'500));
  EXPECT_EQ(slice.Kept(), Money{});
  EXPECT_EQ(slice.Charged().money, Money::Nanos(1'500));
}

TEST(DemandTest, IsWhatWasAskedForInTheBusierOfTwoSeconds) {
  Demand demand;
  for (int i = 0; i < 10; ++i) demand.Count(Calls(1, 5), kNow + std::chrono::milliseconds{100 * i});
  EXPECT_EQ(demand.PerSecond(kNow + seconds{1}).requests, 10);

  demand.Count(Calls(1, 5), kNow + std::chrono::milliseconds{1'100});

  EXPECT_EQ(demand.PerSecond(kNow + std::chrono::milliseconds{1'100}).requests, 10);
  EXPECT_EQ(demand.PerSecond(kNow + std::chrono::milliseconds{1'100}).money, Money::Nanos(50));
  EXPECT_FALSE(demand.silent(kNow + seconds{2}));
  EXPECT_TRUE(demand.silent(kNow + seconds{4}));
}

// A lane under one hard budget, asked for so often.
class WishTest : public ::testing::Test {
 protected:
  Lane MakeLane(std::int64_t calls, Money amount, Money used) {
    budget::Budget budget;
    budget.id = BudgetId{Numbered(1)};
    budget.workspace = WorkspaceId{Numbered(2)};
    budget.name = "budget";
    budget.amount = amount;
    Lane lane;
    lane.plan = std::make_shared<Plan>(
        admission::Policy::Make(WorkspaceId{Numbered(2)}, {}, {budget}, 1).value(), true);
    lane.met.budgets.push_back(0);
    lane.life = seconds{2};
    lane.last.push_back({});
    lane.last[0].after = used.nanos();
    for (int i = 0; i < calls; ++i) lane.demand.Count(Calls(1, 1'000), kNow);
    return lane;
  }
};

TEST_F(WishTest, IsAQuarterMoreThanTheLifeOfASliceIsExpectedToNeed) {
  const limit::Cost wish = WishOf(MakeLane(100, Money::Dollars(1), Money{}), {}, kNow);

  EXPECT_EQ(wish.requests, 250);
  EXPECT_EQ(wish.money, Money::Nanos(250'000));
}

TEST_F(WishTest, IsAtMostAnEighthOfWhatIsLeft) {
  const limit::Cost wish =
      WishOf(MakeLane(100, Money::Nanos(900'000), Money::Nanos(100'000)), {}, kNow);

  EXPECT_EQ(wish.requests, 100);
}

TEST_F(WishTest, IsNothingWhereAnEighthIsNotTwoCallsOrFewAsk) {
  EXPECT_EQ(WishOf(MakeLane(100, Money::Nanos(15'000), Money{}), {}, kNow).requests, 0);
  EXPECT_EQ(WishOf(MakeLane(100, Money::Nanos(15'000), Money::Nanos(20'000)), {}, kNow).requests,
            0);
  EXPECT_EQ(WishOf(MakeLane(31, Money::Dollars(1), Money{}), {}, kNow).requests, 0);
}

}  // namespace
}  // namespace rg::store::redis

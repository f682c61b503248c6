#pragma once

#include "admission/counters_fixture.h"

// What becomes of holds. See counters_contract.h.
namespace rg::admission {

TEST_P(CountersContract, AskingTwiceChargesOnce) {
  const limit::Rule rule = MakeRule("rpm", 1);
  limit::Rule one = MakeRule("one", 1, limit::Algorithm::kConcurrency);
  const budget::Budget budget = MakeBudget("ten", Money::Dollars(10));
  Obey({rule, one}, {budget});
  ASSERT_TRUE(Admits({"same", Money::Dollars(10)}));

  const Answer again = Admit({"same", Money::Dollars(10)});

  EXPECT_EQ(again.kind, Answer::Kind::kAdmitted);
  EXPECT_EQ(again.verdicts.size(), 3u);
  EXPECT_EQ(VerdictOf(again.verdicts, rule.id)->after, 1);
  EXPECT_EQ(VerdictOf(again.verdicts, budget.id)->after, Money::Dollars(10).nanos());
  SettleFor("same", Money::Dollars(3));
  EXPECT_EQ(Used(budget), Money::Dollars(3));
}

TEST_P(CountersContract, SettlingTwiceBooksOnce) {
  const budget::Budget budget = MakeBudget("ten", Money::Dollars(10));
  Obey({}, {budget});
  ASSERT_TRUE(Admits({"one", Money::Dollars(5)}));

  const Settlement first = SettleFor("one", Money::Dollars(4));
  const Settlement second = SettleFor("one", Money::Dollars(4));

  EXPECT_TRUE(first.was_held);
  EXPECT_TRUE(first.booked);
  EXPECT_FALSE(second.was_held);
  EXPECT_FALSE(second.booked);
  EXPECT_EQ(second.seq, 0u);
  EXPECT_EQ(Used(budget), Money::Dollars(4));
}

TEST_P(CountersContract, SettlingWhatWasNeverAdmittedBooksNothing) {
  const budget::Budget budget = MakeBudget("ten", Money::Dollars(10));
  Obey({}, {budget});
  ASSERT_FALSE(Admits({"refused", Money::Dollars(11)}));

  EXPECT_FALSE(SettleFor("refused", Money::Dollars(4)).booked);
  EXPECT_FALSE(SettleFor("unheard-of", Money::Dollars(4)).booked);

  EXPECT_EQ(Used(budget), Money{});
}

TEST_P(CountersContract, SettlementsAreNumberedWithoutGaps) {
  for (std::uint64_t i = 1; i <= 5; ++i) {
    const std::string name = "call-" + std::to_string(i);
    ASSERT_TRUE(Admits({name, {}}));
    EXPECT_EQ(SettleFor(name, {}).seq, i);
    SettleFor(name, {});
  }
}

TEST_P(CountersContract, ASettlementShowsTheBudgetsBeforeAndAfterIt) {
  const budget::Budget budget = MakeBudget("ten", Money::Dollars(10));
  Obey({}, {budget});
  ASSERT_TRUE(Admits({"one", Money::Dollars(5)}));

  const Settlement settlement = SettleFor("one", Money::Dollars(2));

  const Verdict* verdict = VerdictOf(settlement.verdicts, budget.id);
  ASSERT_NE(verdict, nullptr);
  EXPECT_EQ(verdict->before, Money::Dollars(5).nanos());
  EXPECT_EQ(verdict->after, Money::Dollars(2).nanos());
}

TEST_P(CountersContract, AHoldGrowsAsFarAsItsBudgetsReach) {
  const budget::Budget budget = MakeBudget("ten", Money::Dollars(10));
  Obey({}, {budget});
  ASSERT_TRUE(Admits({"stream", Money::Dollars(4)}));

  EXPECT_TRUE(ExtendBy("stream", Money::Dollars(6)));
  const Result<void> too_far = ExtendBy("stream", Money::Nanos(1));
  ASSERT_FALSE(too_far);
  EXPECT_EQ(too_far.error().code, Errc::kBudgetExhausted);
  EXPECT_EQ(too_far.error().subject, ToString(budget.id));
  EXPECT_TRUE(ExtendBy("stream", -Money::Dollars(3)));
  EXPECT_EQ(Used(budget), Money::Dollars(7));

  SettleFor("stream", Money::Dollars(6));
  EXPECT_EQ(Used(budget), Money::Dollars(6));
  EXPECT_EQ(ExtendBy("stream", Money{}).error().code, Errc::kNotFound);
}

TEST_P(CountersContract, AHoldNobodySettlesExpires) {
  const budget::Budget budget = MakeBudget("ten", Money::Dollars(10));
  limit::Rule one = MakeRule("one", 1, limit::Algorithm::kConcurrency);
  Obey({one}, {budget});
  ASSERT_TRUE(Admits({"lost", Money::Dollars(10)}));

  clock_.Advance(kLease - std::chrono::nanoseconds{1});
  EXPECT_EQ(harness_->Expire(clock_.Now()), 0u);
  clock_.Advance(std::chrono::nanoseconds{1});
  EXPECT_EQ(harness_->Expire(clock_.Now()), 1u);
  EXPECT_EQ(harness_->Expire(clock_.Now()), 0u);

  EXPECT_TRUE(Admits({"next", Money::Dollars(10)}));
}

TEST_P(CountersContract, ACallThatShowsSignsOfLifeKeepsItsHold) {
  const budget::Budget budget = MakeBudget("ten", Money::Dollars(10));
  Obey({}, {budget});
  ASSERT_TRUE(Admits({"long", Money::Dollars(10)}));
  clock_.Advance(kLease - kMinute);
  ASSERT_TRUE(ExtendBy("long", Money{}));

  clock_.Advance(kLease - kMinute);

  EXPECT_EQ(harness_->Expire(clock_.Now()), 0u);
}

TEST_P(CountersContract, ASettlementAfterTheLeaseStillBooksOnce) {
  const budget::Budget budget = MakeBudget("ten", Money::Dollars(10));
  limit::Rule one = MakeRule("one", 2, limit::Algorithm::kConcurrency);
  Obey({one}, {budget});
  ASSERT_TRUE(Admits({"late", Money::Dollars(6)}));
  const TimePoint opened = clock_.Now();
  clock_.Advance(kLease);
  ASSERT_EQ(harness_->Expire(clock_.Now()), 1u);

  const Settlement first = SettleFor("late", Money::Dollars(6), 0, opened);
  const Settlement second = SettleFor("late", Money::Dollars(6), 0, opened);

  EXPECT_FALSE(first.was_held);
  EXPECT_TRUE(first.booked);
  EXPECT_EQ(first.seq, 1u);
  EXPECT_FALSE(second.booked);
  EXPECT_EQ(Used(budget), Money::Dollars(6));
  EXPECT_TRUE(Admits({"a", {}}));
  EXPECT_TRUE(Admits({"b", {}}));
  EXPECT_FALSE(Admits({"c", {}})) << "its place was freed once, not twice";
}

}  // namespace rg::admission

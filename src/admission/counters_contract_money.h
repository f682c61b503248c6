#pragma once

#include "admission/counters_fixture.h"

// What budgets do to a call. See counters_contract.h.
namespace rg::admission {

TEST_P(CountersContract, ACallThatNothingIsAboutPasses) {
  EXPECT_TRUE(Admits({"one", Money::Dollars(1)}));
  EXPECT_EQ(SettleFor("one", Money::Dollars(1)).seq, 1u);
}

TEST_P(CountersContract, EverythingThatMatchesIsChargedTogether) {
  const limit::Rule rule = MakeRule("rpm", 10);
  const budget::Budget workspace = MakeBudget("all", Money::Dollars(10));
  budget::Budget key = MakeBudget("key", Money::Dollars(5));
  key.scope = budget::Scope::kKey;
  key.subject = ToString(call_.key);
  Obey({rule}, {workspace, key});

  const Answer answer = Admit({"one", Money::Dollars(2)});

  ASSERT_EQ(answer.kind, Answer::Kind::kAdmitted);
  ASSERT_EQ(answer.verdicts.size(), 3u);
  EXPECT_EQ(VerdictOf(answer.verdicts, rule.id)->after, 1);
  EXPECT_EQ(VerdictOf(answer.verdicts, rule.id)->limit, 10);
  EXPECT_EQ(VerdictOf(answer.verdicts, workspace.id)->after, Money::Dollars(2).nanos());
  EXPECT_EQ(VerdictOf(answer.verdicts, key.id)->after, Money::Dollars(2).nanos());
  EXPECT_EQ(VerdictOf(answer.verdicts, key.id)->name, "key");
  EXPECT_TRUE(answer.any_hard_budget);
  EXPECT_EQ(answer.left, Money::Dollars(3)) << "of the tightest, after this call";
}

TEST_P(CountersContract, ARefusalWritesNothing) {
  const limit::Rule rule = MakeRule("rpm", 10);
  const limit::Rule tokens = [&] {
    limit::Rule made = MakeRule("tpm", 1'000, limit::Algorithm::kSlidingWindow);
    made.unit = limit::Unit::kTokens;
    return made;
  }();
  const budget::Budget roomy = MakeBudget("roomy", Money::Dollars(100));
  const budget::Budget tight = MakeBudget("tight", Money::Dollars(1));
  Obey({rule, tokens}, {roomy, tight});

  const Answer refused = Admit({"too-dear", Money::Dollars(2), 500, 0});
  ASSERT_EQ(refused.kind, Answer::Kind::kRefused);
  EXPECT_EQ(VerdictOf(refused.verdicts, tight.id)->said, Verdict::Said::kNo);
  EXPECT_EQ(VerdictOf(refused.verdicts, rule.id)->said, Verdict::Said::kUnasked);
  EXPECT_EQ(VerdictOf(refused.verdicts, rule.id)->after, 0);

  const Answer next = Admit({"next", Money::Dollars(1), 1'000, 0});
  ASSERT_EQ(next.kind, Answer::Kind::kAdmitted);
  for (const Verdict& verdict : next.verdicts) EXPECT_EQ(verdict.before, 0) << verdict.name;
}

TEST_P(CountersContract, AHardBudgetIsSpentToTheLastNano) {
  const budget::Budget budget = MakeBudget("ten", Money::Dollars(10));
  Obey({}, {budget});

  EXPECT_TRUE(Admits({"seven", Money::Dollars(7)}));
  EXPECT_FALSE(Admits({"over", Money::Dollars(3) + Money::Nanos(1)}));
  EXPECT_TRUE(Admits({"three", Money::Dollars(3)}));
  EXPECT_FALSE(Admits({"one-nano", Money::Nanos(1)}));
}

TEST_P(CountersContract, SettlingForLessGivesTheDifferenceBack) {
  const budget::Budget budget = MakeBudget("ten", Money::Dollars(10));
  Obey({}, {budget});
  ASSERT_TRUE(Admits({"cheap-after-all", Money::Dollars(7)}));

  SettleFor("cheap-after-all", Money::Dollars(4));

  EXPECT_TRUE(Admits({"next", Money::Dollars(6)}));
  EXPECT_FALSE(Admits({"one-too-many", Money::Nanos(1)}));
}

TEST_P(CountersContract, ASpentBudgetSaysWhichWhatIsLeftAndWhenItResets) {
  budget::Budget budget = MakeBudget("team-a", Money::Dollars(10));
  budget.when_short = budget::WhenShort::kClamp;
  Obey({}, {budget});
  ASSERT_TRUE(Admits({"most-of-it", Money::Nanos(8'500'000'000)}));

  const Answer answer = Admit({"over", Money::Dollars(2)});

  EXPECT_EQ(answer.error.code, Errc::kBudgetExhausted);
  EXPECT_EQ(answer.error.subject, ToString(budget.id));
  EXPECT_EQ(answer.error.retry_after, Duration{});
  EXPECT_NE(answer.error.detail.find("'team-a' has $1.5 left of $10"), std::string::npos)
      << answer.error.detail;
  EXPECT_NE(answer.error.detail.find("2026-12-01T00:00:00Z"), std::string::npos)
      << answer.error.detail;
  EXPECT_EQ(answer.left, Money::Nanos(1'500'000'000));
  EXPECT_EQ(answer.when_short, budget::WhenShort::kClamp);
}

TEST_P(CountersContract, OfBudgetsThatAreShortTheStrictestDecidesWhatHappens) {
  budget::Budget clamps = MakeBudget("clamps", Money::Dollars(1));
  clamps.when_short = budget::WhenShort::kClamp;
  const budget::Budget refuses = MakeBudget("refuses", Money::Dollars(2));
  Obey({}, {clamps, refuses});

  EXPECT_EQ(Admit({"short-of-one", Money::Dollars(2)}).when_short, budget::WhenShort::kClamp);
  EXPECT_EQ(Admit({"short-of-both", Money::Dollars(3)}).when_short, budget::WhenShort::kRefuse);
}

TEST_P(CountersContract, WhatIsFreePassesAnExhaustedBudget) {
  const budget::Budget budget = MakeBudget("ten", Money::Dollars(10));
  Obey({}, {budget});
  ASSERT_TRUE(Admits({"all", Money::Dollars(10)}));
  SettleFor("all", Money::Dollars(12));

  EXPECT_TRUE(Admits({"free", Money{}}));
}

TEST_P(CountersContract, ACallWithoutABoundMeetsNoHardBudget) {
  const budget::Budget soft = [&] {
    budget::Budget made = MakeBudget("soft", Money::Dollars(1));
    made.hard = false;
    return made;
  }();
  Obey({}, {soft});
  EXPECT_TRUE(Admits({"soft", Money::Dollars(5), 0, 0, false}));

  const budget::Budget hard = MakeBudget("hard", Money::Dollars(100));
  Obey({}, {soft, hard});
  const Answer answer = Admit({"hard", Money{}, 0, 0, false});

  EXPECT_EQ(answer.kind, Answer::Kind::kRefused);
  EXPECT_EQ(answer.error.code, Errc::kUnbounded);
  EXPECT_EQ(answer.error.subject, ToString(hard.id));
  EXPECT_NE(answer.error.detail.find("set a ceiling on the API"), std::string::npos);
}

TEST_P(CountersContract, ASoftBudgetOnlySaysSo) {
  budget::Budget budget = MakeBudget("soft", Money::Dollars(1));
  budget.hard = false;
  Obey({}, {budget});

  const Answer answer = Admit({"over", Money::Dollars(2)});

  EXPECT_EQ(answer.kind, Answer::Kind::kAdmitted);
  EXPECT_FALSE(answer.any_hard_budget);
  EXPECT_EQ(VerdictOf(answer.verdicts, budget.id)->said, Verdict::Said::kSoft);
}

TEST_P(CountersContract, APausedBudgetCountsAndLetsPass) {
  budget::Budget budget = MakeBudget("paused", Money::Dollars(1));
  budget.paused = true;
  Obey({}, {budget});
  ASSERT_TRUE(Admits({"over", Money::Dollars(2)}));
  EXPECT_TRUE(SettleFor("over", Money::Dollars(2)).crossings.empty());

  budget.paused = false;
  Obey({}, {budget});

  EXPECT_FALSE(Admits({"next", Money::Nanos(1)}));
}

TEST_P(CountersContract, ADebtIsCarried) {
  budget::Budget budget = MakeBudget("ten", Money::Dollars(10));
  Obey({}, {budget});
  ASSERT_TRUE(Admits({"dear", Money::Dollars(10)}));
  SettleFor("dear", Money::Dollars(15));

  EXPECT_FALSE(Admits({"next", Money::Nanos(1)}));
  budget.amount = Money::Dollars(16);
  Obey({}, {budget});
  EXPECT_TRUE(Admits({"raised", Money::Dollars(1)}));
  EXPECT_FALSE(Admits({"no-more", Money::Nanos(1)}));
}

TEST_P(CountersContract, AHoldBelongsToThePeriodItOpenedIn) {
  budget::Budget daily = MakeBudget("daily", Money::Dollars(10));
  daily.period = budget::Period::kDaily;
  clock_.Set(ParseRfc3339("2026-11-23T23:59:59Z").value());
  Obey({}, {daily});
  ASSERT_TRUE(Admits({"yesterday", Money::Dollars(8)}));
  const TimePoint opened = clock_.Now();

  clock_.Advance(std::chrono::seconds{1});
  EXPECT_TRUE(Admits({"today", Money::Dollars(10)})) << "a new day, a new budget";
  EXPECT_FALSE(Admits({"more", Money::Nanos(1)}));
  const Settlement late = SettleFor("yesterday", Money::Dollars(9), 0, opened);

  EXPECT_EQ(VerdictOf(late.verdicts, daily.id)->after, Money::Dollars(9).nanos());
  EXPECT_EQ(Used(daily), Money::Dollars(10)) << "today is untouched";
}

TEST_P(CountersContract, ACallThatWaitedOverMidnightIsPaidFromTheDayItWasOpenedIn) {
  budget::Budget daily = MakeBudget("daily", Money::Dollars(10));
  daily.period = budget::Period::kDaily;
  clock_.Set(ParseRfc3339("2026-11-23T23:59:59Z").value());
  Obey({}, {daily});
  const TimePoint opened = clock_.Now();
  ASSERT_TRUE(Admits({"yesterday", Money::Dollars(9)}));
  clock_.Advance(std::chrono::seconds{2});
  ASSERT_TRUE(Admits({"today", Money::Dollars(10)}));

  Ask ask{.request = IdOf("waited"),
          .call = call_,
          .policy = *policy_,
          .most = Money::Dollars(2),
          .unbounded_because = {},
          .now = clock_.Now(),
          .opened = opened};
  EXPECT_EQ(Wait(io_, harness_->counters().Admit(ask)).kind, Answer::Kind::kRefused);
  ask.most = Money::Dollars(1);
  EXPECT_EQ(Wait(io_, harness_->counters().Admit(ask)).kind, Answer::Kind::kAdmitted);
  const Settlement settlement = SettleFor("waited", Money::Dollars(1), 0, opened);
  EXPECT_EQ(VerdictOf(settlement.verdicts, daily.id)->after, Money::Dollars(10).nanos());
}

TEST_P(CountersContract, HoldsBeyondAllMeasureDoNotUpsetASoftBudget) {
  budget::Budget soft = MakeBudget("soft", Money::Dollars(1));
  soft.hard = false;
  Obey({}, {soft});
  ASSERT_TRUE(Admits({"small", Money::Dollars(1)}));
  for (const char* name : {"a", "b", "c"}) {
    ASSERT_TRUE(Admits({name, Money::Max(), 0, 0, false}));
  }

  for (const char* name : {"a", "b", "c"}) SettleFor(name, Money::Dollars(2));

  EXPECT_EQ(Used(soft), Money::Dollars(7));
}

TEST_P(CountersContract, ABudgetResetsWhereItsDaysBegin) {
  budget::Budget daily = MakeBudget("berlin", Money::Dollars(1));
  daily.period = budget::Period::kDaily;
  daily.time_zone = "Europe/Berlin";
  // The day the clocks go back has 25 hours: 22:00 to 23:00 UTC the next day.
  clock_.Set(ParseRfc3339("2026-10-24T22:00:00Z").value());
  Obey({}, {daily});
  ASSERT_TRUE(Admits({"first", Money::Dollars(1)}));

  clock_.Advance(std::chrono::hours{25} - std::chrono::nanoseconds{1});
  EXPECT_FALSE(Admits({"still-that-day", Money::Nanos(1)}));
  clock_.Advance(std::chrono::nanoseconds{1});
  EXPECT_TRUE(Admits({"next-day", Money::Dollars(1)}));
}

TEST_P(CountersContract, EachThresholdIsToldOncePerPeriod) {
  budget::Budget daily = MakeBudget("daily", Money::Dollars(10));
  daily.period = budget::Period::kDaily;
  daily.hard = false;
  Obey({}, {daily});
  const auto percents_after = [&](const std::string& name, Money price) {
    EXPECT_TRUE(Admits({name, price}));
    std::vector<int> percents;
    Crossings crossings = SettleFor(name, price).crossings;
    const Crossings later = harness_->Later(call_.workspace, clock_.Now());
    crossings.insert(crossings.end(), later.begin(), later.end());
    for (const Crossing& crossing : crossings) {
      EXPECT_EQ(crossing.budget, daily.id);
      EXPECT_EQ(crossing.amount, daily.amount);
      percents.push_back(crossing.percent);
    }
    return percents;
  };

  EXPECT_EQ(percents_after("a", Money::Dollars(4)), std::vector<int>{});
  EXPECT_EQ(percents_after("b", Money::Dollars(1)), std::vector<int>{50});
  EXPECT_EQ(percents_after("c", Money::Dollars(1)), std::vector<int>{});
  EXPECT_EQ(percents_after("d", Money::Dollars(9)), (std::vector<int>{75, 90, 100}));
  EXPECT_EQ(percents_after("e", Money::Dollars(9)), std::vector<int>{});
  clock_.Advance(std::chrono::hours{24});
  EXPECT_EQ(percents_after("f", Money::Dollars(6)), std::vector<int>{50});
}

TEST_P(CountersContract, AChangedAmountKeepsWhatWasSpent) {
  budget::Budget budget = MakeBudget("ten", Money::Dollars(10));
  Obey({}, {budget});
  ASSERT_TRUE(Admits({"one", Money::Dollars(8)}));
  SettleFor("one", Money::Dollars(8));
  ASSERT_TRUE(Admits({"open", Money::Dollars(2)}));

  budget.amount = Money::Dollars(12);
  Obey({}, {budget});

  EXPECT_EQ(Used(budget), Money::Dollars(10));
  EXPECT_TRUE(Admits({"two", Money::Dollars(2)}));
  EXPECT_FALSE(Admits({"three", Money::Nanos(1)}));
}

TEST_P(CountersContract, ADeletedBudgetDoesNotTroubleTheCallsItHeld) {
  const budget::Budget gone = MakeBudget("gone", Money::Dollars(10));
  const budget::Budget stays = MakeBudget("stays", Money::Dollars(10));
  Obey({}, {gone, stays});
  ASSERT_TRUE(Admits({"one", Money::Dollars(5)}));

  Obey({}, {stays});

  EXPECT_TRUE(ExtendBy("one", Money::Dollars(1)));
  EXPECT_TRUE(SettleFor("one", Money::Dollars(6)).booked);
  EXPECT_EQ(Used(stays), Money::Dollars(6));
}

}  // namespace rg::admission

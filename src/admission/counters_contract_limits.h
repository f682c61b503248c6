#pragma once

#include "admission/counters_fixture.h"

// What rate limits do to a call. See counters_contract.h.
namespace rg::admission {

TEST_P(CountersContract, ARateLimitSaysExactlyHowLongToWait) {
  const limit::Rule rule = MakeRule("rpm", 2, limit::Algorithm::kSlidingWindow);
  Obey({rule}, {});
  ASSERT_TRUE(Admits({"one", {}}));
  clock_.Advance(std::chrono::nanoseconds{12'345'678'901});
  ASSERT_TRUE(Admits({"two", {}}));

  const Answer refused = Admit({"three", {}});

  EXPECT_EQ(refused.kind, Answer::Kind::kRefused);
  EXPECT_EQ(refused.error.code, Errc::kRateLimited);
  EXPECT_EQ(refused.error.subject, ToString(rule.id));
  EXPECT_EQ(VerdictOf(refused.verdicts, rule.id)->retry_after, refused.error.retry_after);
  clock_.Advance(refused.error.retry_after - std::chrono::nanoseconds{1});
  EXPECT_FALSE(Admits({"early", {}}));
  clock_.Advance(std::chrono::nanoseconds{1});
  EXPECT_TRUE(Admits({"on-time", {}}));
}

TEST_P(CountersContract, ACallLargerThanALimitIsToldThatWaitingDoesNotHelp) {
  limit::Rule rule = MakeRule("tpm", 1'000, limit::Algorithm::kTokenBucket);
  rule.unit = limit::Unit::kTokens;
  rule.on_excess = limit::OnExcess::kQueue;
  rule.max_wait = kMinute;
  Obey({rule}, {});

  const Answer answer = Admit({"huge", {}, 600, 401});

  EXPECT_EQ(answer.kind, Answer::Kind::kRefused);
  EXPECT_EQ(answer.error.code, Errc::kRateLimited);
  EXPECT_EQ(answer.error.retry_after, Duration{});
  EXPECT_NE(answer.error.detail.find("at most 1000 tokens at once"), std::string::npos)
      << answer.error.detail;
}

TEST_P(CountersContract, OfSeveralRefusalsTheOneWaitingCuresLeastIsTold) {
  const limit::Rule soon = MakeRule("soon", 1, limit::Algorithm::kTokenBucket);
  limit::Rule late = MakeRule("late", 1, limit::Algorithm::kTokenBucket);
  late.window = std::chrono::hours{1};
  Obey({soon, late}, {});
  ASSERT_TRUE(Admits({"one", {}}));

  EXPECT_EQ(Admit({"two", {}}).error.subject, ToString(late.id));
  EXPECT_EQ(Admit({"two", {}}).error.retry_after, std::chrono::hours{1});

  const budget::Budget budget = MakeBudget("spent", Money::Dollars(1));
  Obey({soon, late}, {budget});
  EXPECT_EQ(Admit({"dear", Money::Dollars(2)}).error.code, Errc::kBudgetExhausted);
  EXPECT_EQ(Admit({"dear", Money::Dollars(2), 0, 0, false}).error.code, Errc::kUnbounded);
}

TEST_P(CountersContract, AQueueingRuleSaysWait) {
  limit::Rule queue = MakeRule("queue", 1, limit::Algorithm::kLeakyBucket);
  queue.on_excess = limit::OnExcess::kQueue;
  queue.max_wait = std::chrono::seconds{90};
  Obey({queue}, {});
  ASSERT_TRUE(Admits({"one", {}}));

  const Answer answer = Admit({"two", {}});
  EXPECT_EQ(answer.kind, Answer::Kind::kWait);
  EXPECT_EQ(answer.wait, kMinute);
  EXPECT_EQ(answer.give_up_after, std::chrono::seconds{90});
  EXPECT_EQ(answer.error.code, Errc::kRateLimited);

  clock_.Advance(answer.wait);
  EXPECT_TRUE(Admits({"two", {}}));
}

TEST_P(CountersContract, NobodyWaitsForWhatIsRefusedAnyway) {
  limit::Rule queue = MakeRule("queue", 1, limit::Algorithm::kTokenBucket);
  queue.on_excess = limit::OnExcess::kThrottle;
  queue.max_wait = kMinute;
  const limit::Rule reject = MakeRule("reject", 1, limit::Algorithm::kTokenBucket);
  Obey({queue, reject}, {});
  ASSERT_TRUE(Admits({"one", {}}));

  const Answer answer = Admit({"two", {}});

  EXPECT_EQ(answer.kind, Answer::Kind::kRefused);
  EXPECT_EQ(answer.error.subject, ToString(reject.id));
}

TEST_P(CountersContract, AShadowRuleOnlyRecords) {
  limit::Rule shadow = MakeRule("shadow", 1);
  shadow.on_excess = limit::OnExcess::kShadow;
  Obey({shadow}, {});
  ASSERT_TRUE(Admits({"one", {}}));

  for (int i = 0; i < 3; ++i) {
    const Answer answer = Admit({"more-" + std::to_string(i), {}});
    EXPECT_EQ(answer.kind, Answer::Kind::kAdmitted);
    EXPECT_EQ(VerdictOf(answer.verdicts, shadow.id)->said, Verdict::Said::kShadow);
    EXPECT_EQ(VerdictOf(answer.verdicts, shadow.id)->after, 1) << "counts as if it had refused";
  }
}

TEST_P(CountersContract, EachValueOfAScopeHasItsOwnCounter) {
  limit::Rule per_ip = MakeRule("per-ip", 1);
  per_ip.scope = limit::Scope::kIp;
  Obey({per_ip}, {});

  EXPECT_TRUE(Admits({"one", {}}));
  EXPECT_FALSE(Admits({"two", {}}));
  call_.client_ip = "192.0.2.8";
  EXPECT_TRUE(Admits({"three", {}}));
  EXPECT_FALSE(Admits({"four", {}}));
}

TEST_P(CountersContract, AnOperatorsRuleSpansWorkspacesWhereItsScopeDoes) {
  limit::Rule per_ip = MakeRule("per-ip", 2);
  per_ip.workspace = {};
  per_ip.scope = limit::Scope::kIp;
  limit::Rule per_key = MakeRule("per-key", 1);
  per_key.workspace = {};
  per_key.scope = limit::Scope::kKey;
  Obey({per_ip, per_key}, {});
  EXPECT_TRUE(Admits({"mine", {}}));
  EXPECT_EQ(Admit({"mine-again", {}}).error.subject, ToString(per_key.id));

  call_.workspace = WorkspaceId{Numbered(77)};
  call_.key = KeyId{Numbered(78)};
  Obey({per_ip, per_key}, {});
  EXPECT_TRUE(Admits({"theirs", {}}));

  call_.workspace = WorkspaceId{Numbered(87)};
  call_.key = KeyId{Numbered(88)};
  Obey({per_ip, per_key}, {});
  EXPECT_EQ(Admit({"others", {}}).error.subject, ToString(per_ip.id));
}

TEST_P(CountersContract, TokensAreEstimatedFirstAndCountedLater) {
  limit::Rule tokens = MakeRule("tpm", 1'000);
  tokens.unit = limit::Unit::kTokens;
  Obey({tokens}, {});
  ASSERT_TRUE(Admits({"one", {}, 400, 600}));
  EXPECT_FALSE(Admits({"two", {}, 1, 0}));

  SettleFor("one", {}, 300);

  EXPECT_FALSE(Admits({"too-many", {}, 701, 0}));
  EXPECT_TRUE(Admits({"two", {}, 700, 0}));
}

TEST_P(CountersContract, WhatNeverLeftGivesTokensAndMoneyBackButNotTheRequest) {
  const limit::Rule requests = MakeRule("rpm", 2);
  limit::Rule tokens = MakeRule("tpm", 1'000);
  tokens.unit = limit::Unit::kTokens;
  const budget::Budget budget = MakeBudget("ten", Money::Dollars(10));
  Obey({requests, tokens}, {budget});
  ASSERT_TRUE(Admits({"one", Money::Dollars(10), 1'000, 0}));

  SettleOn(io_, "one", Money{}, 0, {}, true);

  const Answer next = Admit({"two", Money::Dollars(10), 1'000, 0});
  EXPECT_EQ(next.kind, Answer::Kind::kAdmitted);
  EXPECT_EQ(VerdictOf(next.verdicts, requests.id)->after, 2);
}

TEST_P(CountersContract, AConcurrencyLimitIsFreedWhenACallEnds) {
  limit::Rule two = MakeRule("two", 2, limit::Algorithm::kConcurrency);
  Obey({two}, {});
  ASSERT_TRUE(Admits({"one", {}}));
  ASSERT_TRUE(Admits({"two", {}}));

  const Answer refused = Admit({"three", {}});
  EXPECT_EQ(refused.error.code, Errc::kRateLimited);
  EXPECT_EQ(VerdictOf(refused.verdicts, two.id)->unit, "calls");
  SettleFor("one", {});

  EXPECT_TRUE(Admits({"three", {}}));
  EXPECT_FALSE(Admits({"four", {}}));
}

}  // namespace rg::admission

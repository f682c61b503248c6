#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "admission/counters.h"
#include "core/time.h"

namespace rg::admission {

// One implementation of Counters, ready to be tested.
class CountersHarness {
 public:
  virtual ~CountersHarness() = default;
  virtual Counters& counters() = 0;
  // Follows the policy, with nothing spent before.
  virtual void Prepare(const Policy& policy, TimePoint now) = 0;
  // Ends the holds whose lease of 15 minutes has run out; how many.
  virtual std::size_t Expire(TimePoint now) = 0;
};
using CountersFactory = std::function<std::unique_ptr<CountersHarness>()>;

// What every implementation of Counters must do.
class CountersContract : public testing::TestWithParam<CountersFactory> {
 protected:
  static constexpr auto kMinute = std::chrono::minutes{1};
  static constexpr auto kLease = std::chrono::minutes{15};

  // What a call looks like and asks for.
  struct Wish {
    std::string name;  // of the request
    Money most;
    std::int64_t input_tokens = 0;
    std::int64_t output_tokens = 0;
    bool bounded = true;
  };

  CountersContract() : harness_(GetParam()()) {
    call_.workspace = WorkspaceId{Numbered(1)};
    call_.project = ProjectId{Numbered(2)};
    call_.key = KeyId{Numbered(3)};
    call_.api = ApiId{Numbered(4)};
    call_.api_slug = "openai";
    call_.model = "gpt-5-mini";
    call_.method = "POST";
    call_.endpoint = "/v1/chat/completions";
    call_.client_ip = "192.0.2.7";
    clock_.Set(ParseRfc3339("2026-11-23T12:00:00Z").value());
    Obey({}, {});
  }

  static Uuid Numbered(std::uint64_t n) {
    Uuid id;
    for (std::size_t i = 0; i < 8; ++i) {
      id.bytes[15 - i] = static_cast<std::uint8_t>(n >> (8 * i));
    }
    id.bytes[0] = 1;
    return id;
  }
  static RequestId IdOf(const std::string& name) {
    return RequestId{Numbered(std::hash<std::string>{}(name))};
  }

  limit::Rule MakeRule(const std::string& name, std::int64_t amount,
                       limit::Algorithm algorithm = limit::Algorithm::kFixedWindow) {
    limit::Rule rule;
    rule.id = RuleId{Numbered(1'000 + rules_made_++)};
    rule.workspace = call_.workspace;
    rule.name = name;
    rule.algorithm = algorithm;
    rule.amount = amount;
    rule.window = kMinute;
    return rule;
  }
  budget::Budget MakeBudget(const std::string& name, Money amount) {
    budget::Budget budget;
    budget.id = BudgetId{Numbered(2'000 + budgets_made_++)};
    budget.workspace = call_.workspace;
    budget.name = name;
    budget.amount = amount;
    return budget;
  }

  // Changes what the workspace obeys from now on.
  void Obey(std::vector<limit::Rule> rules, std::vector<budget::Budget> budgets) {
    policy_ =
        Policy::Make(call_.workspace, std::move(rules), std::move(budgets), ++revision_).value();
    harness_->Prepare(*policy_, clock_.Now());
  }

  template <class T>
  static T Wait(boost::asio::io_context& io, Async<T> answer) {
    std::optional<T> got;
    boost::asio::co_spawn(io, std::move(answer), [&](std::exception_ptr failed, T value) {
      if (failed) std::rethrow_exception(failed);
      got = std::move(value);
    });
    io.restart();
    io.run();
    return *std::move(got);
  }

  Answer Admit(const Wish& wish) { return AdmitOn(io_, wish); }
  Answer AdmitOn(boost::asio::io_context& io, const Wish& wish) {
    const Ask ask{.request = IdOf(wish.name),
                  .call = call_,
                  .policy = *policy_,
                  .most = wish.most,
                  .bounded = wish.bounded,
                  .unbounded_because = "a tool is billed by use; set a ceiling on the API",
                  .input_tokens = wish.input_tokens,
                  .output_tokens = wish.output_tokens,
                  .now = clock_.Now(),
                  .opened = {}};
    return Wait(io, harness_->counters().Admit(ask));
  }
  bool Admits(const Wish& wish) { return Admit(wish).kind == Answer::Kind::kAdmitted; }

  // `opened`: when the call was admitted, if that was earlier.
  Settlement SettleFor(const std::string& name, Money price, std::int64_t tokens = 0,
                       std::optional<TimePoint> opened = {}) {
    return SettleOn(io_, name, price, tokens, opened);
  }
  Settlement SettleOn(boost::asio::io_context& io, const std::string& name, Money price,
                      std::int64_t tokens = 0, std::optional<TimePoint> opened = {},
                      bool never_left = false) {
    const struct Settle settle {
      .request = IdOf(name), .call = call_, .policy = *policy_, .price = price,
      .input_tokens = tokens, .output_tokens = 0, .opened = opened.value_or(clock_.Now()),
      .now = clock_.Now(), .never_left = never_left
    };
    return Wait(io, harness_->counters().Settle(settle));
  }
  Result<void> ExtendBy(const std::string& name, Money by) {
    boost::asio::io_context io;
    std::optional<Result<void>> got;
    boost::asio::co_spawn(
        io, harness_->counters().Extend(IdOf(name), call_.workspace, by, clock_.Now()),
        [&](std::exception_ptr failed, Result<void> result) {
          if (failed) std::rethrow_exception(failed);
          got = std::move(result);
        });
    io.run();
    return *std::move(got);
  }

  // What the budget has in use; asks with a call that costs nothing, and settles it.
  Money Used(const budget::Budget& budget) {
    const std::string name = "probe-" + std::to_string(probes_++);
    const Answer answer = Admit({name, Money{}});
    SettleOn(io_, name, Money{}, 0, {}, true);
    for (const Verdict& verdict : answer.verdicts) {
      if (verdict.id == budget.id) return Money::Nanos(verdict.before);
    }
    ADD_FAILURE() << "the budget does not cover the call";
    return {};
  }
  static const Verdict* VerdictOf(const Verdicts& verdicts, const Uuid& id) {
    for (const Verdict& verdict : verdicts) {
      if (verdict.id == id) return &verdict;
    }
    return nullptr;
  }

  std::unique_ptr<CountersHarness> harness_;
  ManualClock clock_;
  CallFacts call_;
  std::shared_ptr<const Policy> policy_;
  std::uint64_t revision_ = 0;
  boost::asio::io_context io_;

 private:
  std::uint64_t rules_made_ = 0;
  std::uint64_t budgets_made_ = 0;
  int probes_ = 0;
};

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
    for (const Crossing& crossing : SettleFor(name, price).crossings) {
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

// 64 callers race 2,000 calls on a budget that fits exactly 500.
TEST_P(CountersContract, ARaceNeverOverspendsAndNearlySpendsAll) {
  const Money each = Money::Nanos(1'234'567);
  Money amount;
  for (int i = 0; i < 500; ++i) amount += each;
  const budget::Budget budget = MakeBudget("fits-500", amount);
  Obey({MakeRule("roomy", 100'000, limit::Algorithm::kSlidingWindow)}, {budget});
  constexpr int kThreads = 64;
  std::atomic<int> next{0};
  std::atomic<int> admitted{0};

  const auto caller = [&] {
    boost::asio::io_context io;
    for (int i = next++; i < 2'000; i = next++) {
      const std::string name = "race-" + std::to_string(i);
      const Answer answer = AdmitOn(io, {name, each});
      if (answer.kind != Answer::Kind::kAdmitted) continue;
      ++admitted;
      // What was charged is what was held; some settle while others still ask.
      if (i % 2 == 0) SettleOn(io, name, each);
    }
  };
  std::vector<std::thread> callers;
  for (int i = 0; i < kThreads; ++i) callers.emplace_back(caller);
  for (std::thread& thread : callers) thread.join();

  EXPECT_EQ(admitted, 500);
  EXPECT_EQ(Used(budget), amount);
}

// The same with prices below what was held: what comes back is spent again, to the last call that
// fits.
TEST_P(CountersContract, ARaceWithSettlementsNeverOverspends) {
  const Money amount = Money::Dollars(1);
  const budget::Budget budget = MakeBudget("one", amount);
  Obey({}, {budget});
  std::atomic<int> next{0};
  std::atomic<std::int64_t> charged{0};

  const auto caller = [&](std::uint64_t seed) {
    boost::asio::io_context io;
    std::mt19937_64 random(seed);
    for (int i = next++; i < 2'000; i = next++) {
      const std::string name = "race-" + std::to_string(i);
      const auto most = static_cast<std::int64_t>(random() % 10'000'000 + 1);
      const Answer answer = AdmitOn(io, {name, Money::Nanos(most)});
      if (answer.kind != Answer::Kind::kAdmitted) continue;
      const auto price = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most + 1));
      charged += price;
      SettleOn(io, name, Money::Nanos(price));
    }
  };
  std::vector<std::thread> callers;
  for (std::uint64_t i = 0; i < 64; ++i) callers.emplace_back(caller, i);
  for (std::thread& thread : callers) thread.join();

  EXPECT_LE(charged, amount.nanos());
  EXPECT_GE(charged, amount.nanos() * 99 / 100 - 10'000'000);
  EXPECT_EQ(Used(budget), Money::Nanos(charged));
}

}  // namespace rg::admission

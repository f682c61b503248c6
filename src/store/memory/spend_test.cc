#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "store/memory/counters.h"

// Budgets that come, change and go while calls are served, and what start-up and audits need.
namespace rg::store::memory {
namespace {

Uuid Numbered(std::uint64_t n) {
  Uuid id;
  __builtin_memcpy(id.bytes.data() + 8, &n, 8);
  return id;
}

class Spend : public testing::Test {
 protected:
  Spend() {
    call_.workspace = WorkspaceId{Numbered(1)};
    call_.model = "gpt-5";
    clock_.Set(ParseRfc3339("2026-11-23T12:00:00Z").value());
  }

  budget::Budget MakeBudget(std::uint64_t n, Money amount) const {
    budget::Budget budget;
    budget.id = BudgetId{Numbered(n)};
    budget.workspace = call_.workspace;
    budget.name = "budget-" + std::to_string(n);
    budget.amount = amount;
    return budget;
  }
  std::shared_ptr<const admission::Policy> MakePolicy(std::vector<budget::Budget> budgets) {
    return admission::Policy::Make(call_.workspace, {}, std::move(budgets), ++revision_).value();
  }

  admission::Answer Ask(const admission::Policy& policy, std::uint64_t request, Money most) {
    return counters_.AdmitNow({.request = RequestId{Numbered(request)},
                               .call = call_,
                               .policy = policy,
                               .most = most,
                               .unbounded_because = {},
                               .now = clock_.Now()});
  }
  bool Admit(const admission::Policy& policy, std::uint64_t request, Money most) {
    return Ask(policy, request, most).kind == admission::Answer::Kind::kAdmitted;
  }
  admission::Settlement Settle(const admission::Policy& policy, std::uint64_t request,
                               Money price) {
    return counters_.SettleNow({.request = RequestId{Numbered(request)},
                                .call = call_,
                                .policy = policy,
                                .price = price,
                                .opened = clock_.Now(),
                                .now = clock_.Now()});
  }
  void SpendNow(const admission::Policy& policy, std::uint64_t request, Money price) {
    ASSERT_TRUE(Admit(policy, request, price));
    Settle(policy, request, price);
  }

  MemoryCounters counters_;
  ManualClock clock_;
  CallFacts call_;
  std::uint64_t revision_ = 0;
};

TEST_F(Spend, ABudgetSeenForTheFirstTimeCountsButDoesNotEnforce) {
  const auto policy = MakePolicy({MakeBudget(5, Money::Dollars(1))});

  ASSERT_TRUE(Admit(*policy, 100, Money::Dollars(3)));
  const admission::Answer answer = Ask(*policy, 101, Money::Dollars(3));

  EXPECT_EQ(answer.kind, admission::Answer::Kind::kAdmitted);
  EXPECT_FALSE(answer.any_hard_budget);
  EXPECT_EQ(answer.verdicts[0].before, Money::Dollars(3).nanos());
}

TEST_F(Spend, ABudgetEnforcesOnceItsBaselineIsKnown) {
  const auto policy = MakePolicy({MakeBudget(5, Money::Dollars(10))});
  const std::vector<Unready> unready = counters_.Install(*policy, clock_.Now());
  ASSERT_EQ(unready.size(), 1u);
  EXPECT_EQ(unready[0].budget, BudgetId{Numbered(5)});
  EXPECT_EQ(unready[0].period_start, ParseRfc3339("2026-11-01T00:00:00Z").value());
  EXPECT_EQ(unready[0].from_seq, 1u);

  const admission::Crossings passed =
      counters_.Ready(call_.workspace, unready[0].budget, Money::Dollars(8));

  ASSERT_EQ(passed.size(), 2u) << "50 and 75 per cent";
  EXPECT_EQ(passed[1].percent, 75);
  EXPECT_TRUE(counters_.Install(*policy, clock_.Now()).empty());
  EXPECT_FALSE(Admit(*policy, 100, Money::Dollars(3)));
  EXPECT_TRUE(Admit(*policy, 101, Money::Dollars(2)));
}

TEST_F(Spend, TheBaselineOfANewBudgetIsExactlyWhatSettledBeforeIt) {
  const auto before = MakePolicy({});
  SpendNow(*before, 100, Money::Dollars(1));
  SpendNow(*before, 101, Money::Dollars(2));
  ASSERT_TRUE(Admit(*before, 102, Money::Dollars(4)));

  const auto after = MakePolicy({MakeBudget(5, Money::Dollars(100))});
  const std::vector<Unready> unready = counters_.Install(*after, clock_.Now());
  ASSERT_EQ(unready.size(), 1u);
  EXPECT_EQ(unready[0].from_seq, 3u);
  // Under way while the budget came, and settled by a core that has not heard of it.
  Settle(*before, 102, Money::Dollars(4));
  counters_.Ready(call_.workspace, unready[0].budget, Money::Dollars(3));

  EXPECT_EQ(counters_.Copy(call_.workspace).budgets[0].settled, Money::Dollars(7));
}

TEST_F(Spend, ABudgetMadeInTheMidstOfARaceMissesNothing) {
  struct Settled {
    std::uint64_t seq;
    Money price;
  };
  const auto before = MakePolicy({});
  const auto after = MakePolicy({MakeBudget(5, Money::Dollars(1'000'000))});
  std::mutex mutex;
  std::vector<Settled> events;
  std::atomic<std::uint64_t> next{1'000};
  std::atomic<bool> made{false};

  const auto caller = [&] {
    for (std::uint64_t i = next++; i < 9'000; i = next++) {
      const admission::Policy& policy = made && i % 3 != 0 ? *after : *before;
      ASSERT_TRUE(Admit(policy, i, Money::Nanos(1'000)));
      const Money price = Money::Nanos(static_cast<std::int64_t>(i));
      const std::uint64_t seq = Settle(policy, i, price).seq;
      const std::lock_guard lock(mutex);
      events.push_back({seq, price});
    }
  };
  std::vector<std::thread> callers;
  for (int i = 0; i < 8; ++i) callers.emplace_back(caller);
  while (next < 3'000) std::this_thread::yield();
  const std::vector<Unready> unready = counters_.Install(*after, clock_.Now());
  made = true;
  for (std::thread& thread : callers) thread.join();

  ASSERT_EQ(unready.size(), 1u);
  Money baseline;
  Money all;
  for (const Settled& event : events) {
    all += event.price;
    if (event.seq < unready[0].from_seq) baseline += event.price;
  }
  counters_.Ready(call_.workspace, unready[0].budget, baseline);
  const WorkspaceCopy copy = counters_.Copy(call_.workspace);
  EXPECT_GT(unready[0].from_seq, 1u);
  EXPECT_EQ(copy.budgets[0].settled, all);
  EXPECT_EQ(copy.seq, 8'000u);
  EXPECT_EQ(copy.open_holds, 0u);
}

TEST_F(Spend, ANewPeriodNeedsNoBaseline) {
  budget::Budget daily = MakeBudget(5, Money::Dollars(1));
  daily.period = budget::Period::kDaily;
  const auto policy = MakePolicy({daily});
  counters_.Install(*policy, clock_.Now());

  clock_.Advance(std::chrono::hours{24});

  EXPECT_FALSE(Admit(*policy, 100, Money::Dollars(2)));
}

TEST_F(Spend, AnOlderPolicyDoesNotUndoANewerOne) {
  const auto old = MakePolicy({MakeBudget(5, Money::Dollars(1))});
  const auto raised = MakePolicy({MakeBudget(5, Money::Dollars(10))});
  counters_.Install(*raised, clock_.Now());
  counters_.Ready(call_.workspace, BudgetId{Numbered(5)}, Money{});

  EXPECT_TRUE(Admit(*old, 100, Money::Dollars(5)));
  EXPECT_EQ(Ask(*raised, 101, Money::Dollars(6)).left, Money::Dollars(5));
}

TEST_F(Spend, NamesBelongToThePolicyTheCallerHolds) {
  const auto old = MakePolicy({MakeBudget(5, Money::Dollars(1))});
  budget::Budget renamed = MakeBudget(5, Money::Dollars(1));
  renamed.name = "renamed";
  const auto newer = MakePolicy({renamed, MakeBudget(6, Money::Dollars(1))});
  counters_.Install(*newer, clock_.Now());

  const admission::Answer answer = Ask(*old, 100, Money{});

  ASSERT_EQ(answer.verdicts.size(), 2u);
  EXPECT_EQ(answer.verdicts[0].name, "budget-5");
  EXPECT_EQ(answer.verdicts[1].name, "") << "the caller has not heard of it";
}

TEST_F(Spend, ABudgetThatCoversOtherCallsBeginsAnew) {
  budget::Budget budget = MakeBudget(5, Money::Dollars(10));
  const auto whole = MakePolicy({budget});
  counters_.Install(*whole, clock_.Now());
  counters_.Ready(call_.workspace, budget.id, Money{});
  SpendNow(*whole, 100, Money::Dollars(4));
  ASSERT_TRUE(Admit(*whole, 101, Money::Dollars(1)));

  budget.scope = budget::Scope::kModel;
  budget.subject = "gpt-*";
  const auto narrowed = MakePolicy({budget});
  const std::vector<Unready> unready = counters_.Install(*narrowed, clock_.Now());
  ASSERT_EQ(unready.size(), 1u);
  EXPECT_EQ(unready[0].from_seq, 2u);
  Settle(*narrowed, 101, Money::Dollars(1));
  counters_.Ready(call_.workspace, budget.id, Money::Dollars(4));

  const WorkspaceCopy copy = counters_.Copy(call_.workspace);
  ASSERT_EQ(copy.budgets.size(), 1u);
  EXPECT_EQ(copy.budgets[0].settled, Money::Dollars(5));
  EXPECT_EQ(copy.budgets[0].held, Money{});
}

TEST_F(Spend, StartUpLoadsWhatIsKnownWithoutTellingItAgain) {
  const auto policy = MakePolicy({MakeBudget(5, Money::Dollars(10))});
  counters_.SetSeq(call_.workspace, 41);
  const std::vector<Unready> unready = counters_.Install(*policy, clock_.Now());
  ASSERT_EQ(unready.size(), 1u);
  EXPECT_EQ(unready[0].from_seq, 42u);

  counters_.LoadSpend(call_.workspace, unready[0].budget, unready[0].period_start,
                      Money::Dollars(6));

  ASSERT_TRUE(Admit(*policy, 100, Money::Dollars(2)));
  const admission::Settlement settlement = Settle(*policy, 100, Money::Dollars(2));
  EXPECT_EQ(settlement.seq, 42u);
  ASSERT_EQ(settlement.crossings.size(), 1u) << "50 per cent was told before";
  EXPECT_EQ(settlement.crossings[0].percent, 75);
  EXPECT_EQ(settlement.crossings[0].spent, Money::Dollars(8));
}

TEST_F(Spend, ACopyShowsBooksAndHoldsOfOneMoment) {
  const auto policy = MakePolicy({MakeBudget(5, Money::Dollars(10))});
  counters_.Install(*policy, clock_.Now());
  counters_.Ready(call_.workspace, BudgetId{Numbered(5)}, Money{});
  SpendNow(*policy, 100, Money::Dollars(4));
  ASSERT_TRUE(Admit(*policy, 101, Money::Dollars(3)));

  const WorkspaceCopy copy = counters_.Copy(call_.workspace);

  EXPECT_EQ(copy.seq, 1u);
  EXPECT_EQ(copy.open_holds, 1u);
  ASSERT_EQ(copy.budgets.size(), 1u);
  EXPECT_EQ(copy.budgets[0].settled, Money::Dollars(4));
  EXPECT_EQ(copy.budgets[0].held, Money::Dollars(3));
  EXPECT_EQ(copy.budgets[0].open_holds, 1u);
  const std::vector<OpenHold> holds = counters_.Holds(call_.workspace);
  ASSERT_EQ(holds.size(), 1u);
  EXPECT_EQ(holds[0].request, RequestId{Numbered(101)});
  EXPECT_EQ(holds[0].amount, Money::Dollars(3));
  EXPECT_EQ(counters_.OpenHolds(), 1u);
}

TEST_F(Spend, AnExpiredHoldIsHandedOverWithWhatItHeld) {
  const auto policy = MakePolicy({MakeBudget(5, Money::Dollars(10))});
  ASSERT_TRUE(Admit(*policy, 100, Money::Dollars(3)));
  const TimePoint opened = clock_.Now();
  clock_.Advance(std::chrono::minutes{15});

  const std::vector<OpenHold> expired = counters_.Expire(clock_.Now());

  ASSERT_EQ(expired.size(), 1u);
  EXPECT_EQ(expired[0].request, RequestId{Numbered(100)});
  EXPECT_EQ(expired[0].workspace, call_.workspace);
  EXPECT_EQ(expired[0].amount, Money::Dollars(3));
  EXPECT_EQ(expired[0].opened, opened);
  EXPECT_EQ(counters_.OpenHolds(), 0u);
  EXPECT_TRUE(Settle(*policy, 100, Money::Dollars(1)).booked);
}

TEST_F(Spend, PeriodsAreKeptWhileHoldsOfThemAreOpen) {
  budget::Budget daily = MakeBudget(5, Money::Dollars(10));
  daily.period = budget::Period::kDaily;
  const auto policy = MakePolicy({daily});
  const TimePoint first = clock_.Now();
  // A call opened on each of five days settles days later, the oldest last.
  for (std::uint64_t day = 0; day < 5; ++day) {
    ASSERT_TRUE(Admit(*policy, 100 + day, Money::Dollars(1)));
    clock_.Advance(std::chrono::hours{24});
  }
  EXPECT_EQ(counters_.Copy(call_.workspace).budgets.size(), 5u);

  for (std::uint64_t day = 5; day-- > 0;) {
    const TimePoint opened = first + std::chrono::hours{24} * static_cast<int>(day);
    const admission::Settlement settlement =
        counters_.SettleNow({.request = RequestId{Numbered(100 + day)},
                             .call = call_,
                             .policy = *policy,
                             .price = Money::Dollars(2),
                             .opened = opened,
                             .now = clock_.Now()});
    ASSERT_EQ(settlement.verdicts.size(), 1u);
    EXPECT_EQ(settlement.verdicts[0].before, Money::Dollars(1).nanos()) << "day " << day;
    EXPECT_EQ(settlement.verdicts[0].after, Money::Dollars(2).nanos()) << "day " << day;
  }

  ASSERT_TRUE(Admit(*policy, 200, Money::Dollars(1)));
  clock_.Advance(std::chrono::hours{24});
  ASSERT_TRUE(Admit(*policy, 201, Money::Dollars(1)));
  const WorkspaceCopy copy = counters_.Copy(call_.workspace);
  EXPECT_EQ(copy.budgets.size(), 2u) << "today's, and yesterday's for its open hold";
}

TEST_F(Spend, ALateCallFindsItsOwnPeriodAmongOthers) {
  budget::Budget daily = MakeBudget(5, Money::Dollars(10));
  daily.period = budget::Period::kDaily;
  const auto policy = MakePolicy({daily});
  const TimePoint first = clock_.Now();
  const auto settle_at = [&](std::uint64_t request, TimePoint opened, Money price) {
    return counters_.SettleNow({.request = RequestId{Numbered(request)},
                                .call = call_,
                                .policy = *policy,
                                .price = price,
                                .opened = opened,
                                .now = clock_.Now()});
  };
  ASSERT_TRUE(Admit(*policy, 100, Money::Dollars(1)));
  clock_.Advance(std::chrono::hours{24});
  ASSERT_EQ(counters_.Expire(clock_.Now()).size(), 1u);
  ASSERT_TRUE(Admit(*policy, 101, Money::Dollars(1)));
  for (std::uint64_t day = 2; day < 5; ++day) {
    clock_.Advance(std::chrono::hours{24});
    ASSERT_TRUE(Admit(*policy, 100 + day, Money{}));
    Settle(*policy, 100 + day, Money{});
  }
  settle_at(101, first + std::chrono::hours{24}, Money::Dollars(3));

  const admission::Settlement late = settle_at(100, first, Money::Dollars(2));

  ASSERT_EQ(late.verdicts.size(), 1u);
  EXPECT_EQ(late.verdicts[0].after, Money::Dollars(2).nanos());
  EXPECT_EQ(late.verdicts[0].resets_at, ParseRfc3339("2026-11-24T00:00:00Z").value());
  const BudgetCopy oldest = counters_.Copy(call_.workspace).budgets.back();
  EXPECT_EQ(oldest.period.end, late.verdicts[0].resets_at);
  EXPECT_EQ(oldest.settled, Money::Dollars(2));
}

TEST_F(Spend, AWorkspaceNobodyHasCalledIsEmpty) {
  EXPECT_EQ(counters_.Copy(WorkspaceId{Numbered(9)}).seq, 0u);
  EXPECT_TRUE(counters_.Holds(WorkspaceId{Numbered(9)}).empty());
}

}  // namespace
}  // namespace rg::store::memory

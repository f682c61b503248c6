#include "app/spend.h"

#include <gtest/gtest.h>

#include "analytics/books_test.h"

namespace rg::app {
namespace {

using namespace std::chrono_literals;

// Budgets of one workspace over a store that holds events of before.
class SpendTest : public analytics::BooksTest {
 protected:
  SpendTest() {
    event_.call.workspace = workspace_;
    event_.call.api_slug = "openai";
    event_.call.model = "gpt-x";
    event_.outcome = journal::Outcome::kOk;
  }

  // A call that cost that much, settled as number `seq`.
  void Spend(std::int64_t nanos, std::uint64_t seq, TimePoint opened) {
    event_.request = ids_.New<RequestId>(opened);
    event_.opened = opened;
    event_.cost = Money::Nanos(nanos);
    event_.settle_seq = seq;
    Store(event_);
    counters_.SetSeq(workspace_, std::max(last_seq_, seq));
    last_seq_ = std::max(last_seq_, seq);
  }
  budget::Budget& AddBudget(budget::Scope scope = budget::Scope::kWorkspace,
                            const std::string& subject = "") {
    budget::Budget& budget = budgets_.emplace_back();
    budget.id = BudgetId{journal::sample::IdOf(50 + budgets_.size())};
    budget.workspace = workspace_;
    budget.name = "b" + std::to_string(budgets_.size());
    budget.scope = scope;
    budget.subject = subject;
    budget.amount = Money::Dollars(1);
    return budget;
  }
  Result<void> Load() {
    ++generation_;
    const pipeline::Snapshot snapshot{
        .generation = generation_,
        .keys = {},
        .apis = {},
        .policies = *admission::PolicyBook::Make({}, budgets_, generation_),
        .catalogue = nullptr,
        .workspaces = {{workspace_, {workspace_, "w", "w", "UTC", nullptr}}},
        .cost_models = {}};
    return LoadSpend(snapshot, counters_, *connection_, now_, [this] {
      ++asked_;
      return events_are_in_;
    });
  }
  store::memory::BudgetCopy Account(std::size_t index) {
    for (const auto& copy : counters_.Copy(workspace_).budgets) {
      if (copy.budget == budgets_.at(index).id) return copy;
    }
    ADD_FAILURE() << "no such budget";
    return {};
  }

  TimePoint now_ = ParseRfc3339("2026-11-23T12:00:00Z").value();
  journal::Event event_;
  IdSource ids_{7};
  std::vector<budget::Budget> budgets_;
  store::memory::MemoryCounters counters_;
  std::uint64_t last_seq_ = 0;
  std::uint64_t generation_ = 0;
  int asked_ = 0;
  Result<void> events_are_in_;
};

TEST_F(SpendTest, ABudgetStartsWithWhatTheEventsOfItsPeriodSay) {
  Spend(1'000, 1, now_ - 24h);
  Spend(20'000, 2, now_ - 1h);
  Spend(7, 3, now_ - 24h * 40);
  AddBudget();

  ASSERT_TRUE(Load());

  EXPECT_TRUE(Account(0).ready);
  EXPECT_EQ(Account(0).settled, Money::Nanos(21'000)) << "last month is not this month";
}

TEST_F(SpendTest, ABudgetCountsTheCallsOfItsScopeOnly) {
  Spend(1'000, 1, now_ - 1h);
  event_.call.model = "other";
  Spend(20'000, 2, now_ - 1h);
  AddBudget(budget::Scope::kModel, "gpt-*");
  AddBudget(budget::Scope::kModel, "other");
  AddBudget(budget::Scope::kApi, "openai");

  ASSERT_TRUE(Load());

  EXPECT_EQ(Account(0).settled, Money::Nanos(1'000));
  EXPECT_EQ(Account(1).settled, Money::Nanos(20'000));
  EXPECT_EQ(Account(2).settled, Money::Nanos(21'000));
}

TEST_F(SpendTest, AnEndNobodySawCountsThoughNothingSettledIt) {
  Spend(1'000, 0, now_ - 1h);
  AddBudget();
  ASSERT_TRUE(Load());
  EXPECT_EQ(Account(0).settled, Money::Nanos(1'000));
}

TEST_F(SpendTest, WhatIsKnownIsNotAskedForAgain) {
  AddBudget();
  ASSERT_TRUE(Load());
  EXPECT_EQ(asked_, 1);
  Spend(1'000, 1, now_);
  ASSERT_TRUE(Load());
  EXPECT_EQ(asked_, 1);
  EXPECT_EQ(Account(0).settled, Money()) << "those events were settled here";
}

TEST_F(SpendTest, ABudgetThatComesWhileServingLearnsItsPast) {
  AddBudget();
  ASSERT_TRUE(Load());
  Spend(1'000, 1, now_ - 1h);
  AddBudget();
  ASSERT_TRUE(Load());
  EXPECT_EQ(Account(1).settled, Money::Nanos(1'000));
}

TEST_F(SpendTest, WithoutTheEventsABudgetIsNotReadyAndIsTriedAgain) {
  Spend(1'000, 1, now_ - 1h);
  AddBudget();
  events_are_in_ = Fail(Errc::kUnavailable, "the disk is away");
  EXPECT_FALSE(Load());
  EXPECT_FALSE(Account(0).ready);

  events_are_in_ = {};
  EXPECT_TRUE(Load());

  EXPECT_TRUE(Account(0).ready);
  EXPECT_EQ(Account(0).settled, Money::Nanos(1'000));
}

}  // namespace
}  // namespace rg::app

// Slices: what they save, and that nothing is exceeded by them.
#include "store/redis/leased_counters.h"

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "limit/testing/promise.h"
#include "store/redis/leases_fixture.h"

namespace rg::store::redis {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_F(Leases, AHotKeyCostsFewerThanTwoCommandsPerHundredCalls) {
  BlockingCounters& one = AddGateway();
  Obey({MakeRule(1'000'000, limit::Algorithm::kTokenBucket),
        MakeRule(1'000'000, limit::Algorithm::kSlidingWindow)},
       {MakeBudget(Money::Dollars(1'000)), MakeBudget(Money::Dollars(500))});
  Serve(one, 200, Money::Nanos(2'000'000), Money::Nanos(1'500'000));
  const std::int64_t before = one.stats().answered.Get();

  Serve(one, 10'000, Money::Nanos(2'000'000), Money::Nanos(1'500'000));

  // Of these, one a tick is the test's own.
  const std::int64_t ticks = 100;
  EXPECT_LE(one.stats().answered.Get() - before - ticks, 200);
  EXPECT_GE(one.leased().stats().calls.Get(), 10'000);
  Pass(seconds{5});
  EXPECT_EQ(Copy().budgets[0].settled, Spent());
  EXPECT_EQ(Copy().budgets[0].held, Money{});
  EXPECT_EQ(Copy().budgets[0].open_holds, 0u);
  EXPECT_TRUE(Slices().empty());
}

TEST_F(Leases, AHotKeyCostsNoMoreCommandsWhereCallsLastLong) {
  BlockingCounters& one = AddGateway();
  Obey({MakeRule(1'000'000, limit::Algorithm::kSlidingWindow)},
       {MakeBudget(Money::Dollars(1'000))});
  const Money most = Money::Nanos(2'000'000);
  std::multimap<TimePoint, std::uint64_t> open;
  const auto serve = [&](int calls) {
    for (int i = 0; i < calls; ++i) {
      ASSERT_TRUE(Admits(one, ++requests_, most));
      open.emplace(clock_.Now() + milliseconds{100} * (i % 50), requests_);
      Pass(milliseconds{1});
      for (; !open.empty() && open.begin()->first <= clock_.Now(); open.erase(open.begin())) {
        ASSERT_TRUE(Settle(one, open.begin()->second, most).booked);
      }
    }
  };
  serve(6'000);
  const std::int64_t before = one.stats().answered.Get();

  serve(4'000);

  // Of these, one a tick is the test's own.
  const std::int64_t ticks = 40;
  EXPECT_LE(one.stats().answered.Get() - before - ticks, 80);
  EXPECT_GT(one.leased().slices(), 15u);
}

TEST_F(Leases, AFewCallsAreAskedAboutOneByOne) {
  BlockingCounters& one = AddGateway();
  Obey({}, {MakeBudget(Money::Dollars(1'000))});

  for (int i = 0; i < 100; ++i) {
    Serve(one, 1, Money::Nanos(2'000'000), Money::Nanos(1'500'000));
    Pass(milliseconds{100});
  }

  EXPECT_EQ(one.leased().stats().calls.Get(), 0);
}

TEST_F(Leases, SettlementsOfAllGatewaysHaveNumbersOfTheirOwn) {
  for (int i = 0; i < 3; ++i) AddGateway();
  Obey({}, {MakeBudget(Money::Dollars(1'000))});

  for (int i = 0; i < 30; ++i) {
    Serve(gateway(static_cast<std::size_t>(i % 3)), 60, Money::Nanos(2'000'000),
          Money::Nanos(1'500'000));
  }

  std::set<std::uint64_t> numbers;
  for (const Event& event : events_) numbers.insert(event.seq);
  EXPECT_EQ(numbers.size(), events_.size());
  EXPECT_GT(gateway().leased().stats().calls.Get(), 100);
}

class LeasedLimits : public Leases, public ::testing::WithParamInterface<limit::Algorithm> {};

TEST_P(LeasedLimits, AreNeverExceededByGatewaysThatTakeSlicesAndNearlyUsedUp) {
  for (int i = 0; i < 3; ++i) AddGateway();
  limit::Rule rule = MakeRule(6'000, GetParam());
  if (GetParam() == limit::Algorithm::kLeakyBucket) rule.burst = 1'000;
  Obey({rule}, {});
  std::mt19937_64 random(7);
  std::vector<limit::testing::Spent> spent;
  // From the beginning of a window, so that whole ones are seen.
  const int windows = 2;
  const TimePoint end = clock_.Now() + windows * rule.window;

  while (clock_.Now() < end) {
    const std::uint64_t request = ++requests_;
    BlockingCounters& at = gateway(random() % 3);
    if (Admits(at, request, Money{})) {
      spent.push_back({clock_.Now(), 1});
      Settle(at, request, Money{});
    }
    Pass(Duration{milliseconds{2}} + Duration{random() % 6'000'000});
  }

  EXPECT_TRUE(limit::testing::KeepsItsPromise(spent, rule));
  EXPECT_GE(spent.size() * 100, static_cast<std::size_t>(windows * rule.amount * 98));
  std::int64_t leased = 0;
  for (const auto& each : gateways_) leased += each->leased().stats().calls.Get();
  EXPECT_GT(leased, 1'000);
}

INSTANTIATE_TEST_SUITE_P(
    Each, LeasedLimits,
    ::testing::Values(limit::Algorithm::kTokenBucket, limit::Algorithm::kSlidingWindow,
                      limit::Algorithm::kFixedWindow, limit::Algorithm::kLeakyBucket),
    [](const auto& each) {
      std::string name(limit::kAlgorithmNames[static_cast<std::size_t>(each.param)]);
      std::erase(name, '_');
      return name;
    });

TEST_F(Leases, ABudgetIsNeverExceededByGatewaysThatTakeSlicesAndNearlySpent) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    std::mt19937_64 random(seed);
    gateways_.clear();
    events_.clear();
    prefix_ += "x";
    for (int i = 0; i < 4; ++i) AddGateway();
    const budget::Budget budget = MakeBudget(Money::Dollars(10));
    Obey({}, {budget});
    struct Open {
      std::size_t at;
      std::uint64_t request;
      Money price;
      TimePoint ends;
    };
    std::vector<Open> open;
    Money outstanding;
    int refused_in_a_row = 0;
    while (refused_in_a_row < 1'000) {
      const std::size_t at = random() % 4;
      const Money most = Money::Nanos(1 + static_cast<std::int64_t>(random() % 8'000'000));
      const Money price = Money::Nanos(
          static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most.nanos())));
      const std::uint64_t request = ++requests_;
      if (Admits(gateway(at), request, most)) {
        refused_in_a_row = 0;
        outstanding += price;
        open.push_back({at, request, price, clock_.Now() + milliseconds{random() % 3'000}});
      } else {
        ++refused_in_a_row;
      }
      ASSERT_LE(Spent() + outstanding, budget.amount) << "seed " << seed;
      std::erase_if(open, [&](const Open& one) {
        if (one.ends > clock_.Now()) return false;
        Settle(gateway(one.at), one.request, one.price);
        outstanding -= one.price;
        return true;
      });
      Pass(milliseconds{1} + Duration{random() % 5'000'000});
    }
    for (const Open& one : open) Settle(gateway(one.at), one.request, one.price);
    Pass(seconds{5});

    EXPECT_GE(Spent().nanos(), budget.amount.nanos() * 99 / 100) << "seed " << seed;
    EXPECT_EQ(Copy().budgets[0].settled, Spent()) << "seed " << seed;
    EXPECT_EQ(Copy().budgets[0].held, Money{}) << "seed " << seed;
    EXPECT_TRUE(Slices().empty());
  }
}

TEST_F(Leases, TokensThatWereEstimatedTooHighAreGivenBack) {
  BlockingCounters& one = AddGateway();
  Obey({MakeRule(1'000'000, limit::Algorithm::kFixedWindow, limit::Unit::kInputTokens)}, {});
  for (int i = 0; i < 300; ++i) {
    const std::uint64_t request = ++requests_;
    ASSERT_TRUE(Admits(one, request, Money{}, 1'000));
    Pass(milliseconds{10});
    Settle(one, request, Money{}, 10 + i % 3);
  }
  Pass(seconds{3});

  const Answer probe = Admit(one, ++requests_, Money{}, 0);

  ASSERT_GT(one.leased().stats().calls.Get(), 100);
  EXPECT_EQ(probe.verdicts[0].before, 300 * 11);
}

TEST_F(Leases, ThresholdsAreToldOnceAndWithinASecondOrSo) {
  for (int i = 0; i < 2; ++i) AddGateway();
  Obey({}, {MakeBudget(Money::Dollars(1))});
  std::vector<int> told;
  for (const auto& each : gateways_) {
    each->leased().OnCrossed([&](WorkspaceId, const admission::Crossings& crossings) {
      for (const admission::Crossing& crossing : crossings) told.push_back(crossing.percent);
    });
  }
  for (int i = 0; i < 300; ++i) {
    BlockingCounters& at = gateway(static_cast<std::size_t>(i % 2));
    ASSERT_TRUE(Admits(at, ++requests_, Money::Nanos(2'000'000)));
    for (const auto& crossing : Settle(at, requests_, Money::Nanos(2'000'000)).crossings) {
      told.push_back(crossing.percent);
    }
    Pass(milliseconds{1});
  }
  Pass(seconds{2});

  EXPECT_EQ(told, std::vector<int>{50});
  EXPECT_GT(gateway().leased().stats().calls.Get(), 50);
}

TEST_F(Leases, ACallUnderWayIsGivenMoreFromTheSliceAndThenFromTheBudget) {
  BlockingCounters& one = AddGateway();
  Obey({}, {MakeBudget(Money::Dollars(10))});
  Serve(one, 200, Money::Nanos(2'000'000), Money::Nanos(1'500'000));
  const std::uint64_t request = ++requests_;
  ASSERT_NE(Admit(one, request, Money::Nanos(2'000'000)).settle_seq, 0u);
  const auto extend = [&](Money by) {
    return *one.Extend(RequestId{Numbered(request)}, call_.workspace, by, clock_.Now()).ready();
  };

  EXPECT_TRUE(extend(Money{}));
  EXPECT_TRUE(extend(Money::Nanos(1'000)));
  EXPECT_TRUE(extend(Money::Dollars(5)));
  EXPECT_EQ(extend(Money::Dollars(9)).error().code, Errc::kBudgetExhausted);
  Pass(seconds{5});
  EXPECT_EQ(Copy().budgets[0].held, Money::Dollars(5) + Money::Nanos(2'001'000));
  Settle(one, request, Money::Dollars(4));
  Pass(seconds{5});

  EXPECT_EQ(Copy().budgets[0].settled, Spent());
  EXPECT_EQ(Copy().budgets[0].held, Money{});
}

TEST_F(Leases, WhatWasSurrenderedIsInRedisAndNothingIsTakenForAWhile) {
  BlockingCounters& one = AddGateway();
  Obey({}, {MakeBudget(Money::Dollars(100))});
  Serve(one, 200, Money::Nanos(2'000'000), Money::Nanos(1'500'000));
  const std::uint64_t under_way = ++requests_;
  ASSERT_NE(Admit(one, under_way, Money::Nanos(2'000'000)).settle_seq, 0u);

  const TimePoint until = clock_.Now() + seconds{1};
  EXPECT_TRUE(
      core_.Wait([&] { return one.leased().Surrender(call_.workspace, clock_.Now(), until); }));

  WorkspaceCopy copy = Copy();
  EXPECT_EQ(copy.budgets[0].settled, SpentBelow(copy.seq + 1));
  Serve(one, 100, Money::Nanos(2'000'000), Money::Nanos(1'500'000));
  Settle(one, under_way, Money::Nanos(1'000'000));
  copy = Copy();
  EXPECT_EQ(copy.budgets[0].settled, SpentBelow(copy.seq + 1));
  EXPECT_EQ(copy.budgets[0].settled, Spent());
}

}  // namespace
}  // namespace rg::store::redis

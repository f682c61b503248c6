#pragma once

#include <atomic>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "admission/counters_fixture.h"

// Many callers at once. See counters_contract.h.
namespace rg::admission {

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

// The same with prices below what was held: what comes back is spent again.
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

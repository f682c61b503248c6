#include "store/memory/counters.h"

#include <atomic>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "admission/counters_contract.h"

namespace rg::store::memory {
namespace {

class MemoryHarness final : public admission::CountersHarness {
 public:
  admission::Counters& counters() override { return counters_; }
  void Prepare(const admission::Policy& policy, TimePoint now) override {
    for (const Unready& unready : counters_.Install(policy, now)) {
      counters_.Ready(policy.workspace, unready.budget, Money{});
    }
  }
  std::size_t Expire(TimePoint now) override { return counters_.Expire(now).size(); }

 private:
  MemoryCounters counters_;
};

std::unique_ptr<admission::CountersHarness> MakeMemoryHarness() {
  return std::make_unique<MemoryHarness>();
}

using admission::CountersContract;
using admission::CountersModel;
INSTANTIATE_TEST_SUITE_P(Memory, CountersContract, testing::Values(&MakeMemoryHarness));
INSTANTIATE_TEST_SUITE_P(Memory, CountersModel, testing::Values(&MakeMemoryHarness));

// Two threads that go on together, to within some nanoseconds where both have a core.
class Gate {
 public:
  void Pass() {
    const int both = (arrived_.fetch_add(1) / 2 + 1) * 2;
    for (int spins = 0; arrived_.load() < both; ++spins) {
      if (spins > kPatience) std::this_thread::yield();
    }
  }

 private:
  static constexpr int kPatience = 1'000;
  std::atomic<int> arrived_{0};
};

class MemoryRace : public CountersContract {};
INSTANTIATE_TEST_SUITE_P(Memory, MemoryRace, testing::Values(&MakeMemoryHarness));

// Callers that begin as they are made, as in the contract, hardly ever meet: each has done its part
// before the next is there.
TEST_P(MemoryRace, TwoThatAskAtTheSameTimeGetNoMoreThanABudgetHas) {
  constexpr int kRounds = 300;
  constexpr int kFit = 100;
  const Money each = Money::Nanos(1'000);
  Money amount;
  for (int i = 0; i < kFit; ++i) amount += each;
  Obey({}, {MakeBudget("fits-100", amount)});
  Gate gate;
  std::atomic<int> admitted{0};

  const auto caller = [&](int which) {
    boost::asio::io_context io;
    std::vector<std::string> mine;
    for (int round = 0; round < kRounds; ++round) {
      gate.Pass();
      for (int i = 0; i < kFit; ++i) {
        std::string name = std::to_string((round * kFit + i) * 2 + which);
        if (AdmitOn(io, {name, each}).kind == admission::Answer::Kind::kAdmitted) {
          mine.push_back(std::move(name));
        }
      }
      admitted += static_cast<int>(mine.size());
      gate.Pass();
      for (const std::string& name : mine) SettleOn(io, name, Money{});
      mine.clear();
    }
  };
  std::thread other(caller, 1);
  caller(0);
  other.join();

  EXPECT_EQ(admitted, kRounds * kFit);
}

}  // namespace
}  // namespace rg::store::memory

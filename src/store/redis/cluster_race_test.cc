// Races for a hard budget while the slots of a cluster move and its servers change places.
#include <atomic>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "admission/counters.h"
#include "store/redis/fields.h"
#include "store/redis/testing/cluster.h"
#include "store/redis/testing/counters.h"

namespace rg::store::redis {
namespace {

using testing::BlockingCounters;
using testing::Cluster;
using testing::Core;
using testing::Numbered;

// Callers of two gateways, each with a core of its own, that race for one hard budget while
// something happens to the cluster.
class ClusterRace : public ::testing::Test {
 protected:
  static constexpr int kFits = 5'000;
  static constexpr int kCallers = 16;

  ClusterRace() {
    call_.workspace = WorkspaceId{Numbered(1)};
    call_.key = KeyId{Numbered(2)};
    budget::Budget budget;
    budget.id = BudgetId{Numbered(2'000)};
    budget.workspace = call_.workspace;
    budget.name = "fits-5000";
    for (int i = 0; i < kFits; ++i) budget.amount += each_;
    policy_ = admission::Policy::Make(call_.workspace, {}, {budget}, 1).value();
    for (std::uint64_t i = 0; i < 2; ++i) {
      CountersOptions options = testing::PatientOptions("rg");
      options.writer = i + 1;
      options.alarms = &alarms_;
      options.callers_time = false;
      gateways_.push_back(std::make_unique<BlockingCounters>(
          cores_[i], testing::MakeClient(cores_[i], cluster_.options()), options));
      gateways_[i]->Prepare(*policy_, call_.workspace, clock_.Now());
    }
  }

  std::string Key() const { return KeyOf("rg", call_.workspace); }
  std::uint16_t Slot() const { return SlotOf(Key()); }

  // Calls until the budget is spent, whatever happens in between.
  void CallUntilSpent(BlockingCounters& gateway) {
    for (int refused = 0; refused < 3;) {
      const RequestId request{Numbered(next_++)};
      const admission::Ask ask{.request = request,
                               .call = call_,
                               .policy = *policy_,
                               .most = each_,
                               .unbounded_because = {},
                               .now = clock_.Now()};
      const admission::Answer answer = std::move(*gateway.Admit(ask).ready());
      if (answer.kind != admission::Answer::Kind::kAdmitted) {
        const bool spent = answer.error.code == Errc::kBudgetExhausted;
        refused = spent ? refused + 1 : 0;
        if (!spent) ++unanswered_;
        continue;
      }
      ++admitted_;
      const struct admission::Settle settle {
        .request = request, .call = call_, .policy = *policy_, .price = each_, .opened = ask.now,
        .now = clock_.Now()
      };
      static_cast<void>(gateway.Settle(settle));
    }
  }

  // The race, until it is over; `inject` runs beside it once it is on its way.
  template <class Inject>
  void Race(Inject inject) {
    std::vector<std::thread> callers;
    for (int i = 0; i < kCallers; ++i) {
      callers.emplace_back(
          [this, i] { CallUntilSpent(*gateways_[static_cast<std::size_t>(i % 2)]); });
    }
    testing::Until([this] { return admitted_ >= kFits / 10; });
    inject();
    admitted_during_ = admitted_;
    for (std::thread& caller : callers) caller.join();
    std::printf("%d fit, %d admitted, of these %d during the fault; %d without an answer\n", kFits,
                admitted_.load(), admitted_during_, unanswered_.load());
  }
  WorkspaceCopy Copy() {
    return cores_[0]
        .Wait([&] { return gateways_[0]->counters().Copy(policy_, call_.workspace, clock_.Now()); })
        .value();
  }
  std::int64_t Redirects() const {
    std::int64_t all = 0;
    for (const auto& gateway : gateways_) {
      all += gateway->stats().moved.Get() + gateway->stats().asked.Get();
    }
    return all;
  }
  void ExpectNothingLost() {
    // A call whose answer was lost is undone, maybe after everybody has given up.
    EXPECT_LE(admitted_, kFits);
    EXPECT_GE(admitted_, kFits * 99 / 100);
    EXPECT_FALSE(alarms_.any());
    EXPECT_TRUE(testing::Until([this] { return Copy().open_holds == 0; }));
    EXPECT_EQ(Copy().budgets.at(0).settled, Money::Nanos(each_.nanos() * admitted_));
  }

  Cluster cluster_;
  Core cores_[2];
  std::vector<std::unique_ptr<BlockingCounters>> gateways_;
  SystemClock clock_;
  Alarms alarms_;
  CallFacts call_;
  const Money each_ = Money::Nanos(1'234'567);
  std::shared_ptr<const admission::Policy> policy_;
  std::atomic<std::uint64_t> next_{1};
  std::atomic<int> admitted_{0};
  std::atomic<int> unanswered_{0};
  int admitted_during_ = 0;
};

TEST_F(ClusterRace, ASlotThatMovesInMidRaceCostsNothing) {
  const int from = cluster_.MasterOf(Slot());
  const int to = (from + 1) % Cluster::kMasters;

  Race([&] {
    for (int i = 0; i < 2; ++i) {
      const int here = i == 0 ? from : to;
      const int there = i == 0 ? to : from;
      cluster_.BeginMove(Slot(), here, there);
      cluster_.MoveKey(Key(), here, there);
      cluster_.EndMove(Slot(), here, there);
    }
  });

  EXPECT_GT(Redirects(), 0) << "it moved while calls went on";
  ExpectNothingLost();
}

TEST_F(ClusterRace, AMasterThatHandsOverInMidRaceCostsNothing) {
  const int master = cluster_.MasterOf(Slot());
  const int replica = master + Cluster::kMasters;

  Race([&] {
    ASSERT_EQ(testing::Tell(cluster_.port(replica), "CLUSTER FAILOVER"), "OK");
    Cluster::Await([&] { return cluster_.IsMaster(replica) && !cluster_.IsMaster(master); });
  });

  EXPECT_GT(Redirects(), 0) << "it was replaced while calls went on";
  ExpectNothingLost();
}

}  // namespace
}  // namespace rg::store::redis

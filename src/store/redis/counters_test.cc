#include "store/redis/counters.h"

#include <set>

#include <gtest/gtest.h>

#include "admission/counters_contract.h"
#include "store/redis/testing/cluster.h"
#include "store/redis/testing/counters.h"
#include "store/redis/testing/server.h"

namespace rg::store::redis {
namespace {

using testing::BlockingCounters;
using testing::Core;

// Each has its own keys, so that all may use the same server.
std::string NewPrefix() {
  static int made = 0;
  return "t" + std::to_string(++made);
}

ClientOptions OneServer() {
  static testing::Server server;
  return testing::ClientOfPort(server.port());
}

ClientOptions OneCluster() {
  static testing::Cluster cluster;
  return cluster.options();
}

class RedisHarness final : public admission::CountersHarness {
 public:
  explicit RedisHarness(ClientOptions to, bool leases = false)
      : counters_(core_, testing::MakeClient(core_, std::move(to)), OptionsOf(leases),
                  {.terms = {.calls_per_second = 1}}) {}

  admission::Counters& counters() override { return counters_; }
  void Prepare(const admission::Policy& policy, TimePoint now) override {
    workspaces_.insert(policy.workspace);
    counters_.Prepare(policy, policy.workspace, now);
  }
  std::size_t Expire(TimePoint now) override {
    std::size_t ended = 0;
    for (const WorkspaceId workspace : workspaces_) ended += counters_.Sweep(workspace, now).size();
    return ended;
  }

  admission::Crossings Later(WorkspaceId workspace, TimePoint now) override {
    admission::Crossings crossings;
    counters_.leased().OnCrossed([&](WorkspaceId, const admission::Crossings& more) {
      crossings.insert(crossings.end(), more.begin(), more.end());
    });
    core_.Wait([&] { return counters_.leased().Surrender(workspace, now, now); });
    return crossings;
  }

 private:
  static CountersOptions OptionsOf(bool leases) {
    CountersOptions options = testing::PatientOptions(NewPrefix());
    options.leases = leases;
    return options;
  }

  Core core_;
  BlockingCounters counters_;
  std::set<WorkspaceId> workspaces_;
};

std::unique_ptr<admission::CountersHarness> OnAServer() {
  return std::make_unique<RedisHarness>(OneServer());
}
std::unique_ptr<admission::CountersHarness> OnACluster() {
  return std::make_unique<RedisHarness>(OneCluster());
}

// One that takes slices as soon as it can.
std::unique_ptr<admission::CountersHarness> Leased() {
  return std::make_unique<RedisHarness>(OneServer(), true);
}

using admission::CountersContract;
using admission::CountersModel;
INSTANTIATE_TEST_SUITE_P(Redis, CountersContract, ::testing::Values(&OnAServer));
INSTANTIATE_TEST_SUITE_P(Redis, CountersModel, ::testing::Values(&OnAServer));
INSTANTIATE_TEST_SUITE_P(Leased, CountersContract, ::testing::Values(&Leased));
INSTANTIATE_TEST_SUITE_P(Leased, CountersModel, ::testing::Values(&Leased));
INSTANTIATE_TEST_SUITE_P(Cluster, CountersContract, ::testing::Values(&OnACluster));
INSTANTIATE_TEST_SUITE_P(Cluster, CountersModel, ::testing::Values(&OnACluster));

}  // namespace
}  // namespace rg::store::redis

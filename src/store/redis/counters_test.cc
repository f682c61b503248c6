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

// Each has its own keys, so that all may use the same servers.
std::string NewPrefix() {
  static int made = 0;
  return "t" + std::to_string(++made);
}

std::unique_ptr<Client> OnOneServer(Core& core) {
  static testing::Server server;
  return testing::MakeSingleClient(core, server.port());
}
// One server is enough to find all.
std::unique_ptr<Client> OnCluster(Core& core) {
  return testing::MakeClusterClient(core, {testing::OneCluster().ports()[0]});
}

class RedisHarness final : public admission::CountersHarness {
 public:
  explicit RedisHarness(std::unique_ptr<Client> (*make_client)(Core&))
      : counters_(core_, make_client(core_), testing::PatientOptions(NewPrefix())) {}

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

 private:
  Core core_;
  BlockingCounters counters_;
  std::set<WorkspaceId> workspaces_;
};

std::unique_ptr<admission::CountersHarness> MakeServerHarness() {
  return std::make_unique<RedisHarness>(&OnOneServer);
}
std::unique_ptr<admission::CountersHarness> MakeClusterHarness() {
  return std::make_unique<RedisHarness>(&OnCluster);
}

using admission::CountersContract;
using admission::CountersModel;
INSTANTIATE_TEST_SUITE_P(Server, CountersContract, ::testing::Values(&MakeServerHarness));
INSTANTIATE_TEST_SUITE_P(Server, CountersModel, ::testing::Values(&MakeServerHarness));
INSTANTIATE_TEST_SUITE_P(Cluster, CountersContract, ::testing::Values(&MakeClusterHarness));
INSTANTIATE_TEST_SUITE_P(Cluster, CountersModel, ::testing::Values(&MakeClusterHarness));

}  // namespace
}  // namespace rg::store::redis

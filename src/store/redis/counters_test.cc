#include "store/redis/counters.h"

#include <gtest/gtest.h>

#include "admission/counters_contract.h"
#include "store/redis/testing/counters.h"
#include "store/redis/testing/server.h"

namespace rg::store::redis {
namespace {

using testing::BlockingCounters;
using testing::Core;
using testing::Server;

// Patience of a machine that is busy with other tests.
constexpr Duration kPatience = std::chrono::seconds{10};

Server& OneServer() {
  static Server server;
  return server;
}

std::unique_ptr<Client> MakeClient(Core& core, std::uint16_t port) {
  LinkOptions options;
  options.connection.endpoint = {"127.0.0.1", port, false};
  options.connection.greeting = LoadScripts();
  options.deadline = kPatience;
  std::unique_ptr<Client> client;
  core.Do([&] {
    client =
        std::make_unique<SingleClient>(core.io(), core.ticker(), http::Dialer{}, options, nullptr);
  });
  return client;
}

// Each has its own keys, so that all may use one server.
std::string NewPrefix() {
  static int made = 0;
  return "t" + std::to_string(++made);
}

class RedisHarness final : public admission::CountersHarness {
 public:
  RedisHarness()
      : counters_(core_, MakeClient(core_, OneServer().port()),
                  {.prefix = NewPrefix(),
                   .deadline = kPatience,
                   .unhurried = kPatience,
                   .writer = 1,
                   .callers_time = true}) {}

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

std::unique_ptr<admission::CountersHarness> MakeRedisHarness() {
  return std::make_unique<RedisHarness>();
}

using admission::CountersContract;
using admission::CountersModel;
INSTANTIATE_TEST_SUITE_P(Redis, CountersContract, ::testing::Values(&MakeRedisHarness));
INSTANTIATE_TEST_SUITE_P(Redis, CountersModel, ::testing::Values(&MakeRedisHarness));

}  // namespace
}  // namespace rg::store::redis

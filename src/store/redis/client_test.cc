#include "store/redis/client.h"

#include <memory>

#include <gtest/gtest.h>

#include "store/redis/testing/counters.h"
#include "store/redis/testing/server.h"

namespace rg::store::redis {
namespace {

using testing::Core;
using testing::kPatience;
using testing::Server;

TEST(ClientTest, AScriptThatAServerHasForgottenIsBroughtAgain) {
  Server server;
  Core core;
  std::unique_ptr<Client> client = testing::MakeClient(core, server.port());
  const Script script("return ARGV[1] * 2");
  const Arguments arguments = Arguments().Add(21);
  const std::string flush = MakeCommand("SCRIPT", "FLUSH");

  for (int i = 0; i < 2; ++i) {
    const Outcome outcome =
        core.Wait([&] { return client->Eval(script, "key", arguments, kPatience); });
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->root().integer(), 42);
    core.Wait([&] { return client->Call("", flush, kPatience); });
  }
  core.Do([&] { client.reset(); });
}

}  // namespace
}  // namespace rg::store::redis

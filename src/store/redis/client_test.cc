#include "store/redis/client.h"

#include <memory>

#include <gtest/gtest.h>

#include "store/redis/testing/core.h"
#include "store/redis/testing/server.h"

namespace rg::store::redis {
namespace {

using testing::Core;
using testing::Server;

constexpr Duration kPatience = std::chrono::seconds{10};

TEST(ClientTest, AScriptThatAServerHasForgottenIsBroughtAgain) {
  Server server;
  Core core;
  LinkOptions options;
  options.connection.endpoint = {"127.0.0.1", server.port(), false};
  std::unique_ptr<Client> client;
  core.Do([&] {
    client = std::make_unique<Client>(core.io(), core.ticker(), http::Dialer{}, options, nullptr);
  });
  const Script script("return ARGV[1] * 2");
  const Arguments arguments = Arguments().Add(21);
  const std::string flush = MakeCommand("SCRIPT", "FLUSH");

  for (int i = 0; i < 2; ++i) {
    const Outcome outcome =
        core.Wait([&] { return client->Eval(script, "key", arguments, kPatience); });
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->root().integer(), 42);
    core.Wait([&] { return client->Call(flush, kPatience); });
  }
  core.Do([&] { client.reset(); });
}

}  // namespace
}  // namespace rg::store::redis

// A master that sentinels know by name, and replace.
#include "store/redis/testing/sentinel.h"

#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "store/redis/client.h"
#include "store/redis/testing/cluster.h"
#include "store/redis/testing/counters.h"

namespace rg::store::redis {
namespace {

using testing::Core;
using testing::kPatience;
using testing::Sentinel;
using testing::Server;
using testing::Tell;
using testing::Until;

class SentinelTest : public ::testing::Test {
 protected:
  SentinelTest() {
    testing::Cluster::Await([this] {
      return Tell(replica_.port(), "INFO replication").find("master_link_status:up") !=
             std::string::npos;
    });
  }
  ~SentinelTest() override { Disconnect(); }

  void Connect(std::uint16_t sentinel, const std::string& name = "counters",
               const std::string& password = "") {
    Address address;
    address.kind = Address::Kind::kSentinel;
    // The first does not answer.
    address.endpoints = {{"127.0.0.1", FreePort(), false}, {"127.0.0.1", sentinel, false}};
    address.master = name;
    address.sentinel_login.password = Secret(password);
    ClientOptions options = ClientOf(address);
    options.link.connection.master_only = true;
    options.link.probe_every_max = std::chrono::milliseconds{100};
    core_.Do([&] {
      client_ = std::make_unique<Client>(core_.io(), core_.ticker(), http::Dialer{},
                                         std::move(options), nullptr);
    });
  }
  void Disconnect() {
    core_.Do([this] {
      if (client_ != nullptr) client_->Close();
      client_.reset();
    });
  }
  std::string Set(const std::string& value) {
    const std::string command = MakeCommand("SET", "a", value);
    const Outcome outcome = core_.Wait([&] { return client_->Call("a", command, kPatience); });
    return outcome ? std::string(outcome->root().text()) : "(no answer)";
  }

  Server master_;
  Server replica_{{"--replicaof", "127.0.0.1 " + std::to_string(master_.port()),
                   "--repl-diskless-sync-delay", "0"}};
  Core core_;
  std::unique_ptr<Client> client_;
};

TEST_F(SentinelTest, AMasterThatDiesIsReplacedUnderTheSameName) {
  Sentinel sentinel("counters", master_.port());
  Connect(sentinel.port());
  ASSERT_EQ(Set("before"), "OK");
  ASSERT_EQ(Tell(master_.port(), "GET a"), "before");
  testing::Cluster::Await([&] {
    return Tell(sentinel.port(), "SENTINEL REPLICAS counters").find("127.0.0.1") !=
           std::string::npos;
  });

  master_.Kill();

  ASSERT_TRUE(Until([&] { return Set("after") == "OK"; }));
  EXPECT_EQ(Tell(replica_.port(), "GET a"), "after");
}

TEST_F(SentinelTest, AMasterThatIsReplacedWhileItLivesIsAskedNoMore) {
  Sentinel sentinel("counters", master_.port());
  Connect(sentinel.port());
  ASSERT_EQ(Set("before"), "OK");
  testing::Cluster::Await(
      [&] { return Tell(sentinel.port(), "SENTINEL FAILOVER counters") == "OK"; });

  testing::Cluster::Await([&] { return Tell(replica_.port(), "ROLE").starts_with("master"); });

  ASSERT_TRUE(Until([&] {
    Set("after");
    return Tell(replica_.port(), "GET a") == "after";
  }));
}

TEST_F(SentinelTest, ANameThatNobodyKnowsIsAsGoodAsNoServer) {
  Sentinel sentinel("others", master_.port());
  Connect(sentinel.port());

  EXPECT_EQ(Set("x"), "(no answer)");
  core_.Do([this] {
    EXPECT_NE(client_->why().find("no master of this name"), std::string::npos) << client_->why();
  });
}

TEST_F(SentinelTest, SentinelsMayWantAPasswordOfTheirOwn) {
  Sentinel sentinel("counters", master_.port(), "requirepass sesame\n");
  Connect(sentinel.port(), "counters", "sesame");

  EXPECT_EQ(Set("x"), "OK");
}

}  // namespace
}  // namespace rg::store::redis

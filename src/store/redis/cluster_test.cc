// A cluster whose slots move and whose servers fail, as one core sees it.
#include "store/redis/testing/cluster.h"

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "http/testing/certificates.h"
#include "store/redis/client.h"
#include "store/redis/testing/counters.h"

namespace rg::store::redis {
namespace {

using testing::Cluster;
using testing::Core;
using testing::kPatience;
using testing::Server;
using testing::Tell;
using testing::Until;

class ClusterTest : public ::testing::Test {
 protected:
  ~ClusterTest() override { Disconnect(); }

  void Connect(ClientOptions options, boost::asio::ssl::context* tls = nullptr) {
    options.link.probe_every_max = std::chrono::milliseconds{100};
    core_.Do([&] {
      client_ = std::make_unique<Client>(core_.io(), core_.ticker(), http::Dialer{.tls = tls},
                                         std::move(options),
                                         [this](const Client&, const std::string& why) {
                                           const std::lock_guard lock(mutex_);
                                           changes_.push_back(why);
                                         });
    });
  }
  void Disconnect() {
    core_.Do([this] {
      if (client_ != nullptr) client_->Close();
      client_.reset();
    });
  }

  Outcome Ask(const std::string& key, const std::string& command, Duration within = kPatience) {
    return core_.Wait([&] { return client_->Call(key, command, within); });
  }
  std::string Text(const std::string& key, const std::string& command) {
    const Outcome outcome = Ask(key, command);
    return outcome ? std::string(outcome->root().text()) : "(no answer)";
  }
  std::string Set(const std::string& key, const std::string& value) {
    return Text(key, MakeCommand("SET", key, value));
  }
  std::string Get(const std::string& key) { return Text(key, MakeCommand("GET", key)); }
  Outcome Double(const std::string& key, int number) {
    const Arguments arguments = Arguments().Add(number);
    return core_.Wait([&] { return client_->Eval(script_, key, arguments, kPatience); });
  }
  bool Away(const std::string& key) {
    bool away = false;
    core_.Do([&] { away = client_->away(key); });
    return away;
  }
  std::vector<std::string> Changes() {
    const std::lock_guard lock(mutex_);
    return changes_;
  }

  // A key of the server that has that third of the slots.
  static std::string KeyOf(int server) {
    for (int i = 0;; ++i) {
      std::string key = "rg:{" + std::to_string(i) + "}";
      if (SlotOf(key) * std::size_t{Cluster::kMasters} / kSlots == std::size_t(server)) return key;
    }
  }

  const Script script_{"redis.call('SET', KEYS[1], ARGV[1] * 2) return ARGV[1] * 2"};
  Core core_;
  std::unique_ptr<Client> client_;
  std::mutex mutex_;
  std::vector<std::string> changes_;
};

// One cluster for all tests that leave it as it was.
class WholeCluster : public ClusterTest {
 protected:
  WholeCluster() { Connect(cluster().options()); }

  static Cluster& cluster() {
    static Cluster made;
    return made;
  }
};

Async<void> AskOne(Client& client, std::string key, std::atomic<int>& answered) {
  const std::string command = MakeCommand("GET", key);
  const Outcome outcome = co_await client.Call(key, command, kPatience);
  if (outcome && outcome->root().Is(Reply::Kind::kNull)) ++answered;
}

std::int64_t ReadsOf(Cluster& cluster, int server) {
  const std::string info = Tell(cluster.port(server), "INFO stats");
  return std::stoll(info.substr(info.find("total_reads_processed:") + 22));
}

TEST_F(WholeCluster, CommandsOfOneTurnLeaveInOneWritePerServer) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(Ask(KeyOf(i), MakeCommand("GET", KeyOf(i))));
  std::vector<std::int64_t> before;
  for (int i = 0; i < 3; ++i) before.push_back(ReadsOf(cluster(), i));
  std::atomic<int> answered{0};

  core_.Do([&] {
    for (int i = 0; i < 300; ++i) Start(AskOne(*client_, "{" + std::to_string(i) + "}", answered));
  });
  ASSERT_TRUE(Until([&] { return answered == 300; }));

  // The replicas' acknowledgements, one a second, and the buses are read too.
  for (int i = 0; i < 3; ++i) {
    EXPECT_LE(ReadsOf(cluster(), i) - before[static_cast<std::size_t>(i)], 15) << "not a hundred";
  }
}

TEST_F(WholeCluster, ASlotThatHasMovedIsAskedForElsewhereFromThenOn) {
  const std::string key = KeyOf(0);
  const std::uint16_t slot = SlotOf(key);
  ASSERT_EQ(Set(key, "here"), "OK");

  cluster().BeginMove(slot, 0, 1);
  cluster().MoveKey(key, 0, 1);
  cluster().EndMove(slot, 0, 1);

  EXPECT_EQ(Get(key), "here");
  EXPECT_LE(client_->stats().moved.Get(), 1) << "none where it was told first";
  for (int i = 0; i < 5; ++i) EXPECT_EQ(Get(key), "here");
  EXPECT_LE(client_->stats().moved.Get(), 1);
  cluster().BeginMove(slot, 1, 0);
  cluster().MoveKey(key, 1, 0);
  cluster().EndMove(slot, 1, 0);
  EXPECT_EQ(Get(key), "here");
}

TEST_F(WholeCluster, KeysOfASlotThatIsOnItsWayAreFoundWhereverTheyAre) {
  const std::string tag = KeyOf(1);
  const std::uint16_t slot = SlotOf(tag);
  const std::string stays = tag + "stays";
  const std::string goes = tag + "goes";
  for (const std::string& key : {stays, goes}) ASSERT_EQ(Set(key, key), "OK");
  cluster().BeginMove(slot, 1, 2);
  cluster().MoveKey(goes, 1, 2);
  Tell(cluster().port(2), "SCRIPT FLUSH");

  EXPECT_EQ(Get(stays), stays);
  EXPECT_EQ(Get(goes), goes);
  EXPECT_EQ(Double(tag + "new", 21)->root().integer(), 42) << "with a script that it never saw";
  EXPECT_EQ(Tell(cluster().port(1), "CLUSTER COUNTKEYSINSLOT " + std::to_string(slot)), "1");
  EXPECT_EQ(Tell(cluster().port(2), "CLUSTER COUNTKEYSINSLOT " + std::to_string(slot)), "2");
  EXPECT_GE(client_->stats().asked.Get(), 2);
  EXPECT_EQ(client_->stats().moved.Get(), 0);

  for (const std::string& key : {stays, goes, tag + "new"}) cluster().MoveKey(key, 2, 1);
  cluster().EndMove(slot, 1, 1);
  cluster().EndMove(slot, 2, 1);
}

// What we send has one key; this is what a server could say of others.
TEST_F(WholeCluster, ACommandThatCameTooEarlyIsSentAgainWithinItsDeadline) {
  const std::string tag = KeyOf(2);
  const std::uint16_t slot = SlotOf(tag);
  for (const char* key : {"a", "b"}) ASSERT_EQ(Set(tag + key, key), "OK");
  cluster().BeginMove(slot, 2, 0);
  cluster().MoveKey(tag + "a", 2, 0);
  const std::string both = MakeCommand("MGET", tag + "a", tag + "b");

  EXPECT_EQ(Ask(tag, both, std::chrono::milliseconds{50}).error(), Fault::kAway);
  EXPECT_GE(client_->stats().early.Get(), 2) << "more than once";

  std::atomic<bool> done{false};
  std::thread mover([&] {
    const std::int64_t before = client_->stats().early.Get();
    Until([&] { return client_->stats().early.Get() > before; });
    cluster().MoveKey(tag + "b", 2, 0);
    done = true;
  });
  const Outcome found = Ask(tag, both);
  mover.join();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->root()[1].text(), "b");
  for (const char* key : {"a", "b"}) cluster().MoveKey(tag + key, 0, 2);
  cluster().EndMove(slot, 2, 2);
  cluster().EndMove(slot, 0, 2);
}

TEST_F(WholeCluster, ServersOfTheSettingsThatAreGoneArePassedOver) {
  Disconnect();
  ClientOptions options = cluster().options({1});
  options.scout->known.insert(options.scout->known.begin(), {"127.0.0.1", FreePort(), false});
  Connect(std::move(options));

  for (int i = 0; i < 3; ++i) EXPECT_EQ(Set(KeyOf(i) + "x", "1"), "OK");
}

TEST_F(WholeCluster, AReplicaOfTheSettingsKnowsTheMasters) {
  Disconnect();
  Connect(cluster().options({4}));

  for (int i = 0; i < 3; ++i) EXPECT_EQ(Set(KeyOf(i) + "x", "1"), "OK");
}

TEST_F(ClusterTest, NobodyWhoKnowsIsAsGoodAsNoServer) {
  const std::uint16_t nobody = FreePort();
  ClientOptions options = testing::ClientOfPort(nobody);
  Address address = options.address;
  address.kind = Address::Kind::kCluster;
  Connect(ClientOf(address));

  EXPECT_EQ(Ask("a", MakeCommand("GET", "a")).error(), Fault::kAway);
  ASSERT_TRUE(Until([&] { return client_->away(); }));
  ASSERT_EQ(Changes().size(), 1u);
  EXPECT_EQ(Changes()[0], "127.0.0.1:" + std::to_string(nobody) + ": the connection was refused");
}

TEST_F(ClusterTest, AServerOfNoClusterIsNone) {
  Server server;
  Address address;
  address.kind = Address::Kind::kCluster;
  address.endpoints.push_back({"127.0.0.1", server.port(), false});
  Connect(ClientOf(address));

  const Result<void> found = core_.Wait([&] { return client_->Find(kPatience); });

  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Errc::kInvalidRequest);
  EXPECT_NE(found.error().detail.find("not part of a cluster"), std::string::npos);
}

TEST_F(ClusterTest, AMasterThatDiesIsReplacedByItsReplica) {
  Cluster cluster;
  Connect(cluster.options());
  const std::string key = KeyOf(0);
  ASSERT_EQ(Set(key, "before"), "OK");
  ASSERT_EQ(Double(key + "s", 21)->root().integer(), 42);
  ASSERT_EQ(Set(KeyOf(1), "other"), "OK");

  cluster.server(0).Kill();

  ASSERT_TRUE(Until([&] { return Set(key, "after") == "OK"; }));
  EXPECT_TRUE(cluster.IsMaster(3));
  EXPECT_EQ(Double(key + "s", 4)->root().integer(), 8);
  EXPECT_EQ(Get(KeyOf(1)), "other");
  ASSERT_TRUE(Until([&] { return !Changes().empty() && Changes().back().empty(); }));
  EXPECT_NE(Changes()[0].find(std::to_string(cluster.port(0))), std::string::npos)
      << "says which: " << Changes()[0];

  // The one that was killed comes back as a replica, and nobody asks it.
  cluster.server(0).Start();
  Cluster::Await([&] { return !cluster.IsMaster(0); });
  EXPECT_EQ(Get(key), "after");
}

TEST_F(ClusterTest, AMasterThatHangsIsReplacedAndItsLateAnswersAreNobodys) {
  Cluster cluster;
  Connect(cluster.options());
  const std::string key = KeyOf(2);
  ASSERT_EQ(Set(key, "before"), "OK");

  cluster.server(2).Freeze();
  EXPECT_EQ(Ask(key, MakeCommand("SET", key, "late"), std::chrono::milliseconds{30}).error(),
            Fault::kTimeout);
  ASSERT_TRUE(Until([&] {
    const Outcome outcome = Ask(key, MakeCommand("SET", key, "after"), std::chrono::seconds{1});
    return outcome && outcome->root().text() == "OK";
  }));
  cluster.server(2).Thaw();
  Cluster::Await([&] { return !cluster.IsMaster(2); });

  EXPECT_EQ(Get(key), "after");
}

TEST_F(ClusterTest, AMasterThatIsReplacedWhileItLivesIsAskedNoMore) {
  Cluster cluster;
  Connect(cluster.options());
  const std::string key = KeyOf(1);
  ASSERT_EQ(Set(key, "before"), "OK");

  ASSERT_EQ(Tell(cluster.port(4), "CLUSTER FAILOVER"), "OK");
  Cluster::Await([&] { return cluster.IsMaster(4) && !cluster.IsMaster(1); });

  EXPECT_EQ(Get(key), "before");
  EXPECT_EQ(Set(key, "after"), "OK");
}

TEST_F(ClusterTest, WhileAThirdIsGoneTheRestAnswersWhereTheClusterAllowsIt) {
  Cluster cluster({"--cluster-require-full-coverage", "no"});
  Connect(cluster.options());
  for (int i = 0; i < 3; ++i) ASSERT_EQ(Set(KeyOf(i), "x"), "OK");

  for (const int i : {2, 5}) cluster.server(i).Kill();

  ASSERT_TRUE(Until([&] { return Away(KeyOf(2)); }));
  EXPECT_EQ(Ask(KeyOf(2), MakeCommand("GET", KeyOf(2))).error(), Fault::kAway);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(Get(KeyOf(i)), "x");
  EXPECT_FALSE(client_->away());
}

TEST_F(ClusterTest, AClusterThatIsNotWholeIsAwayUntilItIs) {
  Cluster cluster;
  Connect(cluster.options());
  for (int i = 0; i < 3; ++i) ASSERT_EQ(Set(KeyOf(i), "x"), "OK");

  for (const int i : {2, 5}) cluster.server(i).Kill();

  // A call that meets it, and not the connection to the servers that died, learns of it.
  ASSERT_TRUE(Until([&] { return !Ask(KeyOf(0), MakeCommand("GET", KeyOf(0))); }));
  EXPECT_TRUE(Until([&] {
    Ask(KeyOf(1), MakeCommand("GET", KeyOf(1)));
    return client_->away();
  }));

  for (const int i : {2, 5}) cluster.server(i).Start();
  ASSERT_TRUE(Until([&] { return Get(KeyOf(0)) == "x"; }));
  EXPECT_TRUE(Until([&] { return Changes().back().empty(); }));
}

TEST_F(ClusterTest, TlsIsSpokenWithServersThatAreToldOfToo) {
  if (!http::testing::Certificates::Available()) GTEST_SKIP() << "openssl makes the certificates";
  const std::filesystem::path folder =
      std::filesystem::path(::testing::TempDir()) / ("cluster-tls-" + std::to_string(::getpid()));
  http::testing::Certificates certificates(folder);
  certificates.MakeSigned("server", "IP:127.0.0.1");
  const std::uint16_t port = FreePort();
  Server server({"--cluster-enabled", "yes", "--cluster-port", std::to_string(FreePort()),
                 "--tls-cluster", "yes", "--tls-port", std::to_string(port), "--tls-cert-file",
                 (folder / "server.pem").string(), "--tls-key-file",
                 (folder / "server.key").string(), "--tls-ca-cert-file",
                 (folder / "ca.pem").string(), "--tls-auth-clients", "no"});
  ASSERT_EQ(Tell(server.port(), "CLUSTER ADDSLOTSRANGE 0 16383"), "OK");
  Cluster::Await([&] {
    return Tell(server.port(), "CLUSTER INFO").find("cluster_state:ok") != std::string::npos;
  });
  Address address;
  address.kind = Address::Kind::kCluster;
  address.endpoints.push_back({"127.0.0.1", port, true});

  boost::asio::ssl::context trusts = certificates.Client();
  Connect(ClientOf(address), &trusts);
  EXPECT_EQ(Set("a", "1"), "OK");
  core_.Do([&] { EXPECT_EQ(client_->masters(), address.endpoints); });
  Disconnect();
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace rg::store::redis

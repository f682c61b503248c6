#include "store/redis/link.h"

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/ssl/context.hpp>
#include <gtest/gtest.h>

#include "http/testing/certificates.h"
#include "store/redis/command.h"
#include "store/redis/testing/core.h"
#include "store/redis/testing/server.h"

namespace rg::store::redis {
namespace {

using testing::Core;
using testing::Server;

constexpr Duration kPatience = std::chrono::seconds{10};
constexpr Duration kShort = std::chrono::milliseconds{30};

// A link to a server, on a core of its own.
class LinkTest : public ::testing::Test {
 protected:
  ~LinkTest() override {
    core_.Do([this] { link_.reset(); });
  }

  static LinkOptions To(std::uint16_t port) {
    LinkOptions options;
    options.connection.endpoint = {"127.0.0.1", port, false};
    options.deadline = kPatience;
    return options;
  }

  void Open(const LinkOptions& options, boost::asio::ssl::context* tls = nullptr) {
    core_.Do([&] {
      link_ = std::make_unique<Link>(core_.io(), core_.ticker(), http::Dialer{.tls = tls}, options,
                                     stats_, [this](const Link&, const std::string& why) {
                                       const std::lock_guard lock(mutex_);
                                       changes_.push_back(why);
                                     });
    });
  }

  Outcome Call(const std::string& command, Duration within = kPatience) {
    return core_.Wait([&] { return link_->Call(command, within); });
  }
  std::string Text(const std::string& command) {
    const Outcome outcome = Call(command);
    return outcome ? std::string(outcome->root().text()) : "";
  }

  // Waits until the link is what it should be; the breaker looks ten times a second.
  bool UntilAway(bool away) {
    if (!testing::Until([&] { return link_->away() == away; })) return false;
    // What the turn that changed it still does, has been done.
    core_.Do([] {});
    return true;
  }

  std::vector<std::string> Changes() {
    const std::lock_guard lock(mutex_);
    return changes_;
  }

  std::int64_t Reads() {
    const std::string info = Text(MakeCommand("INFO", "stats"));
    return std::stoll(info.substr(info.find("total_reads_processed:") + 22));
  }

  Stats stats_;
  Core core_;
  std::unique_ptr<Link> link_;
  std::mutex mutex_;
  std::vector<std::string> changes_;
};

Async<void> Ask(Link& link, std::string command, std::atomic<int>& answered) {
  const Outcome outcome = co_await link.Call(command);
  if (outcome && outcome->root().text() == "PONG") ++answered;
}

TEST_F(LinkTest, CommandsOfOneTurnLeaveInOneWrite) {
  Server server;
  Open(To(server.port()));
  const std::int64_t before = Reads();
  std::atomic<int> answered{0};

  core_.Do([&] {
    for (int i = 0; i < 100; ++i) Start(Ask(*link_, MakeCommand("PING"), answered));
  });
  const std::int64_t after = Reads();

  EXPECT_EQ(answered, 100);
  EXPECT_LE(after - before, 3) << "one for the hundred, and one or two for the question itself";
}

TEST_F(LinkTest, ALateReplyIsNotTakenForAnothers) {
  Server server;
  LinkOptions options = To(server.port());
  options.failures_max = 1'000;
  options.stall_max = kPatience;
  Open(options);
  ASSERT_EQ(Text(MakeCommand("PING")), "PONG");
  server.Freeze();

  const Outcome late = Call(MakeCommand("ECHO", "late"), kShort);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error(), Fault::kTimeout);
  server.Thaw();

  EXPECT_EQ(Text(MakeCommand("ECHO", "mine")), "mine");
}

TEST_F(LinkTest, AServerThatDoesNotAnswerIsLeftAloneUntilItDoes) {
  Server server;
  LinkOptions options = To(server.port());
  options.deadline = kShort;
  Open(options);
  ASSERT_EQ(Text(MakeCommand("PING")), "PONG");
  server.Freeze();
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(Call(MakeCommand("PING"), kShort));

  ASSERT_TRUE(link_->away());
  const auto began = std::chrono::steady_clock::now();
  const Outcome refused = Call(MakeCommand("PING"));
  EXPECT_EQ(refused.error(), Fault::kAway);
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{1});

  server.Thaw();
  ASSERT_TRUE(UntilAway(false));
  EXPECT_EQ(Text(MakeCommand("PING")), "PONG");
  EXPECT_EQ(Changes(), (std::vector<std::string>{"it does not answer in time", ""}));
  EXPECT_EQ(stats_.timeouts.Get(), 3);
}

TEST_F(LinkTest, AServerThatComesBackIsFoundAgain) {
  Server server;
  Open(To(server.port()));
  ASSERT_EQ(Text(MakeCommand("PING")), "PONG");

  server.Kill();
  ASSERT_TRUE(UntilAway(true));
  EXPECT_EQ(Call(MakeCommand("PING")).error(), Fault::kAway);
  server.Start();

  ASSERT_TRUE(UntilAway(false));
  EXPECT_EQ(Text(MakeCommand("PING")), "PONG");
}

TEST_F(LinkTest, ACommandWaitsForTheFirstConnection) {
  Server server;
  LinkOptions options = To(server.port());

  core_.Do([&] {
    link_ = std::make_unique<Link>(core_.io(), core_.ticker(), http::Dialer{}, options, stats_,
                                   nullptr);
    // Not one turn has passed.
    EXPECT_FALSE(link_->away());
  });

  EXPECT_EQ(Text(MakeCommand("PING")), "PONG");
}

TEST_F(LinkTest, NoMoreCommandsWaitThanThereIsRoomFor) {
  Server server;
  LinkOptions options = To(server.port());
  options.connection.commands_max = 2;
  options.failures_max = 1'000;
  options.stall_max = kPatience;
  Open(options);
  ASSERT_EQ(Text(MakeCommand("PING")), "PONG");
  server.Freeze();
  std::atomic<int> answered{0};

  core_.Do([&] {
    for (int i = 0; i < 2; ++i) Start(Ask(*link_, MakeCommand("PING"), answered));
  });
  EXPECT_EQ(Call(MakeCommand("PING")).error(), Fault::kAway);
  server.Thaw();

  // The place of one that was answered is free again.
  while (answered < 2) std::this_thread::yield();
  EXPECT_EQ(Text(MakeCommand("PING")), "PONG");
}

TEST_F(LinkTest, NothingIsSentBeforeThePassword) {
  Server server({"--requirepass", "sesame", "--databases", "4"});
  LinkOptions options = To(server.port());
  options.connection.login = {.user = "", .password = Secret("sesame"), .database = 3};
  Open(options);

  EXPECT_EQ(Text(MakeCommand("SET", "a", 1)), "OK");
  EXPECT_NE(Text(MakeCommand("INFO", "keyspace")).find("db3:keys=1"), std::string::npos);
}

TEST_F(LinkTest, AUserOfAnAclIsKnownByNameAndPassword) {
  Server server({"--user", "default", "off", "--user", "gateway", "on", ">sesame", "~*", "+@all"});
  LinkOptions options = To(server.port());
  options.connection.login = {.user = "gateway", .password = Secret("sesame")};
  Open(options);

  EXPECT_EQ(Text(MakeCommand("ACL", "WHOAMI")), "gateway");
}

TEST_F(LinkTest, AWrongPasswordIsToldAndNotRepeated) {
  Server server({"--requirepass", "sesame"});
  LinkOptions options = To(server.port());
  options.connection.login.password = Secret("a-guess");
  Open(options);

  ASSERT_TRUE(UntilAway(true));
  EXPECT_EQ(Call(MakeCommand("PING")).error(), Fault::kAway);
  ASSERT_FALSE(Changes().empty());
  EXPECT_NE(Changes()[0].find("WRONGPASS"), std::string::npos) << Changes()[0];
  EXPECT_EQ(Changes()[0].find("a-guess"), std::string::npos);
}

TEST_F(LinkTest, AReplicaIsNoPlaceForCounters) {
  Server master;
  Server replica({"--replicaof", "127.0.0.1 " + std::to_string(master.port())});
  LinkOptions options = To(replica.port());
  options.connection.master_only = true;
  Open(options);

  ASSERT_TRUE(UntilAway(true));
  EXPECT_EQ(Changes()[0], "it is a replica");

  // It is promoted, and found to be.
  core_.Do([this] { link_.reset(); });
  Open(To(replica.port()));
  ASSERT_EQ(Text(MakeCommand("REPLICAOF", "NO", "ONE")), "OK");
  core_.Do([this] { link_.reset(); });
  Open(options);
  EXPECT_EQ(Text(MakeCommand("SET", "a", 1)), "OK");
}

TEST_F(LinkTest, TlsIsSpokenWithServersWhoseAuthorityIsTrusted) {
  if (!http::testing::Certificates::Available()) GTEST_SKIP() << "openssl makes the certificates";
  const std::filesystem::path folder =
      std::filesystem::path(::testing::TempDir()) / ("redis-tls-" + std::to_string(::getpid()));
  http::testing::Certificates certificates(folder);
  certificates.MakeSigned("server", "IP:127.0.0.1");
  const std::uint16_t port = FreePort();
  Server server({"--tls-port", std::to_string(port), "--tls-cert-file",
                 (folder / "server.pem").string(), "--tls-key-file",
                 (folder / "server.key").string(), "--tls-ca-cert-file",
                 (folder / "ca.pem").string(), "--tls-auth-clients", "no"});
  ASSERT_TRUE(testing::Until([port] { return Listens(port); })) << "a moment after the other port";
  LinkOptions options = To(port);
  options.connection.endpoint.tls = true;

  boost::asio::ssl::context trusts = certificates.Client();
  Open(options, &trusts);
  EXPECT_EQ(Text(MakeCommand("PING")), "PONG");
  core_.Do([this] { link_.reset(); });

  boost::asio::ssl::context knows_nobody(boost::asio::ssl::context::tls_client);
  Open(options, &knows_nobody);
  ASSERT_TRUE(UntilAway(true));
  EXPECT_NE(Changes().back().find("TLS"), std::string::npos);
  core_.Do([this] { link_.reset(); });
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace rg::store::redis

#include <array>
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/server_fixture.h"
#include "http/testing/certificates.h"

namespace rg::http {
namespace {

using namespace std::chrono_literals;
using http::testing::Await;
using http::testing::Certificates;
using ::testing::EndsWith;

// The same server behind TLS.
class ServerTls : public ServerTest {
 protected:
  void SetUp() override {
    if (!Certificates::Available()) GTEST_SKIP() << "no openssl to make certificates with";
    folder_ = std::filesystem::temp_directory_path() / ("rg_stls_" + std::to_string(::getpid()));
    Certificates certificates(folder_);
    certificates.MakeSigned("server", "IP:127.0.0.1");
    shown_.emplace(certificates.Server("server"));
    trust_.emplace(certificates.Client());
    dialer_.tls = &*trust_;
    ServerOptions options;
    options.connections_max = 2;
    options.tls = &*shown_;
    StartServer(options);
    origin_ = {"127.0.0.1", server_->port(), true};
  }
  void TearDown() override {
    ServerTest::TearDown();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::unique_ptr<Socket> Dialled() {
    DialResult socket = Await(loop_, Dial(origin_, dialer_, loop_.ticker, loop_.io, 5s, given_up_));
    return socket ? *std::move(socket) : nullptr;
  }
  void Send(Socket& client, std::string_view bytes) {
    const std::array<boost::asio::const_buffer, 1> pieces{
        boost::asio::const_buffer(bytes.data(), bytes.size())};
    EXPECT_EQ(Await(loop_, client.Write(pieces)), Io::kOk);
  }
  std::string Read(Socket& client, std::string_view until) {
    std::string got;
    std::array<char, 4096> room{};
    while (!got.ends_with(until)) {
      const ReadResult read = Await(loop_, client.ReadSome(room));
      if (read.bytes == 0) break;
      got.append(room.data(), read.bytes);
    }
    return got;
  }

  std::filesystem::path folder_;
  std::optional<boost::asio::ssl::context> shown_;
  std::optional<boost::asio::ssl::context> trust_;
  Dialer dialer_;
  Endpoint origin_;
  bool given_up_ = false;
};

TEST_F(ServerTls, ServesManyRequestsOnOneConnection) {
  const std::unique_ptr<Socket> client = Dialled();
  ASSERT_NE(client, nullptr);
  Send(*client, Post("one") + PostChunked("two") + Post("three"));
  EXPECT_THAT(Read(*client, "three"), EndsWith("three"));
  EXPECT_EQ(server_->live(), 1u);
  EXPECT_THAT(bodies_, ::testing::ElementsAre("one", "two", "three"));
}

TEST_F(ServerTls, AClientThatHangsUpIsSeen) {
  Do(&Wait);
  const std::unique_ptr<Socket> client = Dialled();
  Send(*client, Get("/"));
  loop_.Until([this] { return waiting_; });
  client->Close();
  release_ = true;
  EXPECT_TRUE(loop_.Until([this] { return server_->live() == 0; }));
}

TEST_F(ServerTls, AClientThatNeverSpeaksIsClosedAndCountsUntilThen) {
  Peer silent = Connect();
  Peer another = Connect();
  loop_.Settle();

  Peer third = Connect();
  EXPECT_EQ(third.ReadToEnd(), "") << "handshakes fill the server, too";
  EXPECT_EQ(server_->stats().refused_full, 1u);

  loop_.Advance(server_->options().head_timeout + 2 * Ticker::kTick);
  EXPECT_TRUE(silent.Ended());
  EXPECT_NE(Dialled(), nullptr);
}

TEST_F(ServerTls, AClientThatSpeaksPlainHttpIsClosed) {
  Peer client = Connect();
  client.Send(Get("/"));
  client.ReadToEnd();
  EXPECT_TRUE(targets_.empty());
}

TEST_F(ServerTls, DrainDoesNotWaitForHandshakes) {
  Peer silent = Connect();
  loop_.Settle();
  EXPECT_EQ(server_->live(), 1u);
  server_->BeginDrain();
  EXPECT_TRUE(loop_.Until([this] { return server_->live() == 0; }));
  EXPECT_TRUE(silent.Ended());
}

TEST_F(ServerTls, DrainClosesIdleConnections) {
  const std::unique_ptr<Socket> client = Dialled();
  Send(*client, Post("x"));
  Read(*client, "x");
  loop_.Settle();

  server_->BeginDrain();
  loop_.Advance(std::chrono::seconds{1});

  EXPECT_TRUE(loop_.Until([this] { return server_->live() == 0; }));
}

}  // namespace
}  // namespace rg::http

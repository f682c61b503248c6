#include <atomic>
#include <cstring>
#include <dlfcn.h>
#include <filesystem>
#include <memory>
#include <netdb.h>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/client.h"
#include "http/socket.h"
#include "http/testing/certificates.h"
#include "http/testing/loop.h"
#include "http/testing/raw_peer.h"

namespace rg::http {
namespace {

using namespace std::chrono_literals;
using http::testing::Await;
using http::testing::Certificates;
using http::testing::RawListener;
using http::testing::RawPeer;
using http::testing::Started;
namespace ssl = boost::asio::ssl;
using Tcp = boost::asio::ip::tcp;

// The system's name lookup, except that one name takes as long as the test wants.
std::atomic<bool> slow_names{false};
constexpr const char* kSlowName = "slow.test";

}  // namespace
}  // namespace rg::http

extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints,
                           addrinfo** found) {
  using Lookup = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  static const auto system = reinterpret_cast<Lookup>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  if (node != nullptr && std::strcmp(node, rg::http::kSlowName) == 0) {
    rg::http::slow_names.wait(true);
    return EAI_NONAME;
  }
  return system(node, service, hints, found);
}

namespace rg::http {
namespace {

class DialTest : public ::testing::Test {
 protected:
  Async<DialResult> Dialling(Endpoint origin, const Dialer& dialer = {}) {
    endpoint_ = std::move(origin);
    dialer_ = dialer;
    return Dial(endpoint_, dialer_, loop_.ticker, loop_.io, 5s, given_up_);
  }
  // How it failed; nullopt when it did not.
  std::optional<ConnectFault> FaultOf(Endpoint origin, const Dialer& dialer = {}) {
    const DialResult result = Await(loop_, Dialling(std::move(origin), dialer));
    return result ? std::nullopt : std::optional(result.error());
  }

  http::testing::Loop loop_;
  Endpoint endpoint_;
  Dialer dialer_;
  bool given_up_ = false;
};

TEST_F(DialTest, ConnectsToAnAddressAndToAName) {
  RawListener listener(loop_);
  EXPECT_EQ(FaultOf({"127.0.0.1", listener.port()}), std::nullopt);
  EXPECT_EQ(FaultOf({"localhost", listener.port()}), std::nullopt);
}

TEST_F(DialTest, APortNobodyListensOnRefuses) {
  RawListener listener(loop_);
  const std::uint16_t port = listener.port();
  listener.Close();
  EXPECT_EQ(FaultOf({"127.0.0.1", port}), ConnectFault::kRefused);
}

TEST_F(DialTest, ANameThatCannotExistHasNoAddress) {
  EXPECT_EQ(FaultOf({"no such name", 80}), ConnectFault::kResolve);
}

TEST_F(DialTest, ANameThatIsSlowToResolveIsGivenUp) {
  slow_names = true;
  Started<DialResult> dial(loop_, Dialling({kSlowName, 80}));
  loop_.Settle();
  loop_.Advance(4s);
  EXPECT_FALSE(dial.done());
  loop_.Advance(1s + 2 * Ticker::kTick);

  EXPECT_TRUE(dial.done());

  slow_names = false;
  slow_names.notify_all();
  EXPECT_EQ(dial.Get().error(), ConnectFault::kTimeout);
}

TEST_F(DialTest, AServerThatDoesNotAcceptIsGivenUp) {
  RawListener full(loop_, 0);
  // Whoever comes while the queue of a listener is full hears nothing.
  std::vector<RawPeer> queue;
  for (int i = 0; i < 2; ++i) queue.push_back(RawPeer::BeginConnect(loop_, full.port()));
  loop_.Settle();

  Started<DialResult> dial(loop_, Dialling({"127.0.0.1", full.port()}));
  loop_.Settle();
  loop_.Advance(4s);
  EXPECT_FALSE(dial.done());
  loop_.Advance(1s + 2 * Ticker::kTick);

  EXPECT_EQ(dial.Get().error(), ConnectFault::kTimeout);
}

struct Asked {
  std::vector<Tcp::endpoint> addresses;
  bool answer = false;
};
bool Ask(const void* context, const Tcp::endpoint& address) {
  auto* asked = static_cast<Asked*>(const_cast<void*>(context));
  asked->addresses.push_back(address);
  return asked->answer;
}

TEST_F(DialTest, TheGateIsAskedAboutTheAddressBehindEverySpelling) {
  RawListener listener(loop_);
  for (const std::string host : {"127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001",
                                 "0177.0.0.1", "::ffff:127.0.0.1"}) {
    Asked asked;
    EXPECT_EQ(
        FaultOf({host, listener.port()}, {.tls = nullptr, .gate = &Ask, .gate_context = &asked}),
        ConnectFault::kForbidden)
        << host;
    ASSERT_FALSE(asked.addresses.empty()) << host;
    for (const Tcp::endpoint& address : asked.addresses) {
      const auto bare = address.address().is_v6() && address.address().to_v6().is_v4_mapped()
                            ? boost::asio::ip::address(boost::asio::ip::make_address_v4(
                                  boost::asio::ip::v4_mapped, address.address().to_v6()))
                            : address.address();
      EXPECT_TRUE(bare.is_loopback()) << host << " is " << address;
      EXPECT_EQ(address.port(), listener.port());
    }
  }
  EXPECT_FALSE(listener.SomebodyWaits());
}

TEST_F(DialTest, AnAddressTheGateAllowsIsConnectedTo) {
  RawListener listener(loop_);
  Asked asked{{}, true};
  EXPECT_EQ(FaultOf({"127.0.0.1", listener.port()},
                    {.tls = nullptr, .gate = &Ask, .gate_context = &asked}),
            std::nullopt);
}

TEST_F(DialTest, AConnectionNobodyWantsAnyMoreIsNotWaitedFor) {
  RawListener full(loop_, 0);
  std::vector<RawPeer> queue;
  for (int i = 0; i < 2; ++i) queue.push_back(RawPeer::BeginConnect(loop_, full.port()));
  loop_.Settle();
  Started<DialResult> dial(loop_, Dialling({"127.0.0.1", full.port()}));
  loop_.Settle();

  given_up_ = true;

  EXPECT_EQ(dial.Get().error(), ConnectFault::kTimeout);
}

// A server that speaks TLS, and a client that trusts one authority.
class TlsTest : public DialTest {
 protected:
  void SetUp() override {
    if (!Certificates::Available()) GTEST_SKIP() << "no openssl to make certificates with";
    folder_ = std::filesystem::temp_directory_path() / ("rg_tls_" + std::to_string(::getpid()));
    certificates_.emplace(folder_);
    trust_.emplace(certificates_->Client());
  }
  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  // Dials a server that shows this certificate. The server's socket is null when it did not like
  // how that went.
  std::optional<ConnectFault> Meet(const std::string& certificate,
                                   const std::string& host = "127.0.0.1") {
    shown_.emplace(certificates_->Server(certificate));
    Started<DialResult> dial(loop_, Dialling({host, listener_.port(), true}, {.tls = &*trust_}));
    TcpStream stream(loop_.io.get_executor(), Tcp::v4(), listener_.Accept().Release());
    Started<std::unique_ptr<Socket>> accept(
        loop_, AcceptTls(std::move(stream), *shown_, loop_.ticker, 5s, given_up_));
    DialResult dialled = dial.Get();
    if (!dialled) return dialled.error();
    client_ = *std::move(dialled);
    server_ = accept.Get();
    return std::nullopt;
  }
  std::string Pass(Socket& from, Socket& to, std::string_view bytes) {
    const std::array<boost::asio::const_buffer, 1> pieces{
        boost::asio::const_buffer(bytes.data(), bytes.size())};
    EXPECT_EQ(Await(loop_, from.Write(pieces)), Io::kOk);
    std::array<char, 100> got{};
    const ReadResult read = Await(loop_, to.ReadSome(got));
    return {got.data(), read.bytes};
  }

  std::filesystem::path folder_;
  std::optional<Certificates> certificates_;
  std::optional<ssl::context> trust_;
  std::optional<ssl::context> shown_;
  RawListener listener_{loop_};
  std::unique_ptr<Socket> client_;
  std::unique_ptr<Socket> server_;
};

TEST_F(TlsTest, ACertificateOfATrustedAuthorityIsAccepted) {
  certificates_->MakeSigned("good", "IP:127.0.0.1,DNS:localhost");

  ASSERT_EQ(Meet("good"), std::nullopt);

  EXPECT_EQ(Pass(*client_, *server_, "ping"), "ping");
  EXPECT_EQ(Pass(*server_, *client_, "pong"), "pong");
  EXPECT_EQ(Meet("good", "localhost"), std::nullopt);
}

TEST_F(TlsTest, ACertificateNobodyVouchesForIsRefused) {
  certificates_->MakeSelfSigned("self", "IP:127.0.0.1");
  EXPECT_EQ(Meet("self"), ConnectFault::kTls);
}

TEST_F(TlsTest, ACertificateForAnotherNameIsRefused) {
  certificates_->MakeSigned("other", "DNS:elsewhere.test,IP:127.0.0.2");
  EXPECT_EQ(Meet("other"), ConnectFault::kTls);
  EXPECT_EQ(Meet("other", "localhost"), ConnectFault::kTls);
}

TEST_F(TlsTest, AServerThatDoesNotSpeakTlsIsRefused) {
  Started<DialResult> dial(loop_,
                           Dialling({"127.0.0.1", listener_.port(), true}, {.tls = &*trust_}));
  RawPeer server = listener_.Accept();
  server.Send("HTTP/1.1 400 Bad Request\r\n\r\n");
  EXPECT_EQ(dial.Get().error(), ConnectFault::kTls);
}

TEST_F(TlsTest, AHandshakeThatStallsIsGivenUp) {
  Started<DialResult> dial(loop_,
                           Dialling({"127.0.0.1", listener_.port(), true}, {.tls = &*trust_}));
  RawPeer server = listener_.Accept();
  loop_.Advance(4s);
  EXPECT_FALSE(dial.done());
  loop_.Advance(1s + 2 * Ticker::kTick);
  EXPECT_EQ(dial.Get().error(), ConnectFault::kTimeout);
}

TEST_F(TlsTest, AClientThatStallsInItsHandshakeIsGivenUp) {
  certificates_->MakeSigned("good", "IP:127.0.0.1");
  shown_.emplace(certificates_->Server("good"));
  RawPeer client = RawPeer::Connect(loop_, listener_.port());
  TcpStream stream(loop_.io.get_executor(), Tcp::v4(), listener_.Accept().Release());
  Started<std::unique_ptr<Socket>> accept(
      loop_, AcceptTls(std::move(stream), *shown_, loop_.ticker, 5s, given_up_));
  loop_.Settle();
  loop_.Advance(5s + 2 * Ticker::kTick);
  EXPECT_EQ(accept.Get(), nullptr);
  EXPECT_TRUE(client.Ended());
}

TEST_F(TlsTest, WhatWaitsToBeReadIsSeen) {
  certificates_->MakeSigned("good", "IP:127.0.0.1");
  ASSERT_EQ(Meet("good"), std::nullopt);
  Pass(*server_, *client_, "x");  // with it come the session's tickets
  EXPECT_FALSE(client_->HasUnread());

  const std::array<boost::asio::const_buffer, 1> pieces{boost::asio::const_buffer("early", 5)};
  Await(loop_, server_->Write(pieces));
  EXPECT_TRUE(client_->HasUnread());

  // Bytes that have left the kernel but were not asked for are unread, too.
  std::array<char, 2> some{};
  Await(loop_, client_->ReadSome(some));
  EXPECT_TRUE(client_->HasUnread());
}

TEST_F(TlsTest, APeerThatHangsUpIsSeenBehindItsGoodbye) {
  certificates_->MakeSigned("good", "IP:127.0.0.1");
  ASSERT_EQ(Meet("good"), std::nullopt);
  EXPECT_FALSE(server_->PeerHasLeft());
  const std::array<boost::asio::const_buffer, 1> pieces{boost::asio::const_buffer("bye", 3)};
  Await(loop_, client_->Write(pieces));
  client_->Close();
  EXPECT_TRUE(server_->PeerHasLeft());
}

}  // namespace
}  // namespace rg::http

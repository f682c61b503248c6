#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "core/await.h"
#include "http/chunked.h"
#include "http/server.h"
#include "http/testing/loop.h"
#include "http/testing/raw_peer.h"

// For tests: a real server on a free port, whose handler the test writes.
namespace rg::http {

class ServerTest : public ::testing::Test, public Handler {
 protected:
  using Behaviour = Async<void> (*)(ServerTest& test, Exchange& exchange);
  using Peer = http::testing::RawPeer;

  static constexpr std::size_t kBodyMax = 100'000;

  ServerTest() { StartServer({}); }
  // Before the test is destroyed, whose handler may still be running.
  void TearDown() override {
    server_->BeginDrain();
    server_->CutAll();
    release_ = true;
    EXPECT_TRUE(loop_.Until([this] { return server_->live() == 0; })) << "a connection never ended";
    loop_.Settle();
    server_.reset();
    loop_.Settle();
  }

  // Replaces the server; the handler stays.
  void StartServer(ServerOptions options) {
    loop_.Settle();
    server_ = std::make_unique<Server>(loop_.io, loop_.ticker, std::move(options), *this);
    const Result<void> listening = server_->Listen();
    ASSERT_TRUE(listening) << listening.error().detail;
  }

  // What is done with every request from now on; Echo until then.
  void Do(Behaviour behaviour) { behaviour_ = behaviour; }

  Peer Connect(int receive_buffer = 0) {
    return Peer::Connect(loop_, server_->port(), receive_buffer);
  }
  // Sends on a fresh connection and reads all that comes until it is closed.
  std::string Ask(std::string_view request) {
    Peer client = Connect();
    client.Send(request);
    return client.ReadToEnd();
  }

  // Reads the body and answers 200 with it; 400 or 413 when it cannot be read.
  static Async<void> Echo(ServerTest& test, Exchange& exchange) {
    const Result<std::string_view> body = co_await exchange.ReadBody(kBodyMax);
    if (!body) {
      test.failures_.push_back(body.error().code);
      co_await exchange.Respond(body.error().code == Errc::kTooLarge ? 413 : 400, {},
                                body.error().detail);
      co_return;
    }
    test.bodies_.emplace_back(*body);
    co_await exchange.Respond(200, {}, *body);
  }
  // Answers without a look at the body.
  static Async<void> Ignore(ServerTest&, Exchange& exchange) {
    co_await exchange.Respond(200, {}, "ignored");
  }
  // Waits for the test, then echoes.
  static Async<void> Wait(ServerTest& test, Exchange& exchange) {
    test.waiting_ = true;
    while (!test.release_) co_await test.Turn();
    co_await Echo(test, exchange);
  }

  // Lets the loop run everything else once.
  Async<void> Turn() {
    SteadyTimer timer(loop_.io.get_executor(), std::chrono::milliseconds{1});
    co_await timer.async_wait(kAwait);
  }

  Async<void> Handle(Exchange& exchange) override {
    targets_.emplace_back(exchange.head().target);
    co_await behaviour_(*this, exchange);
  }

  http::testing::Loop loop_;
  Behaviour behaviour_ = &ServerTest::Echo;
  std::vector<std::string> targets_;  // of every request the handler saw
  std::vector<std::string> bodies_;
  std::vector<Errc> failures_;
  std::string gone_;  // what OnClientGone's listener wrote
  bool waiting_ = false;
  bool release_ = false;
  std::unique_ptr<Server> server_;
};

// A body in chunks of that size.
inline std::string Chunked(std::string_view body, std::size_t size) {
  std::string out;
  while (!body.empty()) {
    const std::string_view piece = body.substr(0, size);
    ChunkHeaderBuffer line;
    out.append(ChunkHeader(piece.size(), line)).append(piece).append(kChunkEnd);
    body.remove_prefix(piece.size());
  }
  return out.append(kLastChunk);
}

inline std::string Post(std::string_view body, std::string_view more_headers = "") {
  return "POST / HTTP/1.1\r\nHost: a\r\n" + std::string(more_headers) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}
inline std::string PostChunked(std::string_view body, std::size_t size = 1000) {
  return "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + Chunked(body, size);
}
inline std::string Get(std::string_view target) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

}  // namespace rg::http

#include "open_loop.h"

#include <atomic>
#include <map>
#include <thread>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

namespace rg::load {
namespace {

using std::chrono::milliseconds;

// Answers on a thread of its own, but nobody before so many have asked.
class Server {
 public:
  explicit Server(std::size_t hold, std::string answer)
      : hold_(hold), answer_(std::move(answer)), listener_(ListenOn(0)) {
    poller_.Add(listener_, nullptr);
    thread_ = std::thread([this] { Serve(); });
  }
  ~Server() {
    stop_ = true;
    thread_.join();
  }

  std::uint16_t port() const {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
  }

 private:
  void Serve() {
    while (!stop_) {
      for (const epoll_event& event : poller_.WaitUntil(Clock::now() + milliseconds{5})) {
        if (event.data.ptr == nullptr) {
          Accept();
        } else {
          Read(*static_cast<Descriptor*>(event.data.ptr));
        }
      }
    }
  }
  void Accept() {
    Descriptor accepted = AcceptFrom(listener_);
    const auto made = std::make_shared<Descriptor>(std::move(accepted));
    poller_.Add(*made, made.get());
    clients_.emplace(made.get(), made);
  }
  void Read(Descriptor& client) {
    std::array<char, 4096> buffer;
    std::string_view bytes;
    const Received received = Receive(client, buffer, bytes);
    if (received == Received::kEnd) clients_.erase(&client);
    if (received != Received::kBytes) return;
    asked_.push_back(&client);
    if (hold_ > asked_.size()) return;
    hold_ = 0;
    for (const Descriptor* one : asked_) {
      if (answer_.empty()) clients_.erase(one);
      if (!answer_.empty()) SendAll(*one, answer_);
    }
    asked_.clear();
  }

  std::size_t hold_;
  const std::string answer_;  // empty: hangs up instead
  Descriptor listener_;
  Poller poller_;
  std::map<const Descriptor*, std::shared_ptr<Descriptor>> clients_;
  std::vector<const Descriptor*> asked_;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

OpenLoop::Report CallAtRate(const Server& server, std::uint64_t connections) {
  return OpenLoop({.port = server.port(),
                   .request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                   .rate = 1000,
                   .warmup = {},
                   .measured = std::chrono::duration<double>(0.3),
                   .connections = connections})
      .Run();
}

constexpr const char* kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

TEST(OpenLoopTest, AStallIsChargedToEveryCallThatFellDueInIt) {
  const Server server(100, kOk);

  const OpenLoop::Report report = CallAtRate(server, 400);

  // The first of the hundred that were held waited for 99 ms, the thirtieth still for 70.
  EXPECT_EQ(report.latency.count(), 300u);
  EXPECT_GE(report.latency.max(), std::chrono::nanoseconds(milliseconds{99}).count());
  EXPECT_GE(report.latency.Quantile(0.9), std::chrono::nanoseconds(milliseconds{69}).count());
}

TEST(OpenLoopTest, EveryCallThatFallsDueIsSentThoughConnectionsAreFew) {
  const Server server(0, kOk);

  const OpenLoop::Report report = CallAtRate(server, 2);

  EXPECT_EQ(report.due, 300u);
  EXPECT_EQ(report.latency.count(), 300u);
  EXPECT_EQ(report.refused + report.broken + report.unanswered, 0u);
}

TEST(OpenLoopTest, RefusalsAreCounted) {
  const Server server(0, "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n");

  const OpenLoop::Report report = CallAtRate(server, 20);

  EXPECT_EQ(report.refused, 300u);
}

TEST(OpenLoopTest, AConnectionThatBreaksCostsItsCallAndIsReplaced) {
  const Server server(0, "");

  const OpenLoop::Report report = CallAtRate(server, 20);

  EXPECT_EQ(report.broken, 300u);
  EXPECT_EQ(report.latency.count(), 0u);
}

TEST(OpenLoopTest, WhatIsNeverAnsweredIsSaid) {
  const Server server(1'000, kOk);

  const OpenLoop::Report report = CallAtRate(server, 20);

  EXPECT_EQ(report.unanswered, 300u);
  EXPECT_EQ(report.queued, 280u);
}

}  // namespace
}  // namespace rg::load

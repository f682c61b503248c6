#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/time.h"
#include "http/ticker.h"
#include "store/redis/connection.h"
#include "store/redis/stats.h"

namespace rg::store::redis {

struct LinkOptions {
  ConnectionOptions connection;
  Duration deadline = std::chrono::milliseconds{5};  // of a command that names none
  int failures_max = 3;                              // in a row, before the link counts as away
  Duration probe_every_min = std::chrono::milliseconds{100};
  Duration probe_every_max = std::chrono::seconds{2};
  Duration stall_max = std::chrono::seconds{1};  // a reply this late will not come
};

// The way to one server: a connection that is made anew when it ends, behind a breaker.
//
//              failures_max in a row, or no connection
//     present ------------------------------------------> away: commands fail at once
//        ^                                                  |
//        \------ the probe was answered in time ------------/ one PING every so often
//
// Threads   That of its core.
class Link final : public http::Ticker::Entry {
 public:
  // `changed` is called when the link has come or gone, with why it went ("" when it came).
  using Changed = std::function<void(const Link& link, const std::string& why)>;

  Link(boost::asio::io_context& io, http::Ticker& ticker, const http::Dialer& dialer,
       LinkOptions options, Stats& stats, Changed changed);
  ~Link();
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  // See Connection::Call.
  Async<Outcome> Call(std::string_view command) { return Call(command, options_.deadline); }
  Async<Outcome> Call(std::string_view command, Duration within, int replies = 1);

  // Ends it for good, and what waits for it. Nobody is told.
  void Close();

  // The server answers, but said that it cannot serve for now. What it is then is asked anew.
  void SaysItIsAway(std::string why);

  // Why it is away; "" when it is not, and before the first connection was made or failed.
  const std::string& why() const { return why_; }
  const http::Endpoint& endpoint() const { return options_.connection.endpoint; }
  bool away() const { return away_.load(std::memory_order_relaxed); }

  void OnTick(Duration now) override;

 private:
  void Connect();
  void OnConnection();
  void Count(const Outcome& outcome, Duration took);
  void GoAway(std::string why);
  void ComeBack();
  Async<void> Probe(std::shared_ptr<bool> alive);

  boost::asio::io_context& io_;
  http::Ticker& ticker_;
  const http::Dialer dialer_;
  const LinkOptions options_;
  Changed changed_;
  Stats& stats_;
  std::atomic<bool> away_{false};
  std::shared_ptr<Connection> connection_;
  // False once the link is gone; for coroutines that outlive it.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  std::string why_;
  bool closed_ = false;
  int failures_ = 0;
  bool probing_ = false;
  Duration probe_every_;
  Duration next_probe_{};
  Duration ready_since_{};  // zero while not connected
};

}  // namespace rg::store::redis

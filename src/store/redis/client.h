#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/async.h"
#include "store/redis/command.h"
#include "store/redis/link.h"
#include "store/redis/script.h"

namespace rg::store::redis {

// The servers that keep the counters, as one core sees them: whichever of them has a key is asked.
//
// Threads   That of its core.
// Errors    A Fault says that nobody answered. A reply may be the error of a server that did.
class Client {
 public:
  virtual ~Client() = default;

  // Asks whoever has `key`. The bytes must stay until it ends.
  virtual Async<Outcome> Call(std::string_view key, std::string_view command, Duration within) = 0;

  const Stats& stats() const { return stats_; }

  // Runs a script on one key. What is referred to must stay until it ends.
  Async<Outcome> Eval(const Script& script, std::string_view key, const Arguments& arguments,
                      Duration within);

 protected:
  Stats stats_;
};

// One server, with or without replicas of its own.
class SingleClient final : public Client {
 public:
  SingleClient(boost::asio::io_context& io, http::Ticker& ticker, const http::Dialer& dialer,
               LinkOptions options, Link::Changed changed)
      : link_(io, ticker, dialer, std::move(options), stats_, std::move(changed)) {}

  Async<Outcome> Call(std::string_view key, std::string_view command, Duration within) override;
  const Link& link() const { return link_; }

 private:
  Link link_;
};

// The commands that make a server know all scripts, so that calls need not bring them.
std::vector<std::string> LoadScripts();

}  // namespace rg::store::redis

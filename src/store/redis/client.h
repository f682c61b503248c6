#pragma once

#include <string_view>

#include "core/async.h"
#include "store/redis/command.h"
#include "store/redis/link.h"
#include "store/redis/script.h"
#include "store/redis/url.h"

namespace rg::store::redis {

// The server that keeps the counters, as one core sees it.
//
// Threads   That of its core.
// Errors    A Fault says that nobody answered, or one who keeps nothing we may rely on: a replica,
//           a server that is still loading. A reply may be the error of a server that did.
class Client {
 public:
  Client(boost::asio::io_context& io, http::Ticker& ticker, const http::Dialer& dialer,
         LinkOptions options, Link::Changed changed)
      : link_(io, ticker, dialer, std::move(options), stats_, std::move(changed)) {}

  // The bytes must stay until it ends.
  Async<Outcome> Call(std::string_view command, Duration within);
  // Runs a script on one key. What is referred to must stay until it ends.
  Async<Outcome> Eval(const Script& script, std::string_view key, const Arguments& arguments,
                      Duration within);
  // Ends the connection and what waits for it; from then on every call ends with a Fault.
  void Close() { link_.Close(); }

  const Link& link() const { return link_; }
  const Stats& stats() const { return stats_; }

 private:
  Stats stats_;
  Link link_;
};

// The way to the server at an address, which is made to know all scripts, so that calls need not
// bring them.
LinkOptions LinkTo(const Address& address);

}  // namespace rg::store::redis

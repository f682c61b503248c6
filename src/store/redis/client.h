#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/async.h"
#include "store/redis/command.h"
#include "store/redis/link.h"
#include "store/redis/scout.h"
#include "store/redis/script.h"
#include "store/redis/topology.h"
#include "store/redis/url.h"

namespace rg::store::redis {

struct ClientOptions {
  Address address;
  LinkOptions link;                   // to each server; which one is filled in
  std::optional<ScoutOptions> scout;  // none: the address is the server
};

// The servers that keep the counters, as one core sees them: one; the masters of a cluster, of
// which each keeps some of the keys; or whichever one the sentinels call the master.
//
//   Call(key) -> slot -> master -> Link                  an answer, or a Fault
//                  ^                 | MOVED              the slot is another's from now on
//                  |                 | ASK                this once another's
//                  |                 | TRYAGAIN           a moment later
//              Topology <- Scout <---/ away, READONLY     who is master now?
//
// A command is sent again only after an answer that says that nothing was done, and only within its
// deadline.
//
// Threads   That of its core; away() any.
// Errors    A Fault says that nobody answered, or one who keeps nothing we may rely on: a replica,
//           a server that is still loading, a cluster that is not whole. A reply may be the error
//           of a server that did.
// Lifetime  Close it before it goes.
class Client {
 public:
  // `changed` is called when the first of the servers is lost, with why, and when all are back.
  using Changed = std::function<void(const Client& client, const std::string& why)>;

  Client(boost::asio::io_context& io, http::Ticker& ticker, const http::Dialer& dialer,
         ClientOptions options, Changed changed);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // A command about a key, at whichever server has it. The bytes must stay until it ends.
  Async<Outcome> Call(std::string_view key, std::string_view command, Duration within);
  // Runs a script on one key. What is referred to must stay until it ends.
  Async<Outcome> Eval(const Script& script, std::string_view key, const Arguments& arguments,
                      Duration within);
  // A command to a server of masters() that may be another by the time it is answered.
  Async<Outcome> CallAt(http::Endpoint server, std::string command, Duration within);
  // Hears every server out: what was asked before about any key has been answered, or has not been
  // in `within`. False when one that has any of the keys does not answer.
  Async<bool> Hear(std::vector<std::string> keys, Duration within);
  // Waits until it is known which servers there are, or why nobody knows. kInvalidRequest: they are
  // not what the address calls them.
  Async<Result<void>> Find(Duration within);
  // Ends the connections and what waits for them; from then on every call ends with a Fault.
  void Close();

  const std::vector<http::Endpoint>& masters() const { return topology_.masters(); }
  // Whether none of them is asked for now.
  bool away() const { return away_.load(std::memory_order_relaxed); }
  // Whether the one that has the key is not.
  bool away(std::string_view key) const;
  // Why one of them, or all, cannot be asked; "" while all can.
  const std::string& why() const { return why_; }
  // Why one of masters() cannot.
  std::string why(const http::Endpoint& server) const;
  const Stats& stats() const { return stats_; }

 private:
  // What is known about the next try of a command.
  struct Try {
    Duration due{};               // by the steady clock
    int redirects = 0;            // so far
    Duration pause{};             // before it, where the last was too early
    std::shared_ptr<Link> asked;  // to be asked this once; null: whose the key is
  };

  bool is_cluster() const { return options_.address.kind == Address::Kind::kCluster; }
  Duration Now() const { return ticker_.clock().Steady(); }
  std::shared_ptr<Link> Known(const http::Endpoint& server) const;
  std::shared_ptr<Link> OwnerOf(std::string_view key) const;
  Async<Outcome> SendTo(Link& link, std::string_view command, bool asking, Duration within);
  Async<bool> Follow(const Redirect& redirect, Try& next);
  Async<bool> Pause(Duration time);
  std::shared_ptr<Link> LinkTo(const http::Endpoint& server);
  std::shared_ptr<Link> MakeLink(const http::Endpoint& server);
  void OnTopology(Result<Topology> found);
  void Use(Topology topology);
  void OnLink(const std::string& why);
  void Tell();

  boost::asio::io_context& io_;
  http::Ticker& ticker_;
  const http::Dialer dialer_;
  const ClientOptions options_;
  Changed changed_;
  Stats stats_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  Topology topology_;
  std::vector<std::shared_ptr<Link>> links_;  // to topology_.masters(), in their order
  std::unique_ptr<Scout> scout_;
  std::optional<Error> unknown_;  // why nobody knows where the servers are
  std::string why_;
  std::atomic<bool> away_{false};
};

// How to get at what an address names. Servers are made to know all scripts, so that calls need not
// bring them.
ClientOptions ClientOf(const Address& address);

}  // namespace rg::store::redis

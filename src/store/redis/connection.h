#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/system/result.hpp>

#include "core/async.h"
#include "core/result.h"
#include "core/secret.h"
#include "core/time.h"
#include "http/socket.h"
#include "http/ticker.h"
#include "store/redis/reply.h"

namespace rg::store::redis {

// Why a command has no reply.
enum class Fault : std::uint8_t {
  kAway,     // it was not sent: no connection, or too many commands wait for one
  kTimeout,  // the deadline passed; whether it was carried out is not known
  kBroken,   // the connection ended; likewise
};
using Outcome = boost::system::result<Reply, Fault>;

// Who we are to a server.
struct Login {
  std::string user;  // "": the default user
  Secret password;   // empty: none is asked for
  int database = 0;
};

struct ConnectionOptions {
  http::Endpoint endpoint;
  Login login;
  bool master_only = false;           // a replica is as good as none: it takes no writes
  bool whole_cluster_only = false;    // and so is a part of a cluster that is not whole
  std::vector<std::string> greeting;  // commands sent once, whose replies are of no interest
  Duration connect_within = std::chrono::seconds{1};
  std::size_t commands_max = 10'000;  // that wait to be sent or answered
};

// One connection to a Redis server, which carries the commands of a whole core.
//
//   Call --> queued --(end of the turn: one write for all)--> sent --(replies in order)--> resumed
//
// A command whose deadline passes unsent is never sent. One that passes it later keeps its place,
// so that its reply is not taken for another's.
//
// Threads   That of its core.
// Errors    After kClosed the connection stays closed.
class Connection final : public std::enable_shared_from_this<Connection> {
 public:
  enum class State : std::uint8_t { kConnecting, kReady, kClosed };

  // Begins to connect. `changed` is called after each change of state.
  static std::shared_ptr<Connection> Open(boost::asio::io_context& io, http::Ticker& ticker,
                                          const http::Dialer& dialer, ConnectionOptions options,
                                          std::function<void()> changed);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Sends one command. Its bytes must stay until it ends. Where it is several, of which only the
  // last one's reply is of interest: how many.
  Async<Outcome> Call(std::string_view command, Duration within, int replies = 1);

  // Ends it, and every command with kBroken or kAway. `changed` is not called any more.
  void Close();

  State state() const { return state_; }
  // Why it closed, for an operator: "connection refused", "WRONGPASS ...". Never a secret.
  const std::string& why() const { return why_; }
  // How long the oldest command that was sent has been waiting; zero when none is.
  Duration Stalled() const;

 private:
  using Instant = http::SteadyTimer::time_point;
  struct Pending {
    std::string_view bytes;
    Instant sent_at{};
    Instant due{};
    int skipped = 0;             // replies before its own
    Outcome* outcome = nullptr;  // null: nobody waits for it any more
    Suspended waiter;
  };
  class Waiting;

  Connection(boost::asio::io_context& io, http::Ticker& ticker, const http::Dialer& dialer,
             ConnectionOptions options, std::function<void()> changed);

  static Async<void> Run(std::shared_ptr<Connection> self);
  Async<Result<void>> Begin();
  Async<Result<void>> Greet();
  static Async<void> Send(std::shared_ptr<Connection> self);
  void Enqueue(Pending pending);
  void ScheduleFlush();
  bool TakeReplies(std::string_view bytes);
  void Answer(Reply reply);
  void Watch(Instant due);
  void OnDue();
  void Expire(std::deque<Pending>& commands, Instant now, Fault fault, Instant& next);
  void Change(State state);
  void End(std::string why);
  void FailAll();
  static void Fail(Pending& pending, Fault fault);

  boost::asio::io_context& io_;
  http::Ticker& ticker_;
  http::Dialer dialer_;
  const ConnectionOptions options_;
  std::function<void()> changed_;
  State state_ = State::kConnecting;
  std::string why_;
  bool given_up_ = false;
  std::unique_ptr<http::Socket> socket_;
  ReplyParser parser_;
  std::deque<Pending> queued_;
  std::deque<Pending> sent_;
  std::string out_;  // what is being written
  bool writing_ = false;
  bool flush_scheduled_ = false;
  http::SteadyTimer timer_;
  Instant watched_ = Instant::max();
  std::vector<char> room_;
};

}  // namespace rg::store::redis

#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/intrusive/list.hpp>

#include "core/result.h"
#include "core/time.h"
#include "http/exchange.h"
#include "http/socket.h"
#include "http/ticker.h"
#include "http/write.h"

namespace rg::http {

// Who else listens on a server's port.
enum class PortUse : std::uint8_t {
  kAlone,   // nobody: a port that is taken is an error
  kFirst,   // the other cores of this process, later: taken is an error all the same
  kFollow,  // the cores that came before
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one; see Server::port
  PortUse port_use = PortUse::kAlone;
  Duration head_timeout = std::chrono::seconds{10};  // the whole head, from its first byte
  Duration body_grace = std::chrono::seconds{5};     // then at least body_bytes_per_second
  std::int64_t body_bytes_per_second = 1024;
  Duration idle_timeout = std::chrono::seconds{60};   // between two requests
  Duration write_timeout = std::chrono::seconds{30};  // a client that does not read
  std::size_t connections_max = 20'000;
  boost::asio::ssl::context* tls = nullptr;  // null: plain HTTP
};

struct ServerStats {
  std::uint64_t accepted = 0;
  std::uint64_t refused_full = 0;  // turned away: connections_max was reached
  std::uint64_t bad_requests = 0;  // answered by the server itself: broken HTTP
  std::uint64_t requests = 0;
};

class Connection;
using LiveHook =
    boost::intrusive::list_base_hook<boost::intrusive::tag<struct LiveConnections>,
                                     boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

// Accepts connections and runs the handler for every request on them, one after the other.
// Pipelined requests are answered in order.
//
//   Listen() -> serving -> BeginDrain() -> live() falls -> [CutAll()] -> live() == 0
//
// Threads   Lives on one io_context; several servers share a port with SO_REUSEPORT, one per core.
// Lifetime  Until its io_context has stopped; or until live() is 0 after BeginDrain, and the loop
// has
//           turned once more.
class Server {
 public:
  // So many connections above connections_max are told at a time that there is no place; those
  // beyond, and all of them behind TLS, are closed without a word, which costs least.
  static constexpr std::size_t kTurnedAwayMax = 256;

  Server(boost::asio::io_context& io, Ticker& ticker, ServerOptions options, Handler& handler);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Binds and starts accepting. kUnavailable names the address that is taken.
  Result<void> Listen();
  std::uint16_t port() const { return port_; }

  // Stops accepting; exchanges under way end, and their connections with them. An idle connection
  // is closed once no request has come on it for half a second.
  void BeginDrain();
  // Cuts what is still under way.
  void CutAll();
  std::size_t live() const { return live_; }
  bool draining() const { return draining_; }

  const ServerOptions& options() const { return options_; }
  const ServerStats& stats() const { return stats_; }

 private:
  friend class Connection;
  using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor>;

  Async<void> AcceptLoop();
  void Take(TcpStream stream);
  void TakeBacklog();
  Async<void> ServeTls(TcpStream stream, std::string client_ip);
  // Fails when somebody else listens on the port, which SO_REUSEPORT would hide.
  Result<void> CheckFree(const boost::asio::ip::tcp::endpoint& endpoint);

  boost::asio::io_context& io_;
  Ticker& ticker_;
  ServerOptions options_;
  Handler& handler_;
  Acceptor acceptor_;
  std::uint16_t port_ = 0;
  HttpDate date_;
  bool draining_ = false;
  std::size_t live_ = 0;
  std::size_t turning_away_ = 0;  // of live_
  ServerStats stats_;
  boost::intrusive::list<Connection, boost::intrusive::base_hook<LiveHook>,
                         boost::intrusive::constant_time_size<false>>
      connections_;
};

}  // namespace rg::http

#include "http/server.h"

#include <sys/socket.h>

#include "core/await.h"
#include "http/connection.h"
#include "http/socket.h"

namespace rg::http {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

Error CannotListen(const ServerOptions& options, const boost::system::error_code& why) {
  return Fail(Errc::kUnavailable, "cannot listen on " + options.address + " port " +
                                      std::to_string(options.port) + ": " + why.message());
}

}  // namespace

Server::Server(asio::io_context& io, Ticker& ticker, ServerOptions options, Handler& handler)
    : io_(io),
      ticker_(ticker),
      options_(std::move(options)),
      handler_(handler),
      acceptor_(io.get_executor()) {}

Server::~Server() = default;

Result<void> Server::Listen() {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(options_.address, error);
  if (error) {
    return Fail(Errc::kInvalidRequest, "'" + options_.address + "' is not an IP address", "host");
  }
  const Tcp::endpoint endpoint(address, options_.port);
  if (options_.port_use == PortUse::kFirst) RG_CHECK(CheckFree(endpoint));
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  const bool shared = options_.port_use != PortUse::kAlone;
  if (!error && shared) acceptor_.set_option(ReusePort(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) return CannotListen(options_, error);
  port_ = acceptor_.local_endpoint().port();
  Spawn(io_.get_executor(), AcceptLoop());
  return {};
}

Result<void> Server::CheckFree(const Tcp::endpoint& endpoint) {
  boost::system::error_code error;
  Acceptor probe(io_.get_executor());
  probe.open(endpoint.protocol(), error);
  if (!error) probe.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) probe.bind(endpoint, error);
  if (error) return CannotListen(options_, error);
  return {};
}

Async<void> Server::AcceptLoop() {
  while (acceptor_.is_open()) {
    TcpStream stream(io_.get_executor());
    const auto [error] = co_await acceptor_.async_accept(stream, kAwait);
    if (error == asio::error::operation_aborted) co_return;
    if (!error) {
      Take(std::move(stream));
    } else if (acceptor_.is_open()) {
      // Out of descriptors: the backlog keeps the others waiting until some are given back.
      SteadyTimer pause(io_.get_executor(), Ticker::kTick);
      co_await pause.async_wait(kAwait);
    }
  }
}

void Server::Take(TcpStream stream) {
  const bool full = live_ - turning_away_ >= options_.connections_max;
  if (full) ++stats_.refused_full;
  // The stream's destructor closes it.
  if (full && (options_.tls != nullptr || turning_away_ >= kTurnedAwayMax)) return;
  boost::system::error_code gone;  // a client that left already is found out by the first read
  stream.set_option(Tcp::no_delay(true), gone);
  const Tcp::endpoint peer = stream.remote_endpoint(gone);
  std::string client_ip = peer.address().to_string();
  ++(full ? turning_away_ : stats_.accepted);
  if (options_.tls != nullptr) {
    Start(ServeTls(std::move(stream), std::move(client_ip)));
    return;
  }
  auto connection = std::make_unique<Connection>(*this, MakeTcpSocket(std::move(stream), ticker_),
                                                 std::move(client_ip));
  Start(full ? Connection::TurnAway(std::move(connection))
             : Connection::Serve(std::move(connection)));
}

Async<void> Server::ServeTls(TcpStream stream, std::string client_ip) {
  ++live_;  // as what it will be; a drain does not wait for it
  std::unique_ptr<Socket> socket = co_await AcceptTls(std::move(stream), *options_.tls, ticker_,
                                                      options_.head_timeout, draining_);
  --live_;
  if (socket == nullptr) co_return;
  co_await Connection::Serve(
      std::make_unique<Connection>(*this, std::move(socket), std::move(client_ip)));
}

void Server::BeginDrain() {
  draining_ = true;
  TakeBacklog();
  boost::system::error_code ignored;  // a listener that is closed already is what was wanted
  acceptor_.close(ignored);
  for (Connection& connection : connections_) connection.BeginFarewell();
}

// Closing the listener resets the connections that nobody has accepted yet, and their clients may
// have sent a request already.
void Server::TakeBacklog() {
  boost::system::error_code error;
  acceptor_.non_blocking(true, error);
  while (!error) {
    TcpStream stream(io_.get_executor());
    acceptor_.accept(stream, error);
    if (!error) Take(std::move(stream));
  }
}

void Server::CutAll() {
  for (Connection& connection : connections_) connection.Cut();
}

}  // namespace rg::http

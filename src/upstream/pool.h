#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "http/client.h"
#include "http/socket.h"
#include "http/ticker.h"

namespace rg::upstream {

struct PoolOptions {
  std::size_t idle_max_per_origin = 256;
  Duration idle_max = std::chrono::seconds{55};  // below the 60 s most servers keep a connection
};

// Keep-alive connections of one core to the origins it calls.
//
// A connection is looked at before it is used again. Sending a request into one that the server has
// closed would leave us not knowing whether it was read; and bytes that came since the last answer
// would be taken for the next one. With TLS or epoll the look is a system call; with io_uring what
// comes next has been asked for, and the last turn of the loop has seen whether it came
// (http::Socket::ReadAhead).
//
// Threads   One per core, used by that core's thread only.
class Pool final : public http::Ticker::Entry {
 public:
  Pool(boost::asio::io_context& io, http::Ticker& ticker, http::Dialer dialer, PoolOptions options);

  struct Lease {
    std::unique_ptr<http::ClientConnection> connection;
    bool reused = false;
  };
  using LeaseResult = boost::system::result<Lease, http::ConnectFault>;

  // `given_up` may become true while a connection is being made, which then ends with kTimeout.
  Async<LeaseResult> Acquire(const http::Endpoint& origin, Duration connect_within,
                             const bool& given_up);
  // A connection that cannot carry another request is closed instead.
  void Return(const http::Endpoint& origin, std::unique_ptr<http::ClientConnection> connection);

  std::size_t idle() const { return idle_; }
  void OnTick(Duration now) override;

 private:
  using Shelf = std::vector<std::unique_ptr<http::ClientConnection>>;
  struct EndpointHash {
    std::size_t operator()(const http::Endpoint& origin) const {
      return std::hash<std::string_view>{}(origin.host) + origin.port * 2U + (origin.tls ? 1U : 0U);
    }
  };

  std::unique_ptr<http::ClientConnection> TakeIdle(const http::Endpoint& origin);
  Async<LeaseResult> Dial(const http::Endpoint& origin, Duration connect_within,
                          const bool& given_up);

  boost::asio::io_context& io_;
  http::Ticker& ticker_;
  http::Dialer dialer_;
  PoolOptions options_;
  std::unordered_map<http::Endpoint, Shelf, EndpointHash> shelves_;
  std::size_t idle_ = 0;
  Duration next_sweep_{};
};

}  // namespace rg::upstream

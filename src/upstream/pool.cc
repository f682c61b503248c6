#include "upstream/pool.h"

#include <algorithm>

namespace rg::upstream {
namespace {

constexpr Duration kSweepEvery = std::chrono::seconds{1};

}  // namespace

Pool::Pool(boost::asio::io_context& io, http::Ticker& ticker, http::Dialer dialer,
           PoolOptions options)
    : io_(io), ticker_(ticker), dialer_(dialer), options_(options) {
  ticker_.Add(*this);
}

std::unique_ptr<http::ClientConnection> Pool::TakeIdle(const http::Endpoint& origin) {
  Shelf& shelf = shelves_[origin];
  while (!shelf.empty()) {
    // The one used last is the one most likely to be alive, and its buffers are warm.
    std::unique_ptr<http::ClientConnection> connection = std::move(shelf.back());
    shelf.pop_back();
    --idle_;
    if (connection->Clean()) return connection;
  }
  return nullptr;
}

Async<Pool::LeaseResult> Pool::Acquire(const http::Endpoint& origin, Duration connect_within,
                                       const bool& given_up) {
  if (auto idle = TakeIdle(origin)) return Lease{std::move(idle), true};
  return Dial(origin, connect_within, given_up);
}

Async<Pool::LeaseResult> Pool::Dial(const http::Endpoint& origin, Duration connect_within,
                                    const bool& given_up) {
  http::DialResult socket =
      co_await http::Dial(origin, dialer_, ticker_, io_, connect_within, given_up);
  if (!socket) co_return socket.error();
  co_return Lease{std::make_unique<http::ClientConnection>(*std::move(socket)), false};
}

void Pool::Return(const http::Endpoint& origin,
                  std::unique_ptr<http::ClientConnection> connection) {
  if (!connection->reusable()) return;
  Shelf& shelf = shelves_[origin];
  if (shelf.size() >= options_.idle_max_per_origin) return;
  connection->Rest(ticker_.Now());
  shelf.push_back(std::move(connection));
  ++idle_;
}

void Pool::OnTick(Duration now) {
  if (now < next_sweep_) return;
  next_sweep_ = now + kSweepEvery;
  for (auto& [name, shelf] : shelves_) {
    idle_ -= std::erase_if(shelf, [&](const auto& connection) {
      return now - connection->idle_since() > options_.idle_max || !connection->Clean();
    });
  }
  std::erase_if(shelves_, [](const auto& entry) { return entry.second.empty(); });
}

}  // namespace rg::upstream

#pragma once

#include <utility>

#include <boost/asio/io_context.hpp>

#include "admission/counters.h"
#include "http/ticker.h"
#include "store/redis/client.h"
#include "store/redis/counters.h"
#include "store/redis/fleet_counters.h"
#include "store/redis/leased_counters.h"

namespace rg::store::redis {

// What one core has for counters in Redis: its connection, what it counts over it, and what decides
// when that does not answer.
//
// Threads   That of its core. Made before its loop runs, or on it.
// Lifetime  Close it on its core before it goes; whoever waits for an answer then has one.
class CoreCounters final : private http::Ticker::Entry {
 public:
  CoreCounters(boost::asio::io_context& io, http::Ticker& ticker, const http::Dialer& dialer,
               ClientOptions to, CountersOptions options, admission::Counters& own, int gateways,
               Client::Changed changed)
      : client_(io, ticker, dialer, std::move(to), std::move(changed)),
        redis_(client_, options),
        leased_(redis_, options.leases, options.writer),
        fleet_(redis_, leased_, own, gateways),
        ticker_(ticker) {
    ticker.Add(*this);
  }

  void Close() { client_.Close(); }

  FleetCounters& fleet() { return fleet_; }
  RedisCounters& redis() { return redis_; }
  LeasedCounters& leased() { return leased_; }
  Client& client() { return client_; }

 private:
  void OnTick(Duration /*now*/) override {
    if (redis_.dues() > 0 && !client_.away()) Start(redis_.PayDues());
    leased_.Tick(ticker_.Wall());
  }

  Client client_;
  RedisCounters redis_;
  LeasedCounters leased_;
  FleetCounters fleet_;
  http::Ticker& ticker_;
};

}  // namespace rg::store::redis

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "core/time.h"

namespace rg::store::redis {

// A number that one core counts and any thread reads. Written without a lock prefix: one writer.
class Tally {
 public:
  void Add(std::int64_t by = 1) {
    value_.store(value_.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
  }
  std::int64_t Get() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

// Upper bounds of the histogram of what answers took, in seconds.
inline constexpr std::array<double, 8> kLatencyBounds = {0.0001, 0.00025, 0.0005, 0.001,
                                                         0.0025, 0.005,   0.025,  0.1};

// What became of one core's commands to Redis.
//
// Threads   Written by the core, read by any.
struct Stats {
  Tally answered;
  Tally timeouts;
  Tally broken;   // the connection ended before the answer
  Tally refused;  // not sent: no server, or too many commands waiting
  Tally connects;
  Tally servers_away;  // now
  std::array<Tally, kLatencyBounds.size() + 1> latency;
  Tally latency_nanos;  // in all

  void Answered(Duration took) {
    std::size_t bucket = 0;
    const double seconds = static_cast<double>(took.count()) / 1e9;
    while (bucket < kLatencyBounds.size() && seconds > kLatencyBounds[bucket]) ++bucket;
    answered.Add();
    latency[bucket].Add();
    latency_nanos.Add(took.count());
  }
};

}  // namespace rg::store::redis

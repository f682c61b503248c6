#pragma once

#include <array>

#include "core/tally.h"
#include "core/time.h"

namespace rg::store::redis {

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
  Tally moved;         // answers that sent it to another server for good
  Tally asked;         // for once
  Tally early;         // answers that bade it wait
  Tally looks;         // how often it was asked which servers there are
  Tally servers_away;  // now
  std::array<Tally, kLatencyBounds.size() + 1> latency;
  Tally latency_nanos;  // in all

  void Answered(Duration took) {
    answered.Add();
    latency[BucketOf(kLatencyBounds, took)].Add();
    latency_nanos.Add(took.count());
  }
};

}  // namespace rg::store::redis

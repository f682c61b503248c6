#pragma once

#include <array>
#include <cstdint>

#include "core/money.h"
#include "core/tally.h"
#include "core/time.h"
#include "core/usage.h"
#include "journal/event.h"

namespace rg::pipeline {

// Upper bounds of the latency histograms, in seconds, as Prometheus text has them.
inline constexpr std::array<double, 12> kLatencyBounds = {0.0005, 0.001, 0.005, 0.01, 0.05, 0.1,
                                                          0.5,    1,     5,     10,   60,   300};

class Histogram {
 public:
  void Observe(Duration value);
  std::int64_t Bucket(std::size_t i) const { return buckets_[i].Get(); }  // not cumulative
  std::int64_t count() const { return count_.Get(); }
  std::int64_t sum_nanos() const { return sum_nanos_.Get(); }

 private:
  std::array<Tally, kLatencyBounds.size() + 1> buckets_;
  Tally count_;
  Tally sum_nanos_;
};

// What one core counts of its calls. Read by /metrics, summed over the cores.
//
// Threads   Written by its core; read by any thread.
struct Telemetry {
  std::array<Tally, journal::kOutcomes> calls;  // ended, by outcome
  Tally in_flight;
  Tally cost_nanos;
  Tally estimated;
  Tally unpriced;
  std::array<Tally, kUsageClasses> usage;
  Tally request_bytes;
  Tally response_bytes;
  Tally retries;
  Tally journal_failures;
  Histogram gateway_time;
  Histogram total_time;

  void Count(const journal::Event& event);
};

}  // namespace rg::pipeline

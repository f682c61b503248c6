#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/time.h"

namespace rg {

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

// Which bucket of a histogram a duration falls in: the first whose upper bound, in seconds, it does
// not pass; bounds.size() when it passes all.
inline std::size_t BucketOf(std::span<const double> bounds, Duration duration) {
  const double seconds = std::chrono::duration<double>(duration).count();
  std::size_t bucket = 0;
  while (bucket < bounds.size() && seconds > bounds[bucket]) ++bucket;
  return bucket;
}

}  // namespace rg

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rg::load {

// Counts of latencies, in buckets that grow with the value as those of HdrHistogram do:
//
//   0 .. 255 exactly, then 128 buckets of equal width for every doubling
//
// So memory is fixed, adding costs a shift, and what is read back is at most 1/128 too high, never
// too low.
class Histogram {
 public:
  Histogram();

  void Add(std::uint64_t value);

  // The smallest value that at least `share` of all values do not exceed; 0 when there are none.
  std::uint64_t Quantile(double share) const;
  std::uint64_t count() const { return count_; }
  std::uint64_t max() const { return max_; }
  double mean() const;

 private:
  static constexpr unsigned kBitsExact = 8;

  static std::size_t BucketOf(std::uint64_t value);
  static std::uint64_t TopOf(std::size_t bucket);

  std::vector<std::uint64_t> buckets_;
  std::uint64_t count_ = 0;
  std::uint64_t max_ = 0;
  double sum_ = 0;
};

}  // namespace rg::load

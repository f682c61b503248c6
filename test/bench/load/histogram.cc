#include "histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace rg::load {

Histogram::Histogram() : buckets_(BucketOf(std::numeric_limits<std::uint64_t>::max()) + 1) {}

void Histogram::Add(std::uint64_t value) {
  ++buckets_[BucketOf(value)];
  ++count_;
  max_ = std::max(max_, value);
  sum_ += static_cast<double>(value);
}

std::uint64_t Histogram::Quantile(double share) const {
  const double wanted = std::max(1.0, std::ceil(share * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
    seen += buckets_[bucket];
    if (static_cast<double>(seen) >= wanted) return std::min(TopOf(bucket), max_);
  }
  return max_;
}

double Histogram::mean() const { return count_ == 0 ? 0 : sum_ / static_cast<double>(count_); }

std::size_t Histogram::BucketOf(std::uint64_t value) {
  const auto width = static_cast<unsigned>(std::bit_width(value));
  const unsigned shift = width > kBitsExact ? width - kBitsExact : 0;
  return (std::size_t{shift} << (kBitsExact - 1)) + (value >> shift);
}

std::uint64_t Histogram::TopOf(std::size_t bucket) {
  constexpr std::size_t kHalf = std::size_t{1} << (kBitsExact - 1);
  if (bucket < 2 * kHalf) return bucket;
  const std::size_t shift = bucket / kHalf - 1;
  const std::uint64_t inside = bucket - shift * kHalf;
  return ((inside + 1) << shift) - 1;
}

}  // namespace rg::load

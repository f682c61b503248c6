#include "limit/algorithm.h"

#include <algorithm>

namespace rg::limit {

constexpr std::array<AlgorithmRow, kAlgorithmNames.size()> kAlgorithms = {{
    {Algorithm::kTokenBucket, 3, &bucket::Decide, &bucket::Charge, &bucket::Correct},
    {Algorithm::kSlidingWindow, 69, &sliding_window::Decide, &sliding_window::Charge,
     &sliding_window::Correct},
    {Algorithm::kFixedWindow, 2, &fixed_window::Decide, &fixed_window::Charge,
     &fixed_window::Correct},
    {Algorithm::kLeakyBucket, 3, &bucket::Decide, &bucket::Charge, &bucket::Correct},
    {Algorithm::kConcurrency, 1, &concurrency::Decide, &concurrency::Charge, &concurrency::Correct},
}};

namespace {

// A bucket of one call would lose a share of every interval to the jitter of arrivals; a few places
// are enough for a demand of twice the rate to use all of it.
std::int64_t UsualLeakyBurst(std::int64_t amount) {
  return std::min(amount, std::max<std::int64_t>(amount / 10, 4));
}

}  // namespace

Terms TermsOf(const Rule& rule) {
  std::int64_t burst = rule.burst;
  if (burst == 0 && rule.algorithm == Algorithm::kTokenBucket) burst = rule.amount;
  if (burst == 0 && rule.algorithm == Algorithm::kLeakyBucket) burst = UsualLeakyBurst(rule.amount);
  return {rule.algorithm, rule.amount, rule.window, burst};
}

std::int64_t Capacity(const Terms& terms) {
  const bool bucket =
      terms.algorithm == Algorithm::kTokenBucket || terms.algorithm == Algorithm::kLeakyBucket;
  return bucket ? terms.burst : terms.amount;
}

}  // namespace rg::limit

#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "limit/algorithm.h"
#include "limit/wide.h"

namespace rg::limit::testing {

struct Spent {
  TimePoint at;
  std::int64_t cost = 0;
};

// Whether what was spent is what the rule promises at most, in exact arithmetic, as an observer
// sees it who knows nothing of counters.
inline bool KeepsItsPromise(std::vector<Spent> spent, const Rule& rule) {
  std::stable_sort(spent.begin(), spent.end(),
                   [](const Spent& a, const Spent& b) { return a.at < b.at; });
  const Terms terms = TermsOf(rule);
  if (terms.algorithm == Algorithm::kTokenBucket || terms.algorithm == Algorithm::kLeakyBucket) {
    Wide level = 0;
    TimePoint last{};
    for (const Spent& one : spent) {
      level = std::max<Wide>(level - Wide{(one.at - last).count()} * terms.amount, 0);
      level += Wide{one.cost} * terms.window.count();
      last = one.at;
      if (level > Wide{terms.burst} * terms.window.count()) return false;
    }
    return true;
  }
  std::int64_t sum = 0;
  std::size_t oldest = 0;
  for (const Spent& one : spent) {
    sum += one.cost;
    const auto is_over = [&](TimePoint at) {
      return terms.algorithm == Algorithm::kFixedWindow
                 ? at.time_since_epoch() / terms.window != one.at.time_since_epoch() / terms.window
                 : one.at - at >= terms.window;
    };
    while (is_over(spent[oldest].at)) sum -= spent[oldest++].cost;
    if (sum > terms.amount) return false;
  }
  return true;
}

}  // namespace rg::limit::testing

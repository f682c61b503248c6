#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/container/small_vector.hpp>

#include "core/money.h"
#include "core/usage.h"

namespace rg {

// One line of a bill: `count` things of a class, at a price in pico-dollars (1e-12 USD) each.
struct CostLine {
  UsageClass usage_class = UsageClass::kUnits;
  std::int64_t count = 0;
  std::int64_t pico_per_unit = 0;
  bool operator==(const CostLine&) const = default;
};

// What a call cost, with every line of the sum. The total is the exact sum of the lines in
// pico-dollars, rounded up once to the nano-dollar.
struct Cost {
  bool priced = true;  // false: `unpriced_reason` says why, and the total is zero
  std::string unpriced_reason;
  Money total;
  // Which prices it was computed with. A view into them: whoever keeps the cost keeps the prices.
  std::string_view price_version;
  boost::container::small_vector<CostLine, 6> lines;
};

}  // namespace rg

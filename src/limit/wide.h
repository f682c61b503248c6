#pragma once

#include <cstdint>
#include <limits>

namespace rg::limit {

// Products of an amount and a time, exact.
__extension__ using Wide = __int128;

inline constexpr std::int64_t kMaxInt = std::numeric_limits<std::int64_t>::max();

// Of non-negative numbers. Nearly all fit 64 bits, whose division is several times faster.
inline Wide Quotient(Wide number, std::int64_t by) {
  if (static_cast<std::uint64_t>(number >> 64) == 0) {
    return static_cast<std::uint64_t>(number) / static_cast<std::uint64_t>(by);
  }
  return number / by;
}

inline Wide QuotientUp(Wide number, std::int64_t by) { return Quotient(number + (by - 1), by); }

inline std::int64_t Saturated(Wide number) {
  return number > kMaxInt ? kMaxInt : static_cast<std::int64_t>(number);
}

}  // namespace rg::limit

#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "core/result.h"

namespace rg {

// An amount of money: a signed 64-bit count of nano-dollars (1e-9 USD).
//
// Sums saturate at the ends of the range, about nine billion dollars, instead of wrapping: a hold
// that cannot be represented is then larger than every budget, and refused.
class Money {
 public:
  constexpr Money() = default;
  static constexpr Money Nanos(std::int64_t nanos) { return Money{nanos}; }
  static constexpr Money Dollars(std::int64_t dollars) { return Money{dollars * 1'000'000'000}; }
  static constexpr Money Max() { return Money{std::numeric_limits<std::int64_t>::max()}; }

  constexpr std::int64_t nanos() const { return nanos_; }

  constexpr Money operator+(Money other) const {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(nanos_, other.nanos_, &sum)) {
      return Money{nanos_ < 0 ? std::numeric_limits<std::int64_t>::min()
                              : std::numeric_limits<std::int64_t>::max()};
    }
    return Money{sum};
  }
  constexpr Money operator-() const { return Money{nanos_ == Min() ? Max().nanos_ : -nanos_}; }
  constexpr Money operator-(Money other) const { return *this + -other; }
  constexpr Money& operator+=(Money other) { return *this = *this + other; }
  constexpr Money& operator-=(Money other) { return *this = *this - other; }
  constexpr auto operator<=>(const Money&) const = default;

 private:
  explicit constexpr Money(std::int64_t nanos) : nanos_(nanos) {}
  static constexpr std::int64_t Min() { return std::numeric_limits<std::int64_t>::min(); }

  std::int64_t nanos_ = 0;
};

// Reads a decimal number of dollars, "12.5", with at most nine decimals; no sign but '-', no
// exponent, no currency. kInvalidRequest names what is wrong with it.
Result<Money> ParseDollars(std::string_view text);

// The exact decimal number of dollars, without trailing zeros: "12.5", "0", "-0.000000001".
std::string ToDollars(Money money);

// Reads a decimal text as a count of 10^-decimals units: ("0.15", 12) is 150'000'000'000.
// Digits beyond `decimals` are refused unless they are zeros. The base of every parsed price.
Result<std::int64_t> ParseDecimal(std::string_view text, int decimals);
// The inverse: (150'000'000'000, 12) is "0.15".
std::string FormatDecimal(std::int64_t count, int decimals);

}  // namespace rg

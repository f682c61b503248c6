#include "core/money.h"

#include <algorithm>

#include "core/number_text.h"

namespace rg {

Result<std::int64_t> ParseDecimal(std::string_view text, int decimals) {
  const auto bad = [&](std::string_view why) {
    return Fail(Errc::kInvalidRequest, "'" + std::string(text.substr(0, 40)) +
                                           "' is not a decimal number: " + std::string(why));
  };
  std::string_view rest = text;
  const bool negative = !rest.empty() && rest.front() == '-';
  if (negative) rest.remove_prefix(1);
  if (rest.empty()) return bad("it has no digits");

  std::int64_t value = 0;
  int digits = 0;
  int fraction = -1;  // digits after the point; -1 before it
  for (const char c : rest) {
    if (c == '.' && fraction < 0) {
      fraction = 0;
      continue;
    }
    if (c < '0' || c > '9') return bad("only digits and one point are allowed");
    ++digits;
    if (fraction >= 0 && fraction == decimals) {
      if (c != '0') return bad("at most " + std::to_string(decimals) + " decimals are kept");
      continue;
    }
    if (fraction >= 0) ++fraction;
    if (__builtin_mul_overflow(value, 10, &value) ||
        __builtin_add_overflow(value, c - '0', &value)) {
      return bad("it is too large");
    }
  }
  if (digits == 0) return bad("it has no digits");
  for (int i = std::max(fraction, 0); i < decimals; ++i) {
    if (__builtin_mul_overflow(value, 10, &value)) return bad("it is too large");
  }
  return negative ? -value : value;
}

std::string FormatDecimal(std::int64_t count, int decimals) {
  return std::string(NumberText(count, decimals).view());
}

Result<Money> ParseDollars(std::string_view text) {
  RG_TRY(const std::int64_t nanos, ParseDecimal(text, 9));
  return Money::Nanos(nanos);
}

std::string ToDollars(Money money) { return FormatDecimal(money.nanos(), 9); }

}  // namespace rg

#include "core/number_text.h"

#include <bit>
#include <cstring>

namespace rg {
namespace {

// "00" to "99": two digits a division.
constexpr auto kPairs = [] {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

constexpr auto kPowers = [] {
  std::array<std::uint64_t, 20> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

// Writes `number` in front of `end` and returns where it begins.
char* PutBefore(char* end, std::uint64_t number) {
  while (number >= 100) {
    end -= 2;
    std::memcpy(end, &kPairs[number % 100 * 2], 2);
    number /= 100;
  }
  if (number >= 10) {
    end -= 2;
    std::memcpy(end, &kPairs[number * 2], 2);
    return end;
  }
  *--end = static_cast<char>('0' + number);
  return end;
}

std::size_t DigitsOf(std::uint64_t number) {
  number |= 1;  // zero has a digit, and no power of ten but the first is odd
  // 1233 / 4096 is a little more than the logarithm of two.
  const auto digits = static_cast<std::size_t>(std::bit_width(number)) * 1233 / 4096;
  return digits + (number >= kPowers[digits] ? 1 : 0);
}

char* PutWhole(char* at, std::uint64_t number) {
  char* const end = at + DigitsOf(number);
  PutBefore(end, number);
  return end;
}

// Exactly so many places, but for the zeros at the end.
char* PutFraction(char* at, std::uint64_t fraction, int places) {
  char* end = at + places;
  char* first = PutBefore(end, fraction);
  while (first != at) *--first = '0';
  while (end[-1] == '0') --end;
  return end;
}

struct Split {
  std::uint64_t whole;
  std::uint64_t fraction;
};

// Those that every call asks for are spelled out, because a division by a constant is none.
Split SplitAt(std::uint64_t size, int decimals) {
  const auto by = [&](std::uint64_t one) { return Split{size / one, size % one}; };
  switch (decimals) {
    case 3:
      return by(1'000);
    case 7:
      return by(10'000'000);
    case 9:
      return by(1'000'000'000);
    default:
      return by(kPowers[static_cast<std::size_t>(decimals)]);
  }
}

}  // namespace

char* PutNumber(char* at, std::int64_t count, int decimals) {
  // Through unsigned, because the most negative count has no positive twin.
  auto size = static_cast<std::uint64_t>(count);
  if (count < 0) {
    *at++ = '-';
    size = 0 - size;
  }
  if (decimals == 0) return PutWhole(at, size);
  const auto [whole, fraction] = SplitAt(size, decimals);
  at = PutWhole(at, whole);
  if (fraction == 0) return at;
  *at++ = '.';
  return PutFraction(at, fraction, decimals);
}

}  // namespace rg

#include "core/number_text.h"

#include <bit>
#include <cstring>
#include <limits>

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

// Writes the last two digits of `number` in front of `end`, and takes them from it.
template <class Unsigned>
inline char* PutPair(char* end, Unsigned& number) {
  const Unsigned rest = number / 100;
  std::memcpy(end - 2, &kPairs[2 * (number - rest * 100)], 2);
  number = rest;
  return end - 2;
}

// Writes `number` in front of `end` and returns where it begins.
inline char* PutBefore(char* end, std::uint64_t number) {
  while (number > std::numeric_limits<std::uint32_t>::max()) end = PutPair(end, number);
  auto rest = static_cast<std::uint32_t>(number);  // divided in half the time
  while (rest >= 100) end = PutPair(end, rest);
  if (rest >= 10) {
    std::memcpy(end - 2, &kPairs[2 * rest], 2);
    return end - 2;
  }
  *--end = static_cast<char>('0' + rest);
  return end;
}

std::size_t DigitsOf(std::uint64_t number) {
  number |= 1;  // zero has a digit, and no power of ten but the first is odd
  // 1233 / 4096 is a little more than the logarithm of two.
  const auto digits = static_cast<std::size_t>(std::bit_width(number)) * 1233 / 4096;
  return digits + (number >= kPowers[digits] ? 1 : 0);
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

char* PutUnsigned(char* at, std::uint64_t count) {
  char* const end = at + DigitsOf(count);
  PutBefore(end, count);
  return end;
}

char* PutNumber(char* at, std::int64_t count, int decimals) {
  // Through unsigned, because the most negative count has no positive twin.
  auto size = static_cast<std::uint64_t>(count);
  if (count < 0) {
    *at++ = '-';
    size = 0 - size;
  }
  if (decimals == 0) return PutUnsigned(at, size);
  const auto [whole, fraction] = SplitAt(size, decimals);
  at = PutUnsigned(at, whole);
  if (fraction == 0) return at;
  *at++ = '.';
  return PutFraction(at, fraction, decimals);
}

}  // namespace rg

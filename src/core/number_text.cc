#include "core/number_text.h"

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

constexpr auto kPowers = [] {
  std::array<std::uint64_t, 19> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

}  // namespace

NumberText::NumberText(std::int64_t count, int decimals) {
  // Through unsigned, because the most negative count has no positive twin.
  const std::uint64_t size =
      count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
  const std::uint64_t one = kPowers[static_cast<std::size_t>(decimals)];
  std::uint64_t fraction = size % one;
  char* const end = text_.data() + text_.size();
  char* at = end;
  if (fraction != 0) {
    int places = decimals;
    for (; fraction % 10 == 0; fraction /= 10) --places;
    at = PutBefore(end, fraction);
    while (end - at < places) *--at = '0';
    *--at = '.';
  }
  at = PutBefore(at, size / one);
  if (count < 0) *--at = '-';
  first_ = static_cast<std::uint8_t>(at - text_.data());
}

}  // namespace rg

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rg {

// A sign, nineteen digits or a zero and eighteen decimals, and a point.
inline constexpr std::size_t kNumberTextMax = 24;

// Writes `count` units of 10^-decimals, without trailing zeros: (150'000'000'000, 12) is "0.15".
// `decimals` is at most 18. Returns where the text ends, which needs kNumberTextMax bytes of room.
char* PutNumber(char* at, std::int64_t count, int decimals = 0);
char* PutUnsigned(char* at, std::uint64_t count);

// A number written out where it stands, without asking for memory.
class NumberText {
 public:
  explicit NumberText(std::int64_t count, int decimals = 0)
      : size_(static_cast<std::size_t>(PutNumber(text_.data(), count, decimals) - text_.data())) {}

  std::string_view view() const { return {text_.data(), size_}; }
  operator std::string_view() const { return view(); }  // NOLINT: it is a text

 private:
  std::array<char, kNumberTextMax> text_;
  std::size_t size_;
};

}  // namespace rg

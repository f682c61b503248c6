#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace rg {

// A number written out where it stands, without asking for memory.
class NumberText {
 public:
  // "-42"
  explicit NumberText(std::int64_t number) : NumberText(number, 0) {}
  // `count` units of 10^-decimals, without trailing zeros: (150'000'000'000, 12) is "0.15".
  // `decimals` is at most 18.
  NumberText(std::int64_t count, int decimals);

  std::string_view view() const { return {text_.data() + first_, text_.size() - first_}; }
  operator std::string_view() const { return view(); }  // NOLINT: it is a text

 private:
  // A sign, nineteen digits or a zero and eighteen decimals, and a point.
  std::array<char, 24> text_;
  std::uint8_t first_ = 0;
};

}  // namespace rg

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rg::meter {

// A name as providers send them, kept in place where it is as short as almost all are: so that an
// answer is read without asking for memory.
class ShortText {
 public:
  static constexpr std::size_t kInPlace = 39;

  void assign(std::string_view text) {
    if (text.size() > kInPlace) {
      in_place_ = 0;
      long_ = text;
      return;
    }
    std::copy(text.begin(), text.end(), text_.begin());
    in_place_ = static_cast<std::uint8_t>(text.size());
    long_.clear();
  }
  ShortText& operator=(std::string_view text) {
    assign(text);
    return *this;
  }

  bool empty() const { return view().empty(); }
  std::string_view view() const {
    return in_place_ > 0 ? std::string_view(text_.data(), in_place_) : std::string_view(long_);
  }
  operator std::string_view() const { return view(); }  // NOLINT(google-explicit-constructor)

  friend bool operator==(const ShortText& a, const ShortText& b) { return a.view() == b.view(); }
  friend bool operator==(const ShortText& a, std::string_view b) { return a.view() == b; }

 private:
  std::array<char, kInPlace> text_{};
  std::uint8_t in_place_ = 0;  // letters of text_; none: the text is in long_
  std::string long_;
};

}  // namespace rg::meter

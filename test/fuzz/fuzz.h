#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

// What every fuzz target is made of. A target is one file that defines Try: it does with the input
// what the product does with such bytes, and demands what must be true of any input at all.
namespace rg::fuzz {

// Defined by each target. Must depend on nothing but the input, or a finding cannot be repeated.
void Try(std::string_view input);

// Ends the process, which is how libFuzzer learns of a finding, saying which promise was broken.
void Require(bool holds, const char* promise);

// Takes the first byte off the input, as a choice among `choices`. A digit chooses its own value,
// so that seeds can be written by hand.
std::size_t Choose(std::string_view& input, std::size_t choices);

// Cuts the input into pieces where its own bytes say, many of them a single byte.
std::vector<std::string_view> Pieces(std::string_view input);
// One byte each. For inputs short enough to be fed like that.
std::vector<std::string_view> Bytes(std::string_view input);
inline constexpr std::size_t kShort = 2048;

// A copy of the input followed by readable bytes that a reader past the end mistakes for JSON.
class Padded {
 public:
  explicit Padded(std::string_view text) : bytes_(text), size_(text.size()) {
    bytes_.append(64, '"');
  }
  std::string_view view() const { return {bytes_.data(), size_}; }

 private:
  std::string bytes_;
  std::size_t size_;
};

}  // namespace rg::fuzz

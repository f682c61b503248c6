#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace rg {

// SipHash (Aumasson and Bernstein, 2012), by parts, for its variants: how many rounds a word of the
// text and the end take is the caller's choice, and so is what the state is begun and read with.
struct SipState {
  std::uint64_t v0 = 0x736f6d6570736575U;
  std::uint64_t v1 = 0x646f72616e646f6dU;
  std::uint64_t v2 = 0x6c7967656e657261U;
  std::uint64_t v3 = 0x7465646279746573U;

  void Rounds(int count) {
    for (int i = 0; i < count; ++i) {
      v0 += v1;
      v1 = std::rotl(v1, 13) ^ v0;
      v0 = std::rotl(v0, 32);
      v2 += v3;
      v3 = std::rotl(v3, 16) ^ v2;
      v0 += v3;
      v3 = std::rotl(v3, 21) ^ v0;
      v2 += v1;
      v1 = std::rotl(v1, 17) ^ v2;
      v2 = std::rotl(v2, 32);
    }
  }
  // All of the text, its length included.
  void Absorb(std::string_view text, int rounds) {
    static_assert(std::endian::native == std::endian::little);
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) AbsorbWord(WordAt(text.data() + at, 8), rounds);
    AbsorbWord(WordAt(text.data() + at, text.size() - at) | (std::uint64_t{text.size()} << 56U),
               rounds);
  }
  std::uint64_t Read(int rounds) {
    Rounds(rounds);
    return v0 ^ v1 ^ v2 ^ v3;
  }

 private:
  static std::uint64_t WordAt(const char* bytes, std::size_t size) {
    std::uint64_t word = 0;
    if (size > 0) std::memcpy(&word, bytes, size);
    return word;
  }
  void AbsorbWord(std::uint64_t word, int rounds) {
    v3 ^= word;
    Rounds(rounds);
    v0 ^= word;
  }
};

}  // namespace rg

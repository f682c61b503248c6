#include "store/memory/keyed_hash.h"

#include <bit>
#include <cstddef>

namespace rg::store::memory {
namespace {

struct Sip {
  std::uint64_t v0, v1, v2, v3;

  void Round() {
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
  void Absorb(std::uint64_t word) {
    v3 ^= word;
    Round();
    v0 ^= word;
  }
  std::uint64_t Squeeze() {
    Round();
    Round();
    Round();
    return v0 ^ v1 ^ v2 ^ v3;
  }
};

}  // namespace

std::array<std::uint64_t, 2> KeyedHash(const std::array<std::uint64_t, 2>& key,
                                       std::string_view text) {
  Sip sip{key[0] ^ 0x736f6d6570736575u, key[1] ^ 0x646f72616e646f6du ^ 0xee,
          key[0] ^ 0x6c7967656e657261u, key[1] ^ 0x7465646279746573u};
  const char* at = text.data();
  std::size_t left = text.size();
  for (; left >= 8; at += 8, left -= 8) {
    std::uint64_t word = 0;
    __builtin_memcpy(&word, at, 8);
    sip.Absorb(word);
  }
  std::uint64_t last = static_cast<std::uint64_t>(text.size()) << 56;
  for (std::size_t i = 0; i < left; ++i) {
    last |= static_cast<std::uint64_t>(static_cast<unsigned char>(at[i])) << (8 * i);
  }
  sip.Absorb(last);

  sip.v2 ^= 0xee;
  const std::uint64_t first = sip.Squeeze();
  sip.v1 ^= 0xdd;
  return {first, sip.Squeeze()};
}

}  // namespace rg::store::memory

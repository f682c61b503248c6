#include "core/keyed_hash.h"

#include "core/sip_hash.h"

namespace rg {

std::array<std::uint64_t, 2> KeyedHash(const std::array<std::uint64_t, 2>& key,
                                       std::string_view text) {
  SipState state;
  state.v0 ^= key[0];
  state.v1 ^= key[1] ^ 0xee;
  state.v2 ^= key[0];
  state.v3 ^= key[1];
  state.Absorb(text, 1);
  state.v2 ^= 0xee;
  const std::uint64_t first = state.Read(3);
  state.v1 ^= 0xdd;
  return {first, state.Read(3)};
}

}  // namespace rg

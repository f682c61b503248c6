#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace rg {

// 128 bits for a text that a client chose: SipHash-1-3. Without knowing the key nobody can find two
// texts that share them, so they stand for the text.
std::array<std::uint64_t, 2> KeyedHash(const std::array<std::uint64_t, 2>& key,
                                       std::string_view text);

}  // namespace rg

#pragma once

#include <cstdint>
#include <string_view>

namespace rg::journal {

// CRC-32C (Castagnoli) of `bytes`, continuing from `seed`: Crc32c(b, Crc32c(a)) == Crc32c(a + b).
// Uses the processor's instruction where it has one.
std::uint32_t Crc32c(std::string_view bytes, std::uint32_t seed = 0);

// The same by table, for processors without the instruction and for the test that compares them.
std::uint32_t Crc32cByTable(std::string_view bytes, std::uint32_t seed = 0);

}  // namespace rg::journal

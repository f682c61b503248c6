#include "journal/crc32c.h"

#include <array>
#include <cstddef>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace rg::journal {
namespace {

constexpr std::array<std::uint32_t, 256> MakeTable() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1) != 0 ? 0x82f63b78u : 0);
    table[i] = value;
  }
  return table;
}

constexpr std::array<std::uint32_t, 256> kTable = MakeTable();

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) std::uint32_t ByInstruction(std::string_view bytes,
                                                              std::uint32_t seed) {
  std::uint64_t crc = ~seed;
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  const auto word = [&](std::size_t offset) {
    std::uint64_t value = 0;
    std::memcpy(&value, at + offset, 8);
    return value;
  };
  for (; left >= 32; at += 32, left -= 32) {
    crc = _mm_crc32_u64(crc, word(0));
    crc = _mm_crc32_u64(crc, word(8));
    crc = _mm_crc32_u64(crc, word(16));
    crc = _mm_crc32_u64(crc, word(24));
  }
  for (; left >= 8; at += 8, left -= 8) crc = _mm_crc32_u64(crc, word(0));
  auto low = static_cast<std::uint32_t>(crc);
  if (left >= 4) {
    std::uint32_t half = 0;
    std::memcpy(&half, at, 4);
    low = _mm_crc32_u32(low, half);
    at += 4;
    left -= 4;
  }
  for (; left > 0; ++at, --left) low = _mm_crc32_u8(low, static_cast<std::uint8_t>(*at));
  return ~low;
}
#endif

}  // namespace

std::uint32_t Crc32cByTable(std::string_view bytes, std::uint32_t seed) {
  std::uint32_t crc = ~seed;
  for (const char c : bytes) crc = (crc >> 8) ^ kTable[(crc ^ static_cast<std::uint8_t>(c)) & 0xff];
  return ~crc;
}

std::uint32_t Crc32c(std::string_view bytes, std::uint32_t seed) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("sse4.2")) return ByInstruction(bytes, seed);
#endif
  return Crc32cByTable(bytes, seed);
}

}  // namespace rg::journal

#include "store/redis/slot.h"

#include <array>

namespace rg::store::redis {
namespace {

// CRC-16 with the polynomial of XMODEM, a byte at a time.
constexpr std::array<std::uint16_t, 256> MakeTable() {
  std::array<std::uint16_t, 256> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) {
    auto crc = static_cast<std::uint16_t>(byte << 8);
    for (int bit = 0; bit < 8; ++bit) {
      const bool carry = (crc & 0x8000) != 0;
      crc = static_cast<std::uint16_t>(crc << 1);
      if (carry) crc ^= 0x1021;
    }
    table[byte] = crc;
  }
  return table;
}

constexpr std::array<std::uint16_t, 256> kTable = MakeTable();

std::uint16_t Crc16(std::string_view bytes) {
  std::uint16_t crc = 0;
  for (const char c : bytes) {
    const std::size_t at = ((crc >> 8) ^ static_cast<unsigned char>(c)) & 0xff;
    crc = static_cast<std::uint16_t>((crc << 8) ^ kTable[at]);
  }
  return crc;
}

}  // namespace

std::uint16_t SlotOf(std::string_view key) {
  const std::size_t open = key.find('{');
  const std::size_t close = open == key.npos ? key.npos : key.find('}', open + 1);
  if (close != key.npos && close > open + 1) key = key.substr(open + 1, close - open - 1);
  return Crc16(key) % kSlots;
}

}  // namespace rg::store::redis

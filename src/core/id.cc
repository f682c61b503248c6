#include "core/id.h"

#include <cstdlib>
#include <cstring>

#include <sys/random.h>

namespace rg {
namespace {

// "00" to "ff".
constexpr auto kHexPairs = [] {
  constexpr char kHex[] = "0123456789abcdef";
  std::array<char, 512> pairs{};
  for (std::size_t i = 0; i < 256; ++i) {
    pairs[2 * i] = kHex[i >> 4];
    pairs[2 * i + 1] = kHex[i & 15];
  }
  return pairs;
}();

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool HyphenBefore(std::size_t byte) { return byte == 4 || byte == 6 || byte == 8 || byte == 10; }

}  // namespace

UuidText::UuidText(const Uuid& id) {
  constexpr std::array<std::uint8_t, 16> kPlaces = {0,  2,  4,  6,  9,  11, 14, 16,
                                                    19, 21, 24, 26, 28, 30, 32, 34};
  for (std::size_t i = 0; i < kPlaces.size(); ++i) {
    std::memcpy(&text_[kPlaces[i]], &kHexPairs[2 * std::size_t{id.bytes[i]}], 2);
  }
  for (const std::size_t hyphen : {8, 13, 18, 23}) text_[hyphen] = '-';
}

void AppendTo(std::string& out, const Uuid& id) { out += UuidText(id).view(); }
std::string ToString(const Uuid& id) { return std::string(UuidText(id).view()); }

Result<Uuid> ParseUuid(std::string_view text) {
  const auto bad = [&] {
    return Fail(Errc::kInvalidRequest, "'" + std::string(text.substr(0, 40)) + "' is not an id");
  };
  if (text.size() != 36) return bad();
  Uuid id;
  std::size_t at = 0;
  for (std::size_t i = 0; i < id.bytes.size(); ++i) {
    if (HyphenBefore(i) && text[at++] != '-') return bad();
    const int high = HexValue(text[at++]);
    const int low = HexValue(text[at++]);
    if (high < 0 || low < 0) return bad();
    id.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return id;
}

IdSource IdSource::FromEntropy() {
  std::uint64_t seed = 0;
  if (getrandom(&seed, sizeof seed, 0) != sizeof seed) std::abort();
  return IdSource{seed};
}

// SplitMix64, by Sebastiano Vigna: https://prng.di.unimi.it/splitmix64.c (public domain).
std::uint64_t IdSource::Random() {
  state_ += 0x9e3779b97f4a7c15;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

Uuid IdSource::NewUuid(TimePoint now) {
  const auto millis = static_cast<std::uint64_t>(
      std::chrono::floor<std::chrono::milliseconds>(now).time_since_epoch().count());
  Uuid id;
  for (std::size_t i = 0; i < 6; ++i) {
    id.bytes[i] = static_cast<std::uint8_t>(millis >> (40 - 8 * i));
  }
  const std::uint64_t a = Random();
  const std::uint64_t b = Random();
  id.bytes[6] = static_cast<std::uint8_t>(0x70 | (a & 15));
  id.bytes[7] = static_cast<std::uint8_t>(a >> 8);
  std::memcpy(id.bytes.data() + 8, &b, 8);
  id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3f));
  return id;
}

}  // namespace rg

#include "core/crypto.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <openssl/crypto.h>
#include <openssl/sha.h>
#include <sys/random.h>

// OpenSSL 3 marks SHA256_Init and its siblings as deprecated in favour of EVP, whose every call
// fetches, allocates and counts references: 0.3 us for a key against 0.1 us. They are public, kept
// in OpenSSL 3, and used nowhere but in this file.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace rg {
namespace {

constexpr std::size_t kBlock = SHA256_CBLOCK;

SHA256_CTX Absorb(const std::array<std::uint8_t, kBlock>& block) {
  SHA256_CTX state;
  SHA256_Init(&state);
  SHA256_Update(&state, block.data(), block.size());
  return state;
}

// Eight tables, so that eight bytes take one step: the checksum of a key is on every call's path.
using CrcTables = std::array<std::array<std::uint32_t, 256>, 8>;
constexpr CrcTables MakeCrcTables() {
  CrcTables tables{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t crc = i;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320U : 0U);
    tables[0][i] = crc;
  }
  for (std::size_t t = 1; t < tables.size(); ++t) {
    for (std::size_t i = 0; i < 256; ++i) {
      const std::uint32_t before = tables[t - 1][i];
      tables[t][i] = (before >> 8) ^ tables[0][before & 0xFF];
    }
  }
  return tables;
}
constexpr CrcTables kCrc = MakeCrcTables();

constexpr char kHexDigits[] = "0123456789abcdef";
constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<std::int8_t, 256> MakeValues(std::string_view digits) {
  std::array<std::int8_t, 256> values{};
  for (auto& value : values) value = -1;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    values[static_cast<std::uint8_t>(digits[i])] = static_cast<std::int8_t>(i);
  }
  return values;
}
constexpr auto kBase64Values = MakeValues(kBase64Digits);

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Error BadBase64() { return Fail(Errc::kInvalidRequest, "not valid base64"); }

}  // namespace

Digest Sha256(std::string_view bytes) {
  SHA256_CTX state;
  SHA256_Init(&state);
  SHA256_Update(&state, bytes.data(), bytes.size());
  Digest digest;
  SHA256_Final(digest.data(), &state);
  return digest;
}

HmacSha256::HmacSha256(std::string_view key) {
  static_assert(sizeof(SHA256_CTX) == kStateBytes && alignof(SHA256_CTX) <= alignof(State));
  std::array<std::uint8_t, kBlock> block{};
  if (key.size() > kBlock) {
    const Digest digest = Sha256(key);
    std::memcpy(block.data(), digest.data(), digest.size());
  } else {
    std::copy(key.begin(), key.end(), block.begin());
  }
  for (auto& byte : block) byte ^= 0x36;
  const SHA256_CTX inner = Absorb(block);
  for (auto& byte : block) byte ^= 0x36 ^ 0x5c;
  const SHA256_CTX outer = Absorb(block);
  std::memcpy(inner_.bytes.data(), &inner, sizeof inner);
  std::memcpy(outer_.bytes.data(), &outer, sizeof outer);
  OPENSSL_cleanse(block.data(), block.size());
}

Digest HmacSha256::Sign(std::string_view message) const {
  SHA256_CTX state;
  std::memcpy(&state, inner_.bytes.data(), sizeof state);
  SHA256_Update(&state, message.data(), message.size());
  Digest digest;
  SHA256_Final(digest.data(), &state);
  std::memcpy(&state, outer_.bytes.data(), sizeof state);
  SHA256_Update(&state, digest.data(), digest.size());
  SHA256_Final(digest.data(), &state);
  return digest;
}

bool EqualInConstantTime(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

void SystemEntropy::Fill(std::span<std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t got = getrandom(bytes.data(), bytes.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) std::abort();
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
}

std::uint32_t Crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  const auto* at = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t left = bytes.size();
  for (; left >= 8; left -= 8, at += 8) {
    const auto low = crc ^ (at[0] | std::uint32_t{at[1]} << 8 | std::uint32_t{at[2]} << 16 |
                            std::uint32_t{at[3]} << 24);
    crc = kCrc[7][low & 0xFF] ^ kCrc[6][low >> 8 & 0xFF] ^ kCrc[5][low >> 16 & 0xFF] ^
          kCrc[4][low >> 24] ^ kCrc[3][at[4]] ^ kCrc[2][at[5]] ^ kCrc[1][at[6]] ^ kCrc[0][at[7]];
  }
  for (; left > 0; --left, ++at) crc = (crc >> 8) ^ kCrc[0][(crc ^ *at) & 0xFF];
  return ~crc;
}

std::string ToHex(std::span<const std::uint8_t> bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    out.push_back(kHexDigits[byte >> 4]);
    out.push_back(kHexDigits[byte & 15]);
  }
  return out;
}

Result<std::string> FromHex(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    const int high = HexValue(text[i]);
    const int low = HexValue(text[i + 1]);
    if (high < 0 || low < 0) return Fail(Errc::kInvalidRequest, "not valid hexadecimal");
    out.push_back(static_cast<char>(high << 4 | low));
  }
  if (text.size() % 2 != 0) return Fail(Errc::kInvalidRequest, "not valid hexadecimal");
  return out;
}

std::string ToBase64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t have = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8 | (j < have ? static_cast<std::uint8_t>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      out.push_back(j <= have ? kBase64Digits[group >> (18 - 6 * j) & 63] : '=');
    }
  }
  return out;
}

Result<std::string> FromBase64(std::string_view text) {
  if (text.size() % 4 != 0) return BadBase64();
  std::string out;
  out.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    const bool last = i + 4 == text.size();
    const std::size_t padding = !last ? 0 : text[i + 2] == '=' ? 2 : text[i + 3] == '=' ? 1 : 0;
    if (padding == 2 && text[i + 3] != '=') return BadBase64();
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 4; ++j) {
      const int value = j < 4 - padding ? kBase64Values[static_cast<std::uint8_t>(text[i + j])] : 0;
      if (value < 0) return BadBase64();
      group = group << 6 | static_cast<std::uint32_t>(value);
    }
    if ((group & ((1U << (8 * padding)) - 1)) != 0) return BadBase64();
    for (std::size_t j = 0; j < 3 - padding; ++j) {
      out.push_back(static_cast<char>(group >> (16 - 8 * j) & 0xFF));
    }
  }
  return out;
}

}  // namespace rg

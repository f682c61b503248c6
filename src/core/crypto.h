#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

namespace rg {

using Digest = std::array<std::uint8_t, 32>;

Digest Sha256(std::string_view bytes);

// HMAC-SHA-256 (RFC 2104) under one key. The key is absorbed once, so that each message costs two
// compressions less than it would from the key itself.
//
// Threads   Immutable; any thread.
class HmacSha256 {
 public:
  explicit HmacSha256(std::string_view key);
  Digest Sign(std::string_view message) const;

 private:
  static constexpr std::size_t kStateBytes = 112;  // of OpenSSL's SHA256_CTX
  struct alignas(8) State {
    std::array<std::byte, kStateBytes> bytes;
  };

  State inner_;
  State outer_;
};

// Takes the same time wherever the first difference is.
bool EqualInConstantTime(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b);

// Where secrets, nonces and keys come from. Passed in, so that a test chooses the bytes.
//
// Threads   Any thread.
class Entropy {
 public:
  virtual ~Entropy() = default;
  virtual void Fill(std::span<std::uint8_t> bytes) = 0;
};

// The kernel's generator. Stops the process when it has none: nothing safe can be made without it.
class SystemEntropy final : public Entropy {
 public:
  void Fill(std::span<std::uint8_t> bytes) override;
};

// CRC-32 as in zlib, PNG and Ethernet (polynomial 0xEDB88320).
std::uint32_t Crc32(std::string_view bytes);

// Lower-case hexadecimal, and its inverse. kInvalidRequest on anything but pairs of hex digits.
std::string ToHex(std::span<const std::uint8_t> bytes);
Result<std::string> FromHex(std::string_view text);

// Standard base64 with padding (RFC 4648, section 4), and its strict inverse: no white space, no
// missing padding, no stray bits after the last byte.
std::string ToBase64(std::string_view bytes);
Result<std::string> FromBase64(std::string_view text);

// 0-9, A-Z, a-z: every digit of a key.
inline constexpr std::string_view kBase62 =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

}  // namespace rg

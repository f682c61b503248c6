#include "auth/key.h"

#include <array>

namespace rg::auth {
namespace {

struct Form {
  KeyKind kind;
  std::string_view prefix;
};
constexpr std::array kForms = {Form{KeyKind::kLive, "rg_live_"}, Form{KeyKind::kTest, "rg_test_"},
                               Form{KeyKind::kAdmin, "rg_admin_"}};

bool IsBase62(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// 62^6 is more than 2^32, so six digits hold every checksum.
std::array<char, kKeyChecksumDigits> Checksum(std::string_view text) {
  std::uint32_t crc = Crc32(text);
  std::array<char, kKeyChecksumDigits> digits;
  for (std::size_t i = digits.size(); i-- > 0; crc /= 62) digits[i] = kBase62[crc % 62];
  return digits;
}

Error Malformed(const char* what) { return Fail(Errc::kUnauthenticated, what); }

}  // namespace

std::string_view PrefixOf(KeyKind kind) { return kForms[static_cast<std::size_t>(kind)].prefix; }

Result<KeyKind> CheckFormat(std::string_view text) {
  for (const Form& form : kForms) {
    if (!text.starts_with(form.prefix)) continue;
    if (text.size() != form.prefix.size() + kKeyDigits + kKeyChecksumDigits) {
      return Malformed(
          "The API key has the wrong length: a part of it is missing or something was added. Copy "
          "the whole key.");
    }
    for (const char c : text.substr(form.prefix.size())) {
      if (!IsBase62(c)) {
        return Malformed(
            "The API key holds a character no key has. Copy it again, without quotes.");
      }
    }
    const auto body = text.substr(0, text.size() - kKeyChecksumDigits);
    const auto checksum = Checksum(body);
    if (text.substr(body.size()) != std::string_view(checksum.data(), checksum.size())) {
      return Malformed("A character of the API key is mistyped: its checksum does not match.");
    }
    return form.kind;
  }
  return Malformed(
      "This is not a RateGuard API key: those start with rg_live_ or rg_test_. Create one with: "
      "rateguard keys create");
}

Secret NewKey(Entropy& entropy, KeyKind kind) {
  std::string text(PrefixOf(kind));
  text.reserve(text.size() + kKeyDigits + kKeyChecksumDigits);
  const std::size_t digits_end = text.size() + kKeyDigits;
  std::array<std::uint8_t, kKeyDigits> bytes;
  while (text.size() < digits_end) {
    entropy.Fill(bytes);
    for (const std::uint8_t byte : bytes) {
      // 248 is 4 x 62: the eight values above it would make the first digits likelier.
      if (byte < 248 && text.size() < digits_end) text.push_back(kBase62[byte % 62]);
    }
  }
  const auto checksum = Checksum(text);
  text.append(checksum.data(), checksum.size());
  return Secret(std::move(text));
}

std::string ShownPrefix(std::string_view key) {
  const std::size_t kind_ends = key.rfind('_') == std::string_view::npos ? 0 : key.rfind('_') + 1;
  return std::string(key.substr(0, kind_ends + 4));
}

std::string LastFour(std::string_view key) {
  return std::string(key.size() < 4 ? std::string_view() : key.substr(key.size() - 4));
}

}  // namespace rg::auth

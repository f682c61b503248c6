#include "auth/ip_range.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string>

#include <arpa/inet.h>

namespace rg::auth {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

Error BadRange(std::string_view text, const char* why) {
  return Fail(Errc::kInvalidRequest,
              "'" + std::string(text.substr(0, 50)) + "' is not a range of addresses: " + why);
}

bool IsIpv4Text(std::string_view text) { return text.find(':') == std::string_view::npos; }

bool BitIsSet(const IpAddress& address, int bit) {
  return (address.bytes[static_cast<std::size_t>(bit / 8)] >> (7 - bit % 8) & 1) != 0;
}

}  // namespace

Result<IpAddress> ParseIpAddress(std::string_view text) {
  // inet_pton wants a terminated string; the longest address has 45 characters.
  char terminated[INET6_ADDRSTRLEN + 1] = {};
  IpAddress address;
  if (text.size() >= sizeof terminated) return BadRange(text, "too long");
  if (text.find('\0') != std::string_view::npos) return BadRange(text, "it holds a zero byte");
  std::memcpy(terminated, text.data(), text.size());
  if (IsIpv4Text(text)) {
    std::copy(kMapped.begin(), kMapped.end(), address.bytes.begin());
    if (inet_pton(AF_INET, terminated, address.bytes.data() + kMapped.size()) == 1) return address;
  } else if (inet_pton(AF_INET6, terminated, address.bytes.data()) == 1) {
    return address;
  }
  return BadRange(text, "write it as 192.0.2.0/24, 2001:db8::/32 or one address");
}

Result<IpRange> IpRange::Parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  IpRange range;
  RG_TRY(range.base_, ParseIpAddress(text.substr(0, slash)));
  if (slash == std::string_view::npos) return range;

  const std::string_view digits = text.substr(slash + 1);
  const bool v4 = IsIpv4Text(text);
  int bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  const bool a_number = error == std::errc{} && end == digits.data() + digits.size();
  if (digits.empty() || digits.size() > 3 || digits[0] == '-' || !a_number ||
      bits > (v4 ? 32 : 128)) {
    return BadRange(text, v4 ? "the part after '/' is 0 to 32" : "the part after '/' is 0 to 128");
  }
  range.prefix_bits_ = v4 ? 96 + bits : bits;
  for (int bit = range.prefix_bits_; bit < 128; ++bit) {
    if (BitIsSet(range.base_, bit)) {
      return BadRange(text, "the address has bits set beyond the part after '/'");
    }
  }
  return range;
}

bool IpRange::Contains(const IpAddress& address) const {
  const auto whole = static_cast<std::size_t>(prefix_bits_ / 8);
  if (std::memcmp(base_.bytes.data(), address.bytes.data(), whole) != 0) return false;
  for (int bit = static_cast<int>(whole) * 8; bit < prefix_bits_; ++bit) {
    if (BitIsSet(base_, bit) != BitIsSet(address, bit)) return false;
  }
  return true;
}

}  // namespace rg::auth

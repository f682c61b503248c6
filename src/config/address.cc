#include "config/address.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <system_error>

#include <arpa/inet.h>

namespace rg::config {
namespace {

// Bits of the address family, or 0 when it is not an address.
int AddressBits(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return 0;  // inet_pton would stop there
  const std::string address{text};
  unsigned char bytes[16];
  if (inet_pton(AF_INET, address.c_str(), bytes) == 1) return 32;
  if (inet_pton(AF_INET6, address.c_str(), bytes) == 1) return 128;
  return 0;
}

bool IsNumber(std::string_view text, unsigned min, unsigned max) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && min <= number && number <= max;
}

}  // namespace

bool IsListenHost(std::string_view text) { return text == "localhost" || AddressBits(text) != 0; }

bool IsAddressRange(std::string_view text) {
  const std::size_t slash = text.find('/');
  const int bits = AddressBits(text.substr(0, slash));
  if (bits == 0) return false;
  return slash == std::string_view::npos ||
         IsNumber(text.substr(slash + 1), 0, static_cast<unsigned>(bits));
}

bool IsPrivateAllowance(std::string_view text) {
  if (IsAddressRange(text)) return true;
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || !IsNumber(text.substr(colon + 1), 1, 65535)) return false;
  const std::string_view host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    return AddressBits(host.substr(1, host.size() - 2)) == 128;
  }
  return AddressBits(host) == 32;
}

bool IsSlug(std::string_view text) {
  if (text.empty() || text.size() > 63 || text.front() == '-' || text.back() == '-') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace rg::config

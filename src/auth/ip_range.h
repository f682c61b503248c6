#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/result.h"

namespace rg::auth {

// An address as 16 bytes. IPv4 is kept in its mapped form (::ffff:a.b.c.d), so that one client has
// one address however the socket reports it.
struct IpAddress {
  std::array<std::uint8_t, 16> bytes{};
  bool operator==(const IpAddress&) const = default;
};

Result<IpAddress> ParseIpAddress(std::string_view text);

// A CIDR block of either family, or a single address.
class IpRange {
 public:
  // "10.0.0.0/8", "2001:db8::/32", "192.0.2.7". Bits beyond the prefix must be zero: a typing
  // mistake there would allow or refuse more than was meant.
  static Result<IpRange> Parse(std::string_view text);

  bool Contains(const IpAddress& address) const;

 private:
  IpAddress base_;
  int prefix_bits_ = 128;
};

}  // namespace rg::auth

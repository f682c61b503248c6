#include "upstream/address_gate.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace rg::upstream {
namespace {

namespace ip = boost::asio::ip;

struct V4Range {
  std::uint32_t network;
  int prefix;
};

constexpr std::uint32_t V4(unsigned a, unsigned b, unsigned c, unsigned d) {
  return a << 24 | b << 16 | c << 8 | d;
}

// IANA IPv4 Special-Purpose Address Registry, and multicast.
constexpr std::array<V4Range, 15> kSpecialV4 = {{{V4(0, 0, 0, 0), 8},
                                                 {V4(10, 0, 0, 0), 8},
                                                 {V4(100, 64, 0, 0), 10},
                                                 {V4(127, 0, 0, 0), 8},
                                                 {V4(169, 254, 0, 0), 16},
                                                 {V4(172, 16, 0, 0), 12},
                                                 {V4(192, 0, 0, 0), 24},
                                                 {V4(192, 0, 2, 0), 24},
                                                 {V4(192, 88, 99, 0), 24},
                                                 {V4(192, 168, 0, 0), 16},
                                                 {V4(198, 18, 0, 0), 15},
                                                 {V4(198, 51, 100, 0), 24},
                                                 {V4(203, 0, 113, 0), 24},
                                                 {V4(224, 0, 0, 0), 4},
                                                 {V4(240, 0, 0, 0), 4}}};

bool IsPublicV4(std::uint32_t address) {
  for (const V4Range& range : kSpecialV4) {
    if ((address ^ range.network) >> (32 - range.prefix) == 0) return false;
  }
  return true;
}

std::uint32_t V4At(const ip::address_v6::bytes_type& b, std::size_t at) {
  return V4(b[at], b[at + 1], b[at + 2], b[at + 3]);
}

bool IsPublicV6(const ip::address_v6& address) {
  const auto b = address.to_bytes();
  if (address.is_v4_mapped()) return IsPublicV4(V4At(b, 12));
  // 64:ff9b::/96 translates to IPv4 (RFC 6052); 2002::/16 carries it (6to4, RFC 3056). Where in
  // 64:ff9b:1::/48 (RFC 8215) the IPv4 address stands is up to each network, so none is public.
  constexpr std::array<std::uint8_t, 12> kTranslated{0, 0x64, 0xff, 0x9b};
  if (std::equal(kTranslated.begin(), kTranslated.end(), b.begin())) return IsPublicV4(V4At(b, 12));
  if (b[0] == 0x20 && b[1] == 0x02) return IsPublicV4(V4At(b, 2));
  // Of the rest only global unicast, 2000::/3, is public; of that not documentation (2001:db8::/32,
  // 3fff::/20) nor the protocol assignments 2001::/23, with Teredo among them.
  if ((b[0] & 0xe0) != 0x20) return false;
  if (b[0] == 0x20 && b[1] == 0x01 && (b[2] < 2 || (b[2] == 0x0d && b[3] == 0xb8))) return false;
  if (b[0] == 0x3f && b[1] == 0xff && b[2] < 0x10) return false;
  return true;
}

ip::address_v6 AsV6(const ip::address& address) {
  return address.is_v6() ? address.to_v6() : ip::make_address_v6(ip::v4_mapped, address.to_v4());
}

bool Within(const ip::address_v6& address, const ip::address_v6& network, int prefix) {
  const auto a = address.to_bytes();
  const auto n = network.to_bytes();
  for (int bit = 0; bit < prefix; bit += 8) {
    const auto at = static_cast<std::size_t>(bit / 8);
    const int bits = std::min(8, prefix - bit);
    if ((a[at] ^ n[at]) >> (8 - bits) != 0) return false;
  }
  return true;
}

// Takes the number behind the last `mark` off `text`; -1 where that is not a number up to `max`.
int TakeNumber(std::string_view& text, std::size_t mark, int max) {
  const std::string_view digits = text.substr(mark + 1);
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || number < 0 || number > max) {
    return -1;
  }
  text = text.substr(0, mark);
  return number;
}

}  // namespace

bool IsPublic(const ip::address& address) {
  return address.is_v4() ? IsPublicV4(address.to_v4().to_uint()) : IsPublicV6(address.to_v6());
}

Result<AddressGate> AddressGate::Parse(const std::vector<std::string>& allowed) {
  AddressGate gate;
  for (const std::string& entry : allowed) {
    const auto bad = [&] {
      return Fail(Errc::kInvalidRequest,
                  "'" + entry +
                      "' is not an address or range; write 10.0.0.0/8, 127.0.0.1:9901 or [::1]:80",
                  "upstream.allow_private");
    };
    std::string_view text = entry;
    Range range;
    const std::size_t colon = text.rfind(':');
    const bool one_colon = colon != text.npos && text.find(':') == colon;
    const bool bracketed = text.starts_with('[') && text.find("]:") != text.npos;
    if (one_colon || bracketed) {
      const int port = TakeNumber(text, colon, 65535);
      if (port < 1) return bad();
      range.port = static_cast<std::uint16_t>(port);
    }
    if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
    int prefix = -1;
    if (const std::size_t slash = text.rfind('/'); slash != text.npos) {
      prefix = TakeNumber(text, slash, 128);
      if (prefix < 0) return bad();
    }
    boost::system::error_code error;
    const ip::address address = ip::make_address(std::string(text), error);
    if (error || (address.is_v4() && prefix > 32)) return bad();
    range.network = AsV6(address);
    if (prefix >= 0) range.prefix = address.is_v4() ? prefix + 96 : prefix;
    gate.allowed_.push_back(range);
  }
  return gate;
}

bool AddressGate::Allows(const ip::tcp::endpoint& endpoint) const {
  if (IsPublic(endpoint.address())) return true;
  const ip::address_v6 address = AsV6(endpoint.address());
  for (const Range& range : allowed_) {
    if (range.port != 0 && range.port != endpoint.port()) continue;
    if (Within(address, range.network, range.prefix)) return true;
  }
  return false;
}

}  // namespace rg::upstream

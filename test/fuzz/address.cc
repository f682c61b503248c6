// Addresses: an entry that the settings accept is one the gate understands, and an IPv4 address is
// judged alike however it is written. The input is one entry; its first bytes are an address too.

#include "config/address.h"

#include <array>
#include <cstring>

#include "auth/ip_range.h"
#include "fuzz.h"
#include "upstream/address_gate.h"

namespace rg::fuzz {
namespace {

namespace ip = boost::asio::ip;
using upstream::AddressGate;
using upstream::IsPublic;

bool In(std::uint32_t address, std::uint32_t network, int prefix) {
  return (address ^ network) >> (32 - prefix) == 0;
}

// The addresses that a request forged by somebody else would most like to reach.
bool IsPrize(std::uint32_t address) {
  return In(address, 0x7f000000, 8) || In(address, 0x0a000000, 8) || In(address, 0xa9fe0000, 16) ||
         In(address, 0xc0a80000, 16) || In(address, 0xac100000, 12) || In(address, 0, 8);
}

void Judge(const std::array<unsigned char, 16>& bytes) {
  ip::address_v4::bytes_type four;
  std::copy(bytes.begin(), bytes.begin() + 4, four.begin());
  const ip::address_v4 v4(four);
  const bool open = IsPublic(v4);
  Require(!open || !IsPrize(v4.to_uint()), "a private address is never public");
  Require(IsPublic(ip::make_address_v6(ip::v4_mapped, v4)) == open,
          "a mapped address is judged as what it leads to");
  ip::address_v6::bytes_type translated{0, 0x64, 0xff, 0x9b};
  std::copy(four.begin(), four.end(), translated.begin() + 12);
  Require(IsPublic(ip::address_v6(translated)) == open,
          "a translated address is judged as what it leads to");
  ip::address_v6::bytes_type six{0x20, 0x02};
  std::copy(four.begin(), four.end(), six.begin() + 2);
  Require(IsPublic(ip::address_v6(six)) == open, "a 6to4 address is judged as what it leads to");

  ip::address_v6::bytes_type v6;
  std::copy(bytes.begin(), bytes.end(), v6.begin());
  const ip::address_v6 address(v6);
  const AddressGate nothing = *AddressGate::Parse({});
  Require(nothing.Allows({address, 443}) == IsPublic(address),
          "without a list only the public is free");
  Require(!IsPublic(address) || !(address.is_loopback() || address.is_link_local() ||
                                  address.is_multicast() || address.is_unspecified()),
          "what Asio knows as local is never public");
}

}  // namespace

void Try(std::string_view input) {
  std::array<unsigned char, 16> bytes{};
  std::memcpy(bytes.data(), input.data(), std::min(input.size(), bytes.size()));
  Judge(bytes);

  const std::string entry(input);
  const Result<AddressGate> gate = AddressGate::Parse({entry});
  Require(!config::IsPrivateAllowance(entry) || gate,
          "what the settings accept, the gate does too");
  if (const Result<auth::IpAddress> address = auth::ParseIpAddress(input)) {
    const Result<auth::IpRange> range = auth::IpRange::Parse(input);
    Require(range && range->Contains(*address), "an address is a range of one");
  }
  Require(!auth::IpRange::Parse(input) || config::IsAddressRange(input),
          "a range that keys accept is a range to the settings");
  Require(!config::IsListenHost(input) || input.find('\0') == std::string_view::npos,
          "an address has no byte that hides the rest");
}

}  // namespace rg::fuzz

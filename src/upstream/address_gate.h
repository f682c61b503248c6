#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/ip/tcp.hpp>

#include "core/result.h"

namespace rg::upstream {

// Which addresses a connection to a user-given URL may go to. Loopback, private, link-local,
// multicast and reserved ranges (with the cloud metadata services in them) need an entry in the
// allow-list; everything else is free. Asked of the address actually dialled.
//
// Ranges: RFC 6890 and its registries, RFC 4193, RFC 4291; IPv4 inside IPv6 (mapped, translated,
// 6to4) is judged as the IPv4 address it leads to.
//
// Threads   Immutable after construction.
class AddressGate {
 public:
  // Entries are "10.0.0.0/8", "::1", "127.0.0.1:9901": a range or address, with a port or for all.
  static Result<AddressGate> Parse(const std::vector<std::string>& allowed);

  bool Allows(const boost::asio::ip::tcp::endpoint& address) const;

 private:
  struct Range {
    boost::asio::ip::address_v6 network;  // IPv4 as mapped
    int prefix = 128;
    std::uint16_t port = 0;  // 0: every port
  };
  std::vector<Range> allowed_;
};

// Public in the sense above, without any list.
bool IsPublic(const boost::asio::ip::address& address);

}  // namespace rg::upstream

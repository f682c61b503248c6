#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"
#include "http/socket.h"

namespace rg::http {

// Reads "host", "host:port" or "[2001:db8::1]:port" into the endpoint; its TLS stays as it is.
//
// Errors    kInvalidRequest, whose detail goes on from what the text is a part of: "names no host".
Result<void> ReadAuthority(std::string_view text, std::uint16_t default_port, Endpoint& endpoint);

// "host:port", an IPv6 address in brackets.
std::string AuthorityOf(const Endpoint& endpoint);

}  // namespace rg::http

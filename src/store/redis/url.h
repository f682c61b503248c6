#pragma once

#include <string>

#include "core/result.h"
#include "core/secret.h"
#include "http/socket.h"
#include "store/redis/connection.h"

namespace rg::store::redis {

// A server, and who we are to it.
struct Address {
  http::Endpoint endpoint;
  Login login;
};

// As operators write it; user and password may be percent-encoded:
//
//   redis://[[user]:password@]host[:port][/database]      rediss:// with TLS
//
// Errors    kInvalidRequest says what is wrong without repeating any of it: it may hold a password.
Result<Address> ParseUrl(const Secret& url);

// "rediss://cache.internal:6379/2": without the password, and who it is of.
std::string Describe(const Address& address);

}  // namespace rg::store::redis

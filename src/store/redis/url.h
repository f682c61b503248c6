#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/secret.h"
#include "http/socket.h"
#include "store/redis/connection.h"

namespace rg::store::redis {

// Where counters are kept, and who we are there.
struct Address {
  enum class Kind : std::uint8_t { kServer, kCluster, kSentinel };

  Kind kind = Kind::kServer;
  // The server; some of the cluster's, which know the others; the sentinels.
  std::vector<http::Endpoint> endpoints;
  Login login;
  std::string master;  // kSentinel: what the sentinels call it
  Login sentinel_login;
};

// As operators write it; user and password may be percent-encoded:
//
//   redis://[[user]:password@]host[:port][/database]
//   redis-cluster://[[user]:password@]host[:port][,host[:port]...]
//   redis+sentinel://[[user]:password@]host[:port][,host[:port]...]/name[/database]
//
// With rediss instead of redis all connections are TLS.
//
// Errors    kInvalidRequest says what is wrong without repeating any of it: it may hold a password.
// `sentinel_password` is not part of it, because it is another one.
Result<Address> ParseUrl(const Secret& url, const Secret& sentinel_password = Secret());

// "rediss://cache.internal:6379/2": without the password, and who it is of.
std::string Describe(const Address& address);

}  // namespace rg::store::redis

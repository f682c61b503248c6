#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "core/secret.h"
#include "http/socket.h"
#include "store/clickhouse/shard.h"

namespace rg::store::clickhouse {

// A server, who we are to it, and where our tables are.
struct Address {
  http::Endpoint endpoint;
  std::vector<http::Endpoint> others;  // that have the same; the first one that answers is used
  std::string user = "default";
  Secret password;
  std::string database = "rateguard";
  Shard shard;
  bool replicated = false;  // the tables, see replica.h
};

// The shards, by number. As operators write them; user and password may be percent-encoded:
//
//   http://[user[:password]@]server[|server...][,server[|server...]...][/database]
//
// A server is host[:port]. Those of one shard have '|' between them, shards have commas. https://
// is with TLS.
//
// Ports are 8123 and 8443 where none is named.
//
// Errors    kInvalidRequest says what is wrong without repeating any of it: it may hold a password.
inline constexpr std::size_t kServersMax = 64;
Result<std::vector<Address>> ParseUrl(const Secret& url);

// Of an address with others, one address for each server.
std::vector<Address> ServersOf(const Address& address);

// "https://events.internal:8443/rateguard": without who we are.
std::string Describe(const Address& address);

}  // namespace rg::store::clickhouse

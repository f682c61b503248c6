#pragma once

#include <string>

#include "core/result.h"
#include "core/secret.h"

namespace rg::store::kafka {

// A cluster, the topic in it, and who we are to it.
struct Address {
  std::string brokers;  // "a:9092,b:9092"
  std::string topic = "api-events";
  bool tls = false;
  std::string mechanism;  // of SASL, "SCRAM-SHA-512"; "" without a login
  std::string user;
  Secret password;
  std::string ca_file;           // "": the system's
  std::string certificate_file;  // "": we show none
  std::string key_file;
  std::string compression = "lz4";

  // Where records go that the topic does not take.
  std::string dead_letters() const { return topic + "-dlq"; }
};

// As operators write it; user and password may be percent-encoded:
//
//   kafka://[user:password@]host[:port][,host[:port]...][/topic][?name=value&...]
//   kafkas://...                                                         with TLS
//
//   sasl=plain|scram-sha-256|scram-sha-512    how user and password are shown; scram-sha-512
//   ca_file, certificate_file, key_file       PEM files, for TLS
//   compression=none|gzip|snappy|lz4|zstd     lz4
//
// Errors    kInvalidRequest says what is wrong without repeating any of it but names of parameters:
//           it may hold a password.
Result<Address> ParseUrl(const Secret& url);

// "kafkas://a.internal:9093/api-events": without the password, and who it is of.
std::string Describe(const Address& address);

}  // namespace rg::store::kafka

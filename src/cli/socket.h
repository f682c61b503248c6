#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/time.h"

namespace rg::cli {

// A blocking connection, plain or TLS, for a program that does one thing at a time. The deadline
// given to Connect holds for everything that is done with it.
//
// Errors    kUnavailable: no such host, or nobody listens. kUpstreamTimeout: the deadline.
//           kUpstreamFailed: the certificate is not to be trusted, or the peer broke off.
class Socket {
 public:
  virtual ~Socket() = default;

  // Appends at most `bytes_max` bytes to `out`; returns how many, zero at the end.
  virtual Result<std::size_t> Read(std::string& out, std::size_t bytes_max) = 0;
  virtual Result<void> Write(std::string_view bytes) = 0;
};

struct Peer {
  std::string host;
  std::uint16_t port = 0;
  bool tls = false;
  std::string ca_file;  // "": the system's certificates
};
Result<std::unique_ptr<Socket>> Connect(const Peer& peer, Duration timeout);

}  // namespace rg::cli

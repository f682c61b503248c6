#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rg::cli {

// Who listens on a TCP port of this machine.
struct PortOwner {
  std::string program;  // "grafana-server"; "" when the process is another user's
  int pid = 0;          // 0 then
};

// Who stands in the way of listening there. Reads /proc; nullopt when nobody does. Port zero is any
// free one.
std::optional<PortOwner> OwnerOfPort(std::string_view host, std::uint16_t port);

// A line of /proc/net/tcp or tcp6 that is a listener.
struct Listener {
  std::string address;  // as the kernel writes it: "0100007F"
  std::uint16_t port = 0;
  std::uint64_t inode = 0;
};
std::optional<Listener> ParseListener(std::string_view line);

// Whether a listener on `host` and this one exclude each other: they have the same address, or one
// of them is for all addresses.
bool Overlaps(std::string_view host, const Listener& listener);

// "3000 is used by grafana-server (pid 812); try --admin-port 3300".
std::string PortTaken(std::uint16_t port, const PortOwner& owner, std::string_view flag);

}  // namespace rg::cli

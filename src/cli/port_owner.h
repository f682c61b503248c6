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

// Reads /proc. nullopt when nobody listens.
std::optional<PortOwner> OwnerOfPort(std::uint16_t port);

// The socket's inode in a line of /proc/net/tcp that listens on that port; nullopt on any other
// line.
std::optional<std::uint64_t> ListenerInode(std::string_view line, std::uint16_t port);

// "3000 is used by grafana-server (pid 812); try --admin-port 3300".
std::string PortTaken(std::uint16_t port, const PortOwner& owner, std::string_view flag);

}  // namespace rg::cli

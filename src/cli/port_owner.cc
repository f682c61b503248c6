#include "cli/port_owner.h"

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <arpa/inet.h>

namespace rg::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kListening = "0A";

bool IsForAll(std::string_view address) {
  return address.find_first_not_of('0') == std::string_view::npos;
}

// An IPv4 address as the kernel writes it: its bytes in the machine's order, in hexadecimal.
std::string AsKernelWrites(std::string_view host) {
  in_addr address{};
  const std::string text(host == "localhost" ? "127.0.0.1" : host);
  if (::inet_pton(AF_INET, text.c_str(), &address) != 1) return {};
  char hex[9];
  std::snprintf(hex, sizeof(hex), "%08X", static_cast<unsigned>(address.s_addr));
  return hex;
}

std::optional<std::uint64_t> FindInode(std::string_view host, std::uint16_t port) {
  for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
    std::ifstream lines(table);
    for (std::string line; std::getline(lines, line);) {
      const auto listener = ParseListener(line);
      if (listener && listener->port == port && Overlaps(host, *listener)) return listener->inode;
    }
  }
  return std::nullopt;
}

bool HoldsSocket(const fs::path& process, const std::string& socket) {
  std::error_code failed;
  for (fs::directory_iterator at(process / "fd", failed), end; !failed && at != end;
       at.increment(failed)) {
    if (fs::read_symlink(at->path(), failed) == socket) return true;
    failed.clear();  // a descriptor that has just been closed
  }
  return false;
}

}  // namespace

std::optional<Listener> ParseListener(std::string_view line) {
  // sl local_address rem_address st tx:rx tr:tm retrnsmt uid timeout inode
  std::istringstream fields{std::string(line)};
  std::string number, local, remote, state, queues, timer, retransmits, uid, timeout;
  Listener listener;
  if (!(fields >> number >> local >> remote >> state >> queues >> timer >> retransmits >> uid >>
        timeout >> listener.inode)) {
    return std::nullopt;
  }
  const std::size_t colon = local.rfind(':');
  if (state != kListening || colon == std::string::npos) return std::nullopt;
  std::from_chars(local.data() + colon + 1, local.data() + local.size(), listener.port, 16);
  listener.address = local.substr(0, colon);
  return listener;
}

bool Overlaps(std::string_view host, const Listener& listener) {
  const bool for_all = host == "0.0.0.0" || host == "::";
  return for_all || IsForAll(listener.address) || listener.address == AsKernelWrites(host);
}

std::optional<PortOwner> OwnerOfPort(std::string_view host, std::uint16_t port) {
  if (port == 0) return std::nullopt;
  const auto inode = FindInode(host, port);
  if (!inode) return std::nullopt;
  const std::string socket = "socket:[" + std::to_string(*inode) + "]";
  std::error_code failed;
  for (fs::directory_iterator at("/proc", failed), end; !failed && at != end;
       at.increment(failed)) {
    int pid = 0;
    const std::string name = at->path().filename();
    const auto [stop, wrong] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (wrong != std::errc() || stop != name.data() + name.size() ||
        !HoldsSocket(at->path(), socket))
      continue;
    PortOwner owner{{}, pid};
    std::ifstream comm(at->path() / "comm");
    std::getline(comm, owner.program);
    return owner;
  }
  return PortOwner{};
}

std::string PortTaken(std::uint16_t port, const PortOwner& owner, std::string_view flag) {
  const std::string who = owner.program.empty()
                              ? "another program"
                              : owner.program + " (pid " + std::to_string(owner.pid) + ")";
  constexpr int kStep = 300;
  const int other = port + kStep > 65'535 ? port - kStep : port + kStep;
  return std::to_string(port) + " is used by " + who + "; try " + std::string(flag) + " " +
         std::to_string(other);
}

}  // namespace rg::cli

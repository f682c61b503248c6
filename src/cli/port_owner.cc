#include "cli/port_owner.h"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace rg::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kListening = "0A";

std::optional<std::uint64_t> FindInode(std::uint16_t port) {
  for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
    std::ifstream lines(table);
    for (std::string line; std::getline(lines, line);) {
      if (const auto inode = ListenerInode(line, port)) return inode;
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

std::optional<std::uint64_t> ListenerInode(std::string_view line, std::uint16_t port) {
  // sl local_address rem_address st tx:rx tr:tm retrnsmt uid timeout inode
  std::istringstream fields{std::string(line)};
  std::string number, local, remote, state, queues, timer, retransmits, uid, timeout;
  std::uint64_t inode = 0;
  if (!(fields >> number >> local >> remote >> state >> queues >> timer >> retransmits >> uid >>
        timeout >> inode)) {
    return std::nullopt;
  }
  const std::size_t colon = local.rfind(':');
  if (state != kListening || colon == std::string::npos) return std::nullopt;
  std::uint16_t listens = 0;
  std::from_chars(local.data() + colon + 1, local.data() + local.size(), listens, 16);
  return listens == port ? std::optional(inode) : std::nullopt;
}

std::optional<PortOwner> OwnerOfPort(std::uint16_t port) {
  const auto inode = FindInode(port);
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

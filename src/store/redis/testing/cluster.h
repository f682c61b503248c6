#pragma once

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "store/redis/testing/server.h"

namespace rg::store::redis::testing {

// A real Redis Cluster of a test's own: three masters, each with a replica. One that is dead is
// replaced after half a second.
class Cluster {
 public:
  static constexpr int kServers = 6;

  Cluster() {
    std::string create = "redis-cli --cluster create";
    for (int i = 0; i < kServers; ++i) {
      servers_.push_back(std::make_unique<Server>(
          std::vector<std::string>{"--cluster-enabled", "yes", "--cluster-node-timeout", "500",
                                   "--cluster-port", std::to_string(FreePort()),
                                   "--repl-diskless-sync-delay", "0", "--repl-timeout", "5"},
          FreePort()));
      create += " 127.0.0.1:" + std::to_string(servers_.back()->port());
    }
    create += " --cluster-replicas 1 --cluster-yes > /dev/null 2>&1";
    if (std::system(create.c_str()) != 0) throw std::runtime_error("no cluster: " + create);
    Until([this] { return Whole(); });
  }

  std::vector<std::uint16_t> ports() const {
    std::vector<std::uint16_t> ports;
    for (const auto& server : servers_) ports.push_back(server->port());
    return ports;
  }
  Server& At(std::uint16_t port) {
    for (const auto& server : servers_) {
      if (server->port() == port) return *server;
    }
    throw std::runtime_error("no such server");
  }

  // What redis-cli prints for a command given to one server.
  static std::string Ask(std::uint16_t port, const std::string& command) {
    const std::string line =
        "timeout 10 redis-cli -p " + std::to_string(port) + " " + command + " 2>&1";
    FILE* const pipe = ::popen(line.c_str(), "r");
    std::string text;
    char buffer[4096];
    while (const std::size_t size = ::fread(buffer, 1, sizeof(buffer), pipe)) {
      text.append(buffer, size);
    }
    ::pclose(pipe);
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
  }

  // Who has a slot, as one server that runs sees it, and who is its replica; 0 when nobody.
  struct Owner {
    std::uint16_t master = 0;
    std::uint16_t replica = 0;
    std::string id;  // of the master
  };
  Owner OwnerOf(std::uint16_t slot) {
    for (const auto& server : servers_) {
      if (server->pid() == 0) continue;
      const std::string nodes = Ask(server->port(), "cluster nodes");
      const Owner owner = Find(nodes, slot);
      if (owner.master != 0) return owner;
    }
    return {};
  }
  std::string IdOf(std::uint16_t port) { return Ask(port, "cluster myid"); }

  // Waits until something is so.
  template <class Condition>
  static void Until(Condition condition) {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds{40};
    while (!condition()) {
      if (std::chrono::steady_clock::now() > give_up) throw std::runtime_error("never came to be");
      std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
  }

  // Whether every server runs, every slot is served, and every replica has what its master has.
  bool Whole() {
    for (const auto& server : servers_) {
      if (server->pid() == 0) return false;
      if (Ask(server->port(), "cluster info").find("cluster_state:ok") == std::string::npos) {
        return false;
      }
      const std::string info = Ask(server->port(), "info replication");
      const bool master = info.find("role:master") != std::string::npos;
      if (!master && info.find("master_link_status:up") == std::string::npos) return false;
      if (master && info.find("state=online") == std::string::npos) return false;
    }
    return true;
  }

 private:
  static std::uint16_t PortIn(const std::string& line) {
    const std::size_t colon = line.find(':');
    return static_cast<std::uint16_t>(std::stoi(line.substr(colon + 1)));
  }
  static bool Has(const std::string& line, std::uint16_t slot) {
    std::size_t at = line.find(" connected");
    if (at == std::string::npos) return false;
    for (at += 10; at < line.size();) {
      const std::size_t end = std::min(line.find(' ', at + 1), line.size());
      const std::string range = line.substr(at + 1, end - at - 1);
      at = end;
      if (range.empty() || range[0] == '[') continue;
      const int first = std::stoi(range);
      const std::size_t dash = range.find('-');
      const int last = dash == std::string::npos ? first : std::stoi(range.substr(dash + 1));
      if (first <= slot && slot <= last) return true;
    }
    return false;
  }
  static Owner Find(const std::string& nodes, std::uint16_t slot) {
    Owner owner;
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < nodes.size();) {
      const std::size_t end = std::min(nodes.find('\n', at), nodes.size());
      lines.push_back(nodes.substr(at, end - at));
      at = end + 1;
    }
    for (const std::string& line : lines) {
      const bool serves =
          line.find("master") != std::string::npos && line.find("fail") == std::string::npos;
      if (!serves || !Has(line, slot)) continue;
      owner.master = PortIn(line);
      owner.id = line.substr(0, 40);
    }
    for (const std::string& line : lines) {
      const bool follows = line.find("slave " + owner.id) != std::string::npos;
      if (follows && line.find("fail") == std::string::npos) owner.replica = PortIn(line);
    }
    return owner;
  }

  std::vector<std::unique_ptr<Server>> servers_;
};

// The one that all tests of a program share: making one takes seconds.
inline Cluster& OneCluster() {
  static Cluster cluster;
  return cluster;
}

}  // namespace rg::store::redis::testing

#pragma once

#include <array>
#include <chrono>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "store/redis/client.h"
#include "store/redis/testing/server.h"
#include "store/redis/topology.h"

namespace rg::store::redis::testing {

// What a server of this machine answers, as redis-cli prints it.
inline std::string Tell(std::uint16_t port, const std::string& words) {
  const std::string command = "redis-cli -p " + std::to_string(port) + " " + words + " 2>&1";
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("no redis-cli");
  std::string text;
  std::array<char, 4096> room;
  for (std::size_t got = 0; (got = std::fread(room.data(), 1, room.size(), pipe)) > 0;) {
    text.append(room.data(), got);
  }
  ::pclose(pipe);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

// A real Redis Cluster of a test's own: three masters and a replica of each.
//
//   server(0), (1), (2)   masters of a third of the slots each, until something fails over
//   server(3), (4), (5)   their replicas
class Cluster {
 public:
  static constexpr int kMasters = 3;

  explicit Cluster(const std::vector<std::string>& more = {}) {
    for (int i = 0; i < 2 * kMasters; ++i) {
      const std::string bus = std::to_string(FreePort());
      std::vector<std::string> words = {"--cluster-enabled",
                                        "yes",
                                        "--cluster-port",
                                        bus,
                                        "--cluster-node-timeout",
                                        "1000",
                                        "--cluster-replica-validity-factor",
                                        "0",
                                        "--repl-diskless-sync-delay",
                                        "0"};
      words.insert(words.end(), more.begin(), more.end());
      servers_.push_back(std::make_unique<Server>(std::move(words)));
      buses_.push_back(bus);
    }
    Join();
  }

  Server& server(int i) { return *servers_.at(static_cast<std::size_t>(i)); }
  std::uint16_t port(int i) { return server(i).port(); }
  std::string id(int i) { return Tell(port(i), "CLUSTER MYID"); }

  ClientOptions options(std::vector<int> known = {0, 1, 2}) {
    Address address;
    address.kind = Address::Kind::kCluster;
    for (const int i : known) address.endpoints.push_back({"127.0.0.1", port(i), false});
    ClientOptions options = ClientOf(address);
    options.link.connection.master_only = true;
    return options;
  }

  // Which master has a slot, as it is itself convinced; -1: none.
  int MasterOf(std::uint16_t slot) {
    for (int i = 0; i < 2 * kMasters; ++i) {
      if (server(i).pid() == 0 || !IsMaster(i)) continue;
      if (Owns(i, slot)) return i;
    }
    return -1;
  }
  bool IsMaster(int i) { return Tell(port(i), "ROLE").starts_with("master"); }
  bool IsWhole(int i) {
    return Tell(port(i), "CLUSTER INFO").find("cluster_state:ok") != std::string::npos;
  }

  // The slot begins to move: keys that are there stay for now, new ones go to `to`.
  void BeginMove(std::uint16_t slot, int from, int to) {
    const std::string set = "CLUSTER SETSLOT " + std::to_string(slot);
    Expect(Tell(port(to), set + " IMPORTING " + id(from)), "OK");
    Expect(Tell(port(from), set + " MIGRATING " + id(to)), "OK");
  }
  void MoveKey(const std::string& key, int from, int to) {
    Tell(port(from), "MIGRATE 127.0.0.1 " + std::to_string(port(to)) + " '" + key + "' 0 5000");
  }
  void EndMove(std::uint16_t slot, int from, int to) {
    const std::string set = "CLUSTER SETSLOT " + std::to_string(slot) + " NODE " + id(to);
    Expect(Tell(port(to), set), "OK");
    Expect(Tell(port(from), set), "OK");
  }

  // From now on a replica hears nothing of what its master is told.
  void Deafen(int replica) {
    Expect(Tell(port(replica), "CONFIG SET masterauth wrong"), "OK");
    Tell(port(replica), "CLIENT KILL TYPE master");
    Await([&] {
      return Tell(port(replica), "INFO replication").find("master_link_status:down") !=
             std::string::npos;
    });
  }
  // Makes a replica the master, whatever the others think of it.
  void TakeOver(int replica) {
    Tell(port(replica), "CLUSTER FAILOVER TAKEOVER");
    Await([&] { return IsMaster(replica); });
  }

  template <class Condition>
  static void Await(Condition condition) {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (!condition()) {
      if (std::chrono::steady_clock::now() > give_up) throw std::runtime_error("no whole cluster");
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
  }

 private:
  static void Expect(const std::string& answer, const std::string& wanted) {
    if (answer != wanted) throw std::runtime_error("a cluster says " + answer);
  }

  bool Owns(int i, std::uint16_t slot) {
    const std::string nodes = Tell(port(i), "CLUSTER NODES");
    const std::size_t at = nodes.find("myself");
    const std::string line = nodes.substr(at, nodes.find('\n', at) - at);
    std::size_t word = line.find("connected");
    while ((word = line.find(' ', word)) != std::string::npos) {
      ++word;
      if (line[word] == '[') break;
      const int first = std::atoi(line.c_str() + word);
      const std::size_t dash = line.find('-', word);
      const std::size_t end = line.find(' ', word);
      const bool range = dash != std::string::npos && (end == std::string::npos || dash < end);
      const int last = range ? std::atoi(line.c_str() + dash + 1) : first;
      if (first <= slot && slot <= last) return true;
    }
    return false;
  }

  void Join() {
    for (int i = 0; i < kMasters; ++i) {
      const auto first = kSlots * static_cast<std::size_t>(i) / kMasters;
      const auto end = kSlots * static_cast<std::size_t>(i + 1) / kMasters;
      Expect(Tell(port(i),
                  "CLUSTER ADDSLOTSRANGE " + std::to_string(first) + " " + std::to_string(end - 1)),
             "OK");
      Expect(Tell(port(i), "CLUSTER SET-CONFIG-EPOCH " + std::to_string(i + 1)), "OK");
    }
    for (std::size_t i = 1; i < servers_.size(); ++i) {
      Expect(Tell(port(0), "CLUSTER MEET 127.0.0.1 " + std::to_string(servers_[i]->port()) + " " +
                               buses_[i]),
             "OK");
    }
    const auto knows_all = [&](int i) {
      const std::string info = Tell(port(i), "CLUSTER INFO");
      return info.find("cluster_known_nodes:6") != std::string::npos;
    };
    for (int i = 0; i < 2 * kMasters; ++i) Await([&] { return knows_all(i); });
    for (int i = kMasters; i < 2 * kMasters; ++i) {
      Await([&] { return Tell(port(i), "CLUSTER REPLICATE " + id(i - kMasters)) == "OK"; });
    }
    for (int i = 0; i < 2 * kMasters; ++i) Await([&] { return IsWhole(i); });
    for (int i = kMasters; i < 2 * kMasters; ++i) {
      Await([&] {
        return Tell(port(i), "INFO replication").find("master_link_status:up") != std::string::npos;
      });
    }
  }

  std::vector<std::unique_ptr<Server>> servers_;
  std::vector<std::string> buses_;
};

}  // namespace rg::store::redis::testing

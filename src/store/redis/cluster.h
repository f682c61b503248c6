#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "http/ticker.h"
#include "store/redis/client.h"
#include "store/redis/topology.h"

namespace rg::store::redis {

// A Redis Cluster: one link to each master, and a map of which has which slot.
//
//   Call -> the master of the slot -> an answer
//             |  MOVED  the slot has gone: the map learns it, and the new master is asked
//             |  ASK    this key has gone ahead of its slot: its new place is asked, once
//             |  TRYAGAIN, CLUSTERDOWN, READONLY, LOADING, MASTERDOWN: asked again a little later
//             \-- all within the deadline of the command, which is never run twice: none of these
//                 answers comes from a server that ran it
//
// The map is asked for anew when a link has gone, a slot has nobody, or a server has moved one.
//
// Threads   That of its core.
class ClusterClient final : public Client, private http::Ticker::Entry {
 public:
  // Any of the `seeds` tells who the others are.
  ClusterClient(boost::asio::io_context& io, http::Ticker& ticker, const http::Dialer& dialer,
                std::vector<http::Endpoint> seeds, LinkOptions options, Link::Changed changed);
  ~ClusterClient() override;

  Async<Outcome> Call(std::string_view key, std::string_view command, Duration within) override;

  // Whether some server has told who has which slot.
  bool knows_map() const { return knows_map_; }

 private:
  void OnTick(Duration now) override;
  Link& Obtain(const http::Endpoint& endpoint);
  Link* LinkOf(std::uint16_t slot) const;
  Link* AnyLink();
  void WantMap() { wants_map_ = true; }
  Async<void> AskForMap(std::shared_ptr<bool> alive);
  void Follow(const Topology& topology);
  Async<void> Pause() const;

  struct EndpointHash {
    std::size_t operator()(const http::Endpoint& endpoint) const {
      return std::hash<std::string_view>{}(endpoint.host) + endpoint.port * 2U;
    }
  };

  boost::asio::io_context& io_;
  http::Ticker& ticker_;
  const http::Dialer dialer_;
  const std::vector<http::Endpoint> seeds_;
  const LinkOptions options_;
  const Link::Changed changed_;
  std::unordered_map<http::Endpoint, std::unique_ptr<Link>, EndpointHash> links_;
  std::array<Link*, kSlots> of_slot_{};
  std::size_t next_ = 0;  // whom to ask for the map
  bool knows_map_ = false;
  bool wants_map_ = true;
  bool asking_ = false;
  Duration next_ask_{};
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace rg::store::redis

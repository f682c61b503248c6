#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "http/socket.h"
#include "store/redis/reply.h"
#include "store/redis/slot.h"

// What the servers of a cluster say about who has which keys. Reads, and does nothing.
namespace rg::store::redis {

struct Topology {
  static constexpr std::uint16_t kNobody = 0xffff;

  std::vector<http::Endpoint> masters;
  std::array<std::uint16_t, kSlots> of_slot{};  // an index into masters, or kNobody
};

// The answer to CLUSTER SLOTS. A server that does not know its own address leaves it out: it is the
// one that was asked. Nullopt when it is no such answer, or names nobody.
std::optional<Topology> ReadTopology(Reply::Item answer, const http::Endpoint& asked);

// An answer that says to ask elsewhere, or later.
struct Redirect {
  enum class Kind : std::uint8_t {
    kNone,   // it is the answer
    kMoved,  // the slot is there now: MOVED
    kAsk,    // this key is there already, and the slot will follow: ASK
    kLater,  // it is on its way, or the server is not in a state to tell: TRYAGAIN, CLUSTERDOWN,
             // ...
  };
  Kind kind = Kind::kNone;
  http::Endpoint where;  // of kMoved and kAsk
};
Redirect ReadRedirect(Reply::Item answer, const http::Endpoint& asked);

}  // namespace rg::store::redis

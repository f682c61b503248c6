#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "http/socket.h"
#include "store/redis/reply.h"

namespace rg::store::redis {

// How many pieces a cluster's keys are divided into.
inline constexpr std::size_t kSlots = 16'384;

// The slot that a key is in: that of its hash tag, the first "{...}" that is not empty, where it
// has one.
std::uint16_t SlotOf(std::string_view key);

// Which server takes the writes to which slot.
//
// Errors    A slot may be nobody's: in a cluster that is being made, or has lost servers.
class Topology {
 public:
  static constexpr std::uint16_t kNobody = 0xFFFF;

  Topology() = default;
  // One server takes all of them.
  static Topology Whole(http::Endpoint master);

  const std::vector<http::Endpoint>& masters() const { return masters_; }
  // Who knows where the masters are, besides them.
  const std::vector<http::Endpoint>& replicas() const { return replicas_; }
  // An index into masters(); kNobody.
  std::uint16_t OwnerOf(std::uint16_t slot) const { return owners_.empty() ? 0 : owners_[slot]; }
  bool is_complete() const;

  // The slots from the first to the last are those of a master.
  void Give(std::uint16_t first, std::uint16_t last, const http::Endpoint& master);
  // The index of a master, which may have no slot yet.
  std::size_t Know(const http::Endpoint& master);
  void AddReplica(http::Endpoint replica) { replicas_.push_back(std::move(replica)); }

 private:
  std::vector<http::Endpoint> masters_;
  std::vector<http::Endpoint> replicas_;
  std::vector<std::uint16_t> owners_;  // of each slot; empty: all are the first master's
};

// What a server answers instead of doing what it was asked. It has done nothing then.
struct Redirect {
  enum class Kind : std::uint8_t {
    kMoved,  // the slot is another's
    kAsk,    // this one time, ask another: the slot is on its way there
    kLater,  // the slot is on its way, and the key neither here nor there for now
  };
  Kind kind = Kind::kLater;
  std::uint16_t slot = 0;  // kMoved, kAsk
  http::Endpoint server;
};
// `asked`: whose answer it is. A host that it leaves out is its own.
std::optional<Redirect> ReadRedirect(const Reply& reply, const http::Endpoint& asked);

// The answers to CLUSTER SLOTS, and to SENTINEL GET-MASTER-ADDR-BY-NAME. kInvalidRequest: whoever
// was asked will never know.
Result<Topology> ReadClusterSlots(const Reply& reply, const http::Endpoint& asked);
Result<Topology> ReadSentinelMaster(const Reply& reply, const http::Endpoint& asked);

}  // namespace rg::store::redis

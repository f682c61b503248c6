// Where servers of Redis say that the masters are: whatever they answer, what is made of it names
// servers that can be dialled and slots that there are.

#include "fuzz.h"
#include "store/redis/reply.h"
#include "store/redis/topology.h"

namespace rg::fuzz {
namespace {

using store::redis::kSlots;
using store::redis::Redirect;
using store::redis::Reply;
using store::redis::ReplyParser;
using store::redis::Topology;

const http::Endpoint kAsked{"10.0.0.9", 7000, true};

void RequireDialable(const http::Endpoint& server) {
  Require(!server.host.empty() && server.port != 0 && server.tls, "a server can be dialled");
}

void RequireSound(const Topology& topology) {
  Require(!topology.masters().empty(), "there is a master");
  for (const http::Endpoint& server : topology.masters()) RequireDialable(server);
  for (const http::Endpoint& server : topology.replicas()) RequireDialable(server);
  bool complete = true;
  for (std::size_t slot = 0; slot < kSlots; ++slot) {
    const std::uint16_t owner = topology.OwnerOf(static_cast<std::uint16_t>(slot));
    complete = complete && owner != Topology::kNobody;
    Require(owner == Topology::kNobody || owner < topology.masters().size(),
            "a slot is a master's that is known, or nobody's");
  }
  Require(complete == topology.is_complete(), "and it is known whether any is nobody's");
}

void TryReply(const Reply& reply) {
  if (const std::optional<Redirect> redirect = ReadRedirect(reply, kAsked)) {
    Require(redirect->slot < kSlots, "a slot that there is");
    if (redirect->kind != Redirect::Kind::kLater) RequireDialable(redirect->server);
  }
  if (const auto topology = ReadClusterSlots(reply, kAsked)) RequireSound(*topology);
  if (const auto topology = ReadSentinelMaster(reply, kAsked)) RequireSound(*topology);
}

}  // namespace

void Try(std::string_view input) {
  Require(store::redis::SlotOf(input) < kSlots, "a key is in a slot that there is");
  ReplyParser parser;
  while (!input.empty()) {
    const ReplyParser::Step step = parser.Feed(input);
    if (step.state != ReplyParser::State::kDone) return;
    input.remove_prefix(step.consumed);
    TryReply(parser.Take());
  }
}

}  // namespace rg::fuzz

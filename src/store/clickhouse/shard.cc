#include "store/clickhouse/shard.h"

#include <string_view>

#include "core/sip_hash.h"

namespace rg::store::clickhouse {
namespace {

// SipHash-2-4 with a key of zeros: sipHash64 of every version of the server.
std::uint64_t SipHash64(std::string_view text) {
  SipState state;
  state.Absorb(text, 2);
  state.v2 ^= 0xff;
  return state.Read(4);
}

}  // namespace

std::uint32_t ShardOf(const WorkspaceId& workspace, std::uint32_t of) {
  return static_cast<std::uint32_t>(SipHash64(UuidText(workspace).view()) % of) + 1;
}

std::string IsOfShardSql(const Shard& shard) {
  return "sipHash64(toString(workspace)) % " + std::to_string(shard.of) +
         " + 1 = " + std::to_string(shard.number);
}

std::string Describe(const Shard& shard) {
  return "shard " + std::to_string(shard.number) + " of " + std::to_string(shard.of);
}

}  // namespace rg::store::clickhouse

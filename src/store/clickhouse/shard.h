#pragma once

#include <cstdint>
#include <string>

#include "core/id.h"

namespace rg::store::clickhouse {

// Which server of how many. Each is complete in itself: tables, lineage and roll-ups of its own,
// and all that there is of the workspaces that are its.
struct Shard {
  std::uint32_t number = 1;  // from 1 on
  std::uint32_t of = 1;
  bool operator==(const Shard&) const = default;
};

// The number of the shard that has a workspace. Any server computes the same, see IsOfShardSql, so
// what lies where can be asked and mended by hand.
std::uint32_t ShardOf(const WorkspaceId& workspace, std::uint32_t of);
// Whether the row that has the column `workspace` is the shard's, as an expression.
std::string IsOfShardSql(const Shard& shard);

inline bool Holds(const Shard& shard, const WorkspaceId& workspace) {
  return shard.of == 1 || ShardOf(workspace, shard.of) == shard.number;
}

// "shard 2 of 3"
std::string Describe(const Shard& shard);

}  // namespace rg::store::clickhouse

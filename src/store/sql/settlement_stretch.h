#pragma once

#include <cstdint>

// Settlements are remembered by stretches of the workspace's order: of so many, the last one that
// has come, and the first event. That says where to begin to look for what was settled later than
// something, without an index that holds every settlement.
namespace rg::store::sql {

inline constexpr std::int64_t kSettlementsPerStretch = 1024;
inline std::int64_t StretchOf(std::int64_t settle_seq) {
  return settle_seq / kSettlementsPerStretch;
}

}  // namespace rg::store::sql

#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/result.h"
#include "core/time.h"
#include "store/clickhouse/client.h"
#include "store/clickhouse/schema.h"

namespace rg::store::clickhouse {

// What a server tells of itself and of our tables.
struct Examination {
  std::string version;
  Tables tables = Tables::kTooOld;
  // What DemandShard has against them; "" when nothing. If it is something, no more is known.
  std::string other_shard;
  bool may_read = false;
  bool may_write = false;
  Duration skew{};  // of its clock, ahead of ours; to the second
};

// Leaves the tables as they are.
Result<Examination> Examine(Client& client, const Clock& clock);

// Of each partition of the topic: behind the highest offset that the tables know of, from the last
// two months.
Result<std::map<std::int32_t, std::int64_t>> PlacesOf(Client& client, const Clock& clock,
                                                      const std::string& topic);

}  // namespace rg::store::clickhouse

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/result.h"
#include "core/time.h"
#include "store/clickhouse/client.h"

namespace rg::store::clickhouse {

// How the tables of a database stand to this binary.
enum class Tables : std::uint8_t {
  kTooOld,  // something that it wants is missing, or there are none
  kCurrent,
  kNewer  // made by a later one; it works with them
};
Result<Tables> TablesOf(Client& client);

// Which shard the tables are: as they were told when they were made, and the only one when nobody
// told them, but they have events. nullopt while they are of none.
Result<std::optional<Shard>> ShardOfTables(Client& client);
// kConflict when the tables are of another shard than the setting says, half of a workspace's
// history would be looked for elsewhere; or plain where it says replicated, or the other way round.
Result<void> DemandShard(Client& client);

// Makes the database, and applies what it lacks. kConflict when it is newer than this binary, or of
// another shard.
Result<void> Migrate(Client& client);

// Drops the months of all tables that have ended before `before`: whatever was put in them then is
// older. Returns how many there were.
Result<std::size_t> DropMonthsBefore(Client& client, TimePoint before);

}  // namespace rg::store::clickhouse

#pragma once

#include <cstddef>
#include <cstdint>

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

// Makes the database, and applies what it lacks. kConflict when it is newer than this binary.
Result<void> Migrate(Client& client);

// Drops the months of all tables that have ended before `before`: whatever was put in them then is
// older. Returns how many there were.
Result<std::size_t> DropMonthsBefore(Client& client, TimePoint before);

}  // namespace rg::store::clickhouse

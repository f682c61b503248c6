#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "store/clickhouse/client.h"

namespace rg::store::clickhouse {

// One step of the schema. Forward only: a released migration never changes; what it got wrong, a
// later one corrects. There are no transactions here and no lock, so every statement may be run
// twice, or by two programs at once, and comes to the same.
struct Migration {
  std::int64_t number = 0;
  std::string_view name;
  std::span<const std::string_view> statements;
};

// All of them, by number from 1.
std::span<const Migration> Migrations();

// The number of the last one that the database has; 0 when it has none, or there is no database.
Result<std::int64_t> AppliedMigration(Client& client);

// Makes the database, and applies what it lacks. kConflict when it is newer than this binary.
Result<void> Migrate(Client& client);

// Drops the months of all tables that have ended before `before`: whatever was put in them then is
// older. Returns how many there were.
Result<std::size_t> DropMonthsBefore(Client& client, TimePoint before);

}  // namespace rg::store::clickhouse

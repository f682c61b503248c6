#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/result.h"
#include "core/time.h"
#include "store/sql/database.h"

namespace rg::store::sql {

// One step of the schema. Forward only: a released migration never changes; what it got wrong, a
// later one corrects.
struct Migration {
  std::int64_t number = 0;
  std::string_view name;
  std::span<const std::string_view> statements;
  // What no statement can say, behind them.
  Result<void> (*move)(Connection& connection) = nullptr;
};

// All of them, by number from 1.
std::span<const Migration> Migrations();

// Applies what `connection`'s database lacks. Runs inside a transaction that excludes every other
// writer: the driver opens it. kConflict when the database is newer than this binary.
Result<void> ApplyMigrations(Connection& connection, std::span<const Migration> migrations);

}  // namespace rg::store::sql

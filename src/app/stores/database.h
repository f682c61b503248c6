#pragma once

#include <memory>

#include "cli/cli.h"
#include "config/settings.h"
#include "core/result.h"
#include "core/time.h"
#include "store/postgres/listener.h"
#include "store/postgres/postgres.h"

namespace rg::app {

// What the settings say of PostgreSQL, carried out. Every error names the setting to look at, and
// none says what is in it.

store::postgres::PostgresOptions OptionsOf(const config::DatabaseSettings& settings);

// Whether this process is one of several that count limits and budgets each for itself.
bool CountsForItself(const config::Settings& settings);

// A database that this process is in, and whose tables are as it wants them.
struct EnteredDatabase {
  std::unique_ptr<store::postgres::Postgres> database;
  std::unique_ptr<store::postgres::Listener> presence;  // destroyed first
  std::unique_ptr<store::sql::Connection> connection;
};

// Refuses to come in beside others where the settings do not say so: two that count limits and
// budgets each in its own memory could spend a budget twice, and two that count them in Redis have
// to know of each other. Nothing is changed then.
Result<EnteredDatabase> EnterDatabase(const config::Settings& settings, const Clock& clock);

// For `rateguard migrate`.
Result<bool> MigrateDatabase(const config::DatabaseSettings& settings, cli::Migration migration);

}  // namespace rg::app

#include "app/stores/database.h"

#include <string>
#include <utility>

#include "store/postgres/examine.h"

namespace rg::app {
namespace {

using store::postgres::Listener;
using store::postgres::OpenPostgres;
using store::postgres::Postgres;
using store::postgres::Presence;

// The store's options are named as the settings are.
Error Blame(Error error) {
  error.field = "database." + (error.field.empty() ? "url" : error.field);
  return error;
}

Result<std::unique_ptr<Postgres>> OpenIt(const config::DatabaseSettings& settings,
                                         const Clock& clock) {
  auto database = OpenPostgres(OptionsOf(settings), clock);
  if (!database) return Blame(database.error());
  return database;
}

const char* WhyAlone(const config::Settings& settings) {
  if (!settings.redis.url.empty()) {
    return ". Stop that one; or, in both, set this to several and redis.gateways to how many count "
           "in that Redis";
  }
  return ". Each counts limits and budgets in its own memory, so that two could spend a budget "
         "twice. Stop that one; or set this to several in both, with one Redis for both "
         "(redis.url), or to accept it";
}

// Who takes no calls counts nothing, and may be there beside those who do.
Presence PresenceOf(const config::Settings& settings) {
  if (!config::RolesOf(settings).proxy) return Presence::kBeside;
  const bool alone = settings.database.processes == config::Processes::kOne;
  return alone ? Presence::kAlone : Presence::kAmongOthers;
}

Result<std::unique_ptr<Listener>> ComeIn(Postgres& database, const config::Settings& settings) {
  auto presence = database.Listen(PresenceOf(settings));
  if (presence) return presence;
  if (presence.error().code != Errc::kConflict) return Blame(presence.error());
  return Fail(Errc::kUnavailable, presence.error().detail + WhyAlone(settings),
              "database.processes");
}

Result<void> BringUpToDate(Postgres& database, const config::DatabaseSettings& settings) {
  const Result<void> migrated = database.Migrate();
  if (migrated) return {};
  Error error = Blame(migrated.error());
  if (!settings.owner_url.empty() || error.code == Errc::kUnavailable) return error;
  error.detail +=
      ". Its user may have to be told apart from the tables' owner, who then stands in "
      "database.owner_url: docs/postgres.md";
  return error;
}

}  // namespace

store::postgres::PostgresOptions OptionsOf(const config::DatabaseSettings& settings) {
  return {.url = settings.url,
          .owner_url = settings.owner_url,
          .statement_timeout = settings.statement_timeout};
}

bool CountsForItself(const config::Settings& settings) {
  return config::RolesOf(settings).proxy &&
         settings.database.processes == config::Processes::kSeveral && settings.redis.url.empty();
}

Result<EnteredDatabase> EnterDatabase(const config::Settings& settings, const Clock& clock) {
  EnteredDatabase entered;
  RG_TRY(entered.database, OpenIt(settings.database, clock));
  RG_TRY(entered.presence, ComeIn(*entered.database, settings));
  RG_CHECK(BringUpToDate(*entered.database, settings.database));
  auto connection = entered.database->Open();
  if (!connection) return Blame(connection.error());
  entered.connection = *std::move(connection);
  return entered;
}

Result<bool> MigrateDatabase(const config::DatabaseSettings& settings, cli::Migration migration) {
  const SystemClock clock;
  if (migration == cli::Migration::kApply) {
    RG_TRY(const auto database, OpenIt(settings, clock));
    RG_CHECK(BringUpToDate(*database, settings));
  }
  auto found = store::postgres::Examine(OptionsOf(settings), clock);
  if (!found) return Blame(found.error());
  return found->current;
}

}  // namespace rg::app

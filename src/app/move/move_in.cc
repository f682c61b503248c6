#include "app/move/move_in.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <utility>

#include "app/move/events.h"
#include "app/move/folder.h"
#include "app/stores/data_folder.h"
#include "app/stores/database.h"
#include "auth/hasher.h"
#include "auth/last_used.h"
#include "auth/vault.h"
#include "core/crypto.h"
#include "core/id.h"
#include "journal/file.h"
#include "journal/folder_lock.h"
#include "meter/catalogue/catalogue.h"
#include "resource/registry.h"
#include "store/sql/installation.h"
#include "store/sql/move_configuration.h"
#include "store/sqlite/sqlite.h"

namespace rg::app {
namespace {

namespace fs = std::filesystem;

// The folder to move from, for nobody else meanwhile.
struct Source {
  journal::FolderLock lock;
  std::unique_ptr<store::sql::Database> database;
  std::unique_ptr<store::sql::Connection> connection;
};

Result<Source> OpenSource(const fs::path& folder) {
  for (const char* file : {"rateguard.db", "vault-key", "admin-token"}) {
    if (fs::exists(folder / file)) continue;
    return Fail(Errc::kInvalidRequest,
                (folder / file).string() +
                    " is not there: name the data folder of a gateway that "
                    "has run with it",
                "from-data");
  }
  RG_TRY(journal::FolderLock lock, journal::FolderLock::Acquire(folder));
  RG_TRY(auto database, store::sqlite::OpenSqlite({.file = folder / "rateguard.db"}));
  RG_CHECK(database->Migrate());
  RG_TRY(auto connection, database->Open());
  return Source{std::move(lock), std::move(database), std::move(connection)};
}

// Whether a gateway could serve what is there, with its key to the credentials: better told before
// anything is moved.
Result<void> DemandServable(Source& source, const fs::path& folder,
                            const config::Settings& settings) {
  const SystemClock clock;
  SystemEntropy entropy;
  IdSource ids = IdSource::FromEntropy();
  RG_TRY(const auth::Vault vault, auth::Vault::Load(folder / "vault-key", entropy));
  const auth::KeyHasher hasher(settings.auth.pepper);
  auth::LastUsedBook last_used;
  resource::Registry registry({.connection = *source.connection,
                               .clock = clock,
                               .ids = ids,
                               .entropy = entropy,
                               .vault = vault,
                               .hasher = hasher,
                               .last_used = last_used,
                               .catalogue = meter::EmbeddedPrices(),
                               .timeouts = {},
                               .publish = [](const auto&) {}});
  return registry.Load();
}

// Nobody else may be in the database meanwhile: whoever is serves something else from it.
Result<EnteredDatabase> EnterAlone(config::Settings settings, const Clock& clock) {
  settings.database.processes = config::Processes::kOne;
  return EnterDatabase(settings, clock);
}

Result<std::int64_t> CallsIn(store::sql::Connection& connection) {
  RG_TRY(const auto rows,
         connection.Query("SELECT CAST(COALESCE(SUM(calls), 0) AS BIGINT) FROM rollups", {}));
  return rows[0].Int(0);
}

Result<std::int64_t> NameOf(store::sql::Connection& connection) {
  IdSource ids = IdSource::FromEntropy();
  // Positive, and not 0.
  const auto fresh = static_cast<std::int64_t>(ids.Random() >> 2U) + 1;
  return store::sql::NameInstallation(connection, fresh);
}

// Whoever serves from the folder as it was is told.
Result<void> MarkMoved(const fs::path& folder, const config::Settings& settings) {
  const fs::path file = DataFolder::MovedIn(folder);
  std::ofstream out(file);
  out << "The configuration is in PostgreSQL (database.url), the history in "
      << settings.data_folder << ".\n";
  out.close();
  if (!out) return Fail(Errc::kUnavailable, file.string() + ": cannot be written");
  return journal::SyncFolder(folder);
}

Error BlameDatabase(Error error) {
  if (error.code != Errc::kConflict) return error;
  error.detail += "; name an empty database";
  error.field = "database.url";
  return error;
}

}  // namespace

Result<cli::Moved> MoveIn(const config::Settings& settings, const std::string& folder) {
  if (settings.database.url.empty()) {
    return Fail(Errc::kInvalidRequest, "names no PostgreSQL to move into", "database.url");
  }
  const SystemClock clock;
  const fs::path from(folder);
  const fs::path to(settings.data_folder);
  RG_TRY(Source source, OpenSource(from));
  RG_CHECK(DemandServable(source, from, settings));
  std::error_code failed;
  cli::Moved moved{.stays = fs::equivalent(from, to, failed)};
  std::optional<journal::FolderLock> lock;
  if (!moved.stays) {
    RG_TRY(lock, journal::FolderLock::Acquire(to));
  }
  RG_TRY(const EnteredDatabase entered, EnterAlone(settings, clock));
  RG_TRY(const std::int64_t installation, NameOf(*source.connection));

  if (!moved.stays) {
    RG_TRY(moved.history_was_there, HasHistory(from, to, installation));
  }
  RG_TRY(const std::int64_t theirs, store::sql::InstallationOf(*entered.connection));
  moved.configuration_was_there = theirs == installation;
  if (!moved.configuration_was_there) {
    if (const auto empty = store::sql::DemandNoConfiguration(*entered.connection); !empty) {
      return BlameDatabase(empty.error());
    }
  }

  if (!moved.stays && !moved.history_was_there) {
    RG_CHECK(CopyHistory(from, to, *source.connection));
  }
  RG_TRY(moved.calls, CallsIn(*source.connection));
  if (!settings.events.clickhouse.empty()) {
    RG_TRY(const MovedEvents events, MoveEvents(*source.connection, settings.events, installation));
    moved.in_clickhouse = true;
    moved.refused = events.refused;
  }
  if (!moved.configuration_was_there) {
    RG_TRY(const store::sql::MovedRows rows,
           store::sql::MoveConfiguration(*source.connection, *entered.connection, installation));
    moved.resources = rows.resources;
    moved.changes = rows.changes;
  }
  RG_CHECK(MarkMoved(from, settings));
  return moved;
}

}  // namespace rg::app

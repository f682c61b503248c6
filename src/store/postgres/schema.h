#pragma once

#include <cstdint>
#include <string_view>

#include "core/result.h"
#include "store/sql/database.h"

namespace rg::store::postgres {

// Who the program is while it works. Neither role can log in or owns anything; the login of the URL
// is a member of both.
inline constexpr std::string_view kControlRole = "rateguard_control";  // every row
inline constexpr std::string_view kAppRole = "rateguard_app";          // of one workspace
inline constexpr std::string_view kNoRole = "";                        // as whom one logs in

// Notified whenever a transaction has changed the configuration.
inline constexpr std::string_view kConfigurationChannel = "rateguard_configuration";

// Advisory locks, which are numbers: of whoever writes, for a transaction, and of whoever is in the
// database, for a session.
inline constexpr std::int64_t kWritersLock = 7236428719;
inline constexpr std::int64_t kPresenceLock = 723642871;

// Whether the database is as this program wants it, as far as `login`, which is a member of the
// roles or is not yet, may look: every migration applied, the fence drawn, the roles granted.
Result<bool> IsCurrent(sql::Connection& login);

// Brings it there, as the owner of the tables: the migrations that SQLite has too; then the fence.
//
//   every table with a column `workspace`    row-level security, forced on the owner as well:
//                                            rateguard_app sees the workspace that the transaction
//                                            names, rateguard_control all of them
//   every other table                        closed to rateguard_app, but for the revision
//
// The fence is drawn from what tables there are, so a new one is never forgotten. Runs inside a
// transaction that excludes every other writer. `login` is the user that becomes a member.
Result<void> Migrate(sql::Connection& owner, std::string_view login);

}  // namespace rg::store::postgres

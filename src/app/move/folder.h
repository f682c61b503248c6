#pragma once

#include <cstdint>
#include <filesystem>

#include "core/result.h"
#include "store/sql/database.h"

namespace rg::app {

// Copies what a data folder holds of calls into another folder, for a gateway that goes on there
// where the first one left off: the database, what the journal has that is not in it yet, how far
// Kafka has it, and the secrets that go with them.
//
//   vault-key, admin-token, journal/, kafka/    each file under another name first
//   rateguard.db                                last: with it the folder is whole
//
// Started anew after whatever it was interrupted by, it ends with the same.

// Whether the history of that installation is in `to` already. kConflict: something else is, which
// would be mixed with it; names the file.
Result<bool> HasHistory(const std::filesystem::path& from, const std::filesystem::path& to,
                        std::int64_t installation);

// `database` is that of `from`, which nobody else uses meanwhile; nobody uses `to` either.
Result<void> CopyHistory(const std::filesystem::path& from, const std::filesystem::path& to,
                         store::sql::Connection& database);

}  // namespace rg::app

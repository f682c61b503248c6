#pragma once

#include <cstdint>

#include "core/result.h"
#include "store/sql/database.h"

namespace rg::store::sql {

// What tells the books of one installation from those of another, wherever they are moved: a number
// that it was given once. 0: none yet.
//
// Errors    As Connection.
Result<std::int64_t> InstallationOf(Connection& connection);

// Gives it `fresh`, which is not 0, unless it has one; returns the one it has.
Result<std::int64_t> NameInstallation(Connection& connection, std::int64_t fresh);

}  // namespace rg::store::sql

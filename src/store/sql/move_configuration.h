#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/result.h"
#include "store/sql/database.h"

namespace rg::store::sql {

// A table of what an operator makes, as opposed to what calls leave behind.
struct ConfigurationTable {
  std::string_view name;
  std::string_view columns;  // all of them
};
std::span<const ConfigurationTable> ConfigurationTables();

// kConflict where the database holds a configuration, or the name of an installation.
Result<void> DemandNoConfiguration(Connection& connection);

struct MovedRows {
  std::int64_t resources = 0;
  std::int64_t changes = 0;  // of the log of who changed what
};

// Copies the whole configuration, row by row and as it is, into a database that has none, and names
// the installation there: in one transaction, so that it is there whole or not at all, and who
// finds the name knows that it is.
//
// Errors    kConflict: `to` has a configuration of its own, or another installation's. Otherwise as
//           Connection. After one, nothing was changed.
Result<MovedRows> MoveConfiguration(Connection& from, Connection& to, std::int64_t installation);

}  // namespace rg::store::sql

#include "store/sql/installation.h"

#include <array>

namespace rg::store::sql {

Result<std::int64_t> InstallationOf(Connection& connection) {
  RG_TRY(const Rows rows,
         connection.Query("SELECT value FROM revisions WHERE name = 'installation'", {}));
  return rows.empty() ? 0 : rows[0].Int(0);
}

Result<std::int64_t> NameInstallation(Connection& connection, std::int64_t fresh) {
  const std::array<Value, 1> name = {fresh};
  RG_CHECK(
      connection.Execute("INSERT INTO revisions (name, value) VALUES ('installation', ?) ON "
                         "CONFLICT (name) DO NOTHING",
                         name));
  return InstallationOf(connection);
}

}  // namespace rg::store::sql

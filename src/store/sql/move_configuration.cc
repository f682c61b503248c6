#include "store/sql/move_configuration.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "store/sql/installation.h"
#include "store/sql/resource_rows.h"

namespace rg::store::sql {
namespace {

constexpr std::array<ConfigurationTable, 4> kTables = {{
    {"resources", "kind, id, workspace, unique_name, doc, version, created, updated"},
    {"audit_log", "id, workspace, at_time, actor, action, kind, resource, doc_before, doc_after"},
    {"idempotency", "workspace, idempotency_key, request_hash, response, created"},
    {"price_catalogue", "name, version, body, actor, updated"},
}};

std::string InsertInto(const ConfigurationTable& table) {
  std::string marks = "?";
  for (auto i = std::count(table.columns.begin(), table.columns.end(), ','); i > 0; --i) {
    marks += ", ?";
  }
  return "INSERT INTO " + std::string(table.name) + " (" + std::string(table.columns) +
         ") VALUES (" + marks + ")";
}

Result<std::int64_t> MoveRows(Connection& from, Connection& to, const ConfigurationTable& table) {
  const std::string insert = InsertInto(table);
  const auto columns = static_cast<std::size_t>(std::ranges::count(table.columns, ',')) + 1;
  std::int64_t moved = 0;
  Result<void> inserted;
  std::vector<Value> values(columns);
  RG_CHECK(from.Each("SELECT " + std::string(table.columns) + " FROM " + std::string(table.name),
                     {}, [&](const Row& row) {
                       if (!inserted) return;
                       for (std::size_t i = 0; i < columns; ++i) values[i] = row.at(i);
                       const auto done = to.Execute(insert, values);
                       if (!done) inserted = done.error();
                       ++moved;
                     }));
  if (!inserted) return inserted.error();
  return moved;
}

}  // namespace

std::span<const ConfigurationTable> ConfigurationTables() { return kTables; }

Result<void> DemandNoConfiguration(Connection& connection) {
  for (const ConfigurationTable& table : kTables) {
    RG_TRY(const Rows rows,
           connection.Query("SELECT CAST(COUNT(*) AS BIGINT) FROM " + std::string(table.name), {}));
    if (rows[0].Int(0) > 0) {
      return Fail(Errc::kConflict, "it holds a configuration of its own already");
    }
  }
  RG_TRY(const std::int64_t other, InstallationOf(connection));
  if (other != 0) return Fail(Errc::kConflict, "another installation was moved into it");
  return {};
}

Result<MovedRows> MoveConfiguration(Connection& from, Connection& to, std::int64_t installation) {
  MovedRows moved;
  RG_CHECK(to.Transaction([&]() -> Result<void> {
    RG_CHECK(DemandNoConfiguration(to));
    for (const ConfigurationTable& table : kTables) {
      RG_TRY(const std::int64_t rows, MoveRows(from, to, table));
      if (table.name == "resources") moved.resources = rows;
      if (table.name == "audit_log") moved.changes = rows;
    }
    RG_CHECK(NameInstallation(to, installation));
    return ResourceRows(to).Bump();
  }));
  return moved;
}

}  // namespace rg::store::sql

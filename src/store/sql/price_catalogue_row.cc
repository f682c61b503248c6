#include "store/sql/price_catalogue_row.h"

#include <array>

#include "store/sql/resource_rows.h"

namespace rg::store::sql {

Result<std::int64_t> PriceCatalogueStore::Version() {
  RG_TRY(const Rows rows,
         connection_.Query("SELECT version FROM price_catalogue WHERE name = 'prices'", {}));
  return rows.empty() ? 0 : rows[0].Int(0);
}

Result<PriceCatalogueRow> PriceCatalogueStore::Load() {
  RG_TRY(const Rows rows, connection_.Query("SELECT version, body, actor, updated "
                                            "FROM price_catalogue WHERE name = 'prices'",
                                            {}));
  if (rows.empty()) return PriceCatalogueRow{};
  const Row& row = rows[0];
  return PriceCatalogueRow{row.Int(0), row.Text(1), row.Text(2), FromMicros(row.Int(3))};
}

Result<void> PriceCatalogueStore::Save(const PriceCatalogueRow& row) {
  const std::array<Value, 4> values = {row.version, row.body, row.actor, ToMicros(row.updated)};
  RG_CHECK(connection_.Execute(
      "INSERT INTO price_catalogue (name, version, body, actor, updated) "
      "VALUES ('prices', ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET version = excluded.version, "
      "body = excluded.body, actor = excluded.actor, updated = excluded.updated",
      values));
  return ResourceRows{connection_}.Bump();
}

}  // namespace rg::store::sql

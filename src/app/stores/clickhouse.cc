#include "app/stores/clickhouse.h"

#include <utility>

#include "app/stores/trust_store.h"
#include "store/clickhouse/schema.h"
#include "store/clickhouse/url.h"

namespace rg::app {

Result<std::unique_ptr<ClickHouse>> ClickHouse::Open(const config::EventsSettings& settings,
                                                     store::clickhouse::ClientOptions options) {
  auto address = store::clickhouse::ParseUrl(settings.clickhouse);
  if (!address) return Fail(Errc::kInvalidRequest, address.error().detail, "events.clickhouse");
  std::unique_ptr<ClickHouse> opened(new ClickHouse);
  RG_CHECK(UseTrustStore(opened->tls_, settings.clickhouse_ca_file, "events.clickhouse_ca_file"));
  options.address = *std::move(address);
  options.tls = &opened->tls_;
  opened->client_ = std::make_unique<store::clickhouse::Client>(std::move(options));
  return opened;
}

Result<void> TablesAreThere(store::clickhouse::Client& client) {
  RG_TRY(const auto tables, store::clickhouse::TablesOf(client));
  if (tables != store::clickhouse::Tables::kTooOld) return {};
  return Fail(Errc::kConflict,
              "the tables of " + store::clickhouse::Describe(client.address()) +
                  " are missing or too old: rateguard migrate",
              "events.clickhouse");
}

Result<bool> MigrateClickHouse(const config::EventsSettings& settings, cli::Migration migration) {
  RG_TRY(const auto opened, ClickHouse::Open(settings));
  store::clickhouse::Client& client = opened->client();
  const auto migrate = [&]() -> Result<bool> {
    if (migration == cli::Migration::kApply) RG_CHECK(store::clickhouse::Migrate(client));
    RG_TRY(const auto tables, store::clickhouse::TablesOf(client));
    return tables != store::clickhouse::Tables::kTooOld;
  };
  Result<bool> migrated = migrate();
  if (migrated) return migrated;
  Error error = migrated.error();
  if (error.field.empty()) error.field = "events.clickhouse";
  return error;
}

}  // namespace rg::app

#include "app/stores/clickhouse.h"

#include <functional>
#include <utility>

#include "app/stores/trust_store.h"
#include "store/clickhouse/schema.h"
#include "store/clickhouse/url.h"

namespace rg::app {

namespace {

Result<std::vector<store::clickhouse::Address>> AddressesOf(
    const config::EventsSettings& settings) {
  auto addresses = store::clickhouse::ParseUrl(settings.clickhouse);
  if (!addresses) return Fail(Errc::kInvalidRequest, addresses.error().detail, "events.clickhouse");
  for (store::clickhouse::Address& address : *addresses) {
    address.replicated = settings.clickhouse_tables == config::EventTables::kReplicated;
    if (address.replicated || address.others.empty()) continue;
    return Fail(Errc::kInvalidRequest,
                "must be replicated: events.clickhouse names several servers of one shard",
                "events.clickhouse_tables");
  }
  return addresses;
}

}  // namespace

Result<std::unique_ptr<ClickHouse>> ClickHouse::Connect(
    const config::EventsSettings& settings, std::vector<store::clickhouse::Address> addresses,
    store::clickhouse::ClientOptions options) {
  std::unique_ptr<ClickHouse> opened(new ClickHouse);
  RG_CHECK(UseTrustStore(opened->tls_, settings.clickhouse_ca_file, "events.clickhouse_ca_file"));
  options.tls = &opened->tls_;
  for (store::clickhouse::Address& address : addresses) {
    options.address = std::move(address);
    opened->shards_.push_back(std::make_unique<store::clickhouse::Client>(options));
  }
  return opened;
}

Result<std::unique_ptr<ClickHouse>> ClickHouse::Open(const config::EventsSettings& settings,
                                                     store::clickhouse::ClientOptions options) {
  RG_TRY(auto addresses, AddressesOf(settings));
  return Connect(settings, std::move(addresses), std::move(options));
}

Result<std::unique_ptr<ClickHouse>> ClickHouse::OpenServers(
    const config::EventsSettings& settings) {
  RG_TRY(const auto addresses, AddressesOf(settings));
  std::vector<store::clickhouse::Address> servers;
  for (const store::clickhouse::Address& address : addresses) {
    for (store::clickhouse::Address& server : store::clickhouse::ServersOf(address)) {
      servers.push_back(std::move(server));
    }
  }
  return Connect(settings, std::move(servers), {});
}

void ClickHouse::Leave() {
  for (const auto& shard : shards_) shard->Leave();
}

Error Blame(const store::clickhouse::Client& client, Error error) {
  const store::clickhouse::Shard& shard = client.address().shard;
  if (shard.of > 1) error.detail = store::clickhouse::Describe(shard) + ": " + error.detail;
  return error;
}

Result<void> TablesAreThere(store::clickhouse::Client& client) {
  RG_CHECK(store::clickhouse::DemandShard(client));
  RG_TRY(const auto tables, store::clickhouse::TablesOf(client));
  if (tables != store::clickhouse::Tables::kTooOld) return {};
  return Fail(Errc::kConflict,
              "the tables of " + store::clickhouse::Describe(client.address()) +
                  " are missing or too old: rateguard migrate",
              "events.clickhouse");
}

namespace {

Result<void> OfEach(ClickHouse& clickhouse,
                    const std::function<Result<void>(store::clickhouse::Client&)>& ask) {
  for (std::size_t i = 0; i < clickhouse.size(); ++i) {
    const Result<void> asked = ask(clickhouse.shard(i));
    if (asked) continue;
    Error error = Blame(clickhouse.shard(i), asked.error());
    if (error.field.empty()) error.field = "events.clickhouse";
    return error;
  }
  return {};
}

}  // namespace

Result<bool> MigrateClickHouse(const config::EventsSettings& settings, cli::Migration migration) {
  RG_TRY(const auto opened, ClickHouse::OpenServers(settings));
  // All of them before anything is made in one: of a list that is wrong nothing is to remain.
  RG_CHECK(OfEach(*opened, &store::clickhouse::DemandShard));
  if (migration == cli::Migration::kApply) {
    RG_CHECK(OfEach(*opened, &store::clickhouse::Migrate));
  }
  bool current = true;
  RG_CHECK(OfEach(*opened, [&](store::clickhouse::Client& client) -> Result<void> {
    RG_TRY(const auto tables, store::clickhouse::TablesOf(client));
    current = current && tables != store::clickhouse::Tables::kTooOld;
    return {};
  }));
  return current;
}

}  // namespace rg::app

#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include <boost/asio/ssl/context.hpp>

#include "cli/cli.h"
#include "config/settings.h"
#include "core/result.h"
#include "store/clickhouse/client.h"

namespace rg::app {

// A connection to each ClickHouse that the settings name: the shards, by number.
//
// Threads   As Client, each by itself.
class ClickHouse {
 public:
  // kInvalidRequest: settings that cannot work; names the one, and does not quote it. A server that
  // does not answer is no fault: it may come back.
  static Result<std::unique_ptr<ClickHouse>> Open(const config::EventsSettings& settings,
                                                  store::clickhouse::ClientOptions options = {});
  // A connection to each server of each shard, for what is to be done to all.
  static Result<std::unique_ptr<ClickHouse>> OpenServers(const config::EventsSettings& settings);

  std::size_t size() const { return shards_.size(); }
  store::clickhouse::Client& shard(std::size_t index) { return *shards_[index]; }
  // As Client::Leave, of all.
  void Leave();

 private:
  ClickHouse() = default;

  static Result<std::unique_ptr<ClickHouse>> Connect(
      const config::EventsSettings& settings, std::vector<store::clickhouse::Address> addresses,
      store::clickhouse::ClientOptions options);

  boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_client};
  std::vector<std::unique_ptr<store::clickhouse::Client>> shards_;
};

// Of a failure, where there are several shards: which of them it is.
Error Blame(const store::clickhouse::Client& client, Error error);

// kConflict while the tables are older than this program, or are of another shard.
Result<void> TablesAreThere(store::clickhouse::Client& client);

// For `rateguard migrate`.
Result<bool> MigrateClickHouse(const config::EventsSettings& settings, cli::Migration migration);

}  // namespace rg::app

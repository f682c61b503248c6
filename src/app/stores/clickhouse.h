#pragma once

#include <memory>

#include <boost/asio/ssl/context.hpp>

#include "cli/cli.h"
#include "config/settings.h"
#include "core/result.h"
#include "store/clickhouse/client.h"

namespace rg::app {

// A connection to the ClickHouse that the settings name.
//
// Threads   As Client.
class ClickHouse {
 public:
  // kInvalidRequest: settings that cannot work; names the one, and does not quote it. A server that
  // does not answer is no fault: it may come back.
  static Result<std::unique_ptr<ClickHouse>> Open(const config::EventsSettings& settings,
                                                  store::clickhouse::ClientOptions options = {});

  store::clickhouse::Client& client() { return *client_; }

 private:
  ClickHouse() = default;

  boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_client};
  std::unique_ptr<store::clickhouse::Client> client_;
};

// kConflict while the tables are older than this program.
Result<void> TablesAreThere(store::clickhouse::Client& client);

// For `rateguard migrate`.
Result<bool> MigrateClickHouse(const config::EventsSettings& settings, cli::Migration migration);

}  // namespace rg::app

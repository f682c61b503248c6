#include "store/postgres/postgres.h"

#include <string>
#include <utility>

#include "core/tally.h"
#include "store/postgres/connection.h"
#include "store/postgres/leaving.h"
#include "store/postgres/listener.h"
#include "store/postgres/schema.h"

namespace rg::store::postgres {
namespace {

// Other processes may be migrating, and a migration may rewrite tables.
constexpr Duration kMigrationTimeout = std::chrono::minutes{10};

Error BlameOwnerUrl(Error error) {
  error.field = "owner_url";
  return error;
}

class PostgresDatabase final : public Postgres {
 public:
  PostgresDatabase(PostgresOptions options, const Clock& clock)
      : options_(std::move(options)), clock_(clock) {}

  Result<std::unique_ptr<sql::Connection>> Open() override {
    RG_TRY(auto connection, OpenAs(options_.url, kControlRole, options_.statement_timeout));
    return std::unique_ptr<sql::Connection>(std::move(connection));
  }

  // Looks first: where there is nothing to do, the owner is not needed, and nobody waits.
  Result<void> Migrate() override {
    RG_TRY(const auto login, OpenAs(options_.url, kNoRole, options_.statement_timeout));
    RG_TRY(const bool current, IsCurrent(*login));
    if (current) return {};
    RG_TRY(const sql::Rows name, login->Query("SELECT session_user", {}));
    const std::string user = name[0].Text(0);
    if (options_.owner_url.empty()) return MigrateAs(options_.url, *login, user);
    const Result<void> migrated = MigrateAs(options_.owner_url, *login, user);
    if (!migrated) return BlameOwnerUrl(migrated.error());
    return {};
  }

  const Traffic& traffic() const override { return traffic_; }

  Result<std::unique_ptr<Listener>> Listen(Presence presence) override {
    return Listener::Open(options_.url, presence, options_.patience, options_.reconnect_pause,
                          leaving_, traffic_);
  }

  void Leave() override { leaving_.Begin(); }

 private:
  Result<void> MigrateAs(const Secret& owner_url, sql::Connection& login, const std::string& user) {
    RG_TRY(const auto owner, OpenAs(owner_url, kNoRole, kMigrationTimeout));
    return owner->Transaction([&]() -> Result<void> {
      // Another process may have done it while this one waited for its turn. Drawn once more, the
      // fence would lock tables that others read by now, each in its own order.
      RG_TRY(const bool done, IsCurrent(login));
      if (done) return {};
      return postgres::Migrate(*owner, user);
    });
  }
  Result<std::unique_ptr<PostgresConnection>> OpenAs(const Secret& url, std::string_view role,
                                                     Duration statement_timeout) {
    auto connection = std::make_unique<PostgresConnection>(
        Login{url, role, statement_timeout, options_.reconnect_pause, &leaving_}, clock_, traffic_);
    RG_CHECK(connection->Connect());
    return connection;
  }

  const PostgresOptions options_;
  const Clock& clock_;
  Leaving leaving_;
  Traffic traffic_;
};

}  // namespace

void Traffic::CountStatement(Duration took, bool worked) {
  statements[BucketOf(kStatementBounds, took)].fetch_add(1, std::memory_order_relaxed);
  nanos.fetch_add(took.count(), std::memory_order_relaxed);
  if (!worked) failures.fetch_add(1, std::memory_order_relaxed);
}

void Traffic::CountConnect(bool worked) {
  (worked ? connects : connect_failures).fetch_add(1, std::memory_order_relaxed);
}

Result<std::unique_ptr<Postgres>> OpenPostgres(PostgresOptions options, const Clock& clock) {
  RG_CHECK(CheckUrl(options.url));
  if (!options.owner_url.empty()) {
    const Result<void> checked = CheckUrl(options.owner_url);
    if (!checked) return BlameOwnerUrl(checked.error());
  }
  return std::unique_ptr<Postgres>(std::make_unique<PostgresDatabase>(std::move(options), clock));
}

}  // namespace rg::store::postgres

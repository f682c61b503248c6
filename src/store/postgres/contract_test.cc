#include "store/postgres/test_server.h"
#include "store/sql/database_contract.h"

namespace rg::store::sql {
namespace {

// The suite makes tables of its own, which the program's role may not.
class OpenToTheSuite final : public Database {
 public:
  OpenToTheSuite(Secret url, std::unique_ptr<Database> database)
      : url_(std::move(url)), database_(std::move(database)) {}

  Result<std::unique_ptr<Connection>> Open() override { return database_->Open(); }
  Result<void> Migrate() override {
    RG_CHECK(database_->Migrate());
    postgres::TestServer::Get().Run(
        "GRANT CREATE ON SCHEMA public TO rateguard_control; "
        "GRANT INSERT ON schema_migrations TO rateguard_control",
        url_);
    return {};
  }

 private:
  Secret url_;
  std::unique_ptr<Database> database_;
};

Result<std::unique_ptr<Database>> MakePostgres(const std::filesystem::path&) {
  static const SystemClock clock;
  postgres::TestServer& server = postgres::TestServer::Get();
  if (!server.missing().empty()) return Fail(Errc::kNotFound, server.missing());
  const Secret url = server.NewDatabase();
  RG_TRY(auto database, postgres::OpenPostgres({.url = url}, clock));
  return std::unique_ptr<Database>(std::make_unique<OpenToTheSuite>(url, std::move(database)));
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Postgres, DatabaseContract, testing::Values(&MakePostgres));

}  // namespace rg::store::sql

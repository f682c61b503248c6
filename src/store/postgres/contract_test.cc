#include "store/postgres/test_server.h"
#include "store/sql/database_contract.h"

namespace rg::store::sql {
namespace {

Result<std::unique_ptr<Database>> MakePostgres(const std::filesystem::path&) {
  static const SystemClock clock;
  postgres::TestServer& server = postgres::TestServer::Get();
  if (!server.missing().empty()) return Fail(Errc::kNotFound, server.missing());
  RG_TRY(auto database, postgres::OpenPostgres({.url = server.NewDatabase()}, clock));
  return std::unique_ptr<Database>(std::move(database));
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Postgres, DatabaseContract, testing::Values(&MakePostgres));

}  // namespace rg::store::sql

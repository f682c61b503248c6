#pragma once

#include <filesystem>
#include <memory>
#include <stdlib.h>
#include <string>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include "meter/catalogue/catalogue.h"
#include "resource/registry.h"
#include "store/postgres/test_server.h"
#include "store/sqlite/sqlite.h"

namespace rg::resource {

// A registry over a real database of its own, for tests: SQLite in a folder, or, where
// RG_TEST_DATABASE says so, PostgreSQL.
class RegistryWorld {
 public:
  RegistryWorld() {
    std::string name = (std::filesystem::temp_directory_path() / "rg-registry-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    vault_ = std::make_unique<auth::Vault>(*auth::Vault::Load(folder_ / "vault-key", entropy_));
    OpenDatabase();
    EXPECT_TRUE(database_->Migrate());
    connection_ = *database_->Open();
    EXPECT_TRUE(books_database_->Migrate());
    books_ = *books_database_->Open();
    registry_ = Another(*connection_);
    EXPECT_TRUE(registry_->Load());
  }
  ~RegistryWorld() {
    registry_.reset();
    books_.reset();
    connection_.reset();
    books_database_.reset();
    database_.reset();
    std::filesystem::remove_all(folder_);
  }
  RegistryWorld(const RegistryWorld&) = delete;
  RegistryWorld& operator=(const RegistryWorld&) = delete;

  // A second registry, as another process would have one.
  std::unique_ptr<Registry> Another(store::sql::Connection& connection) {
    return std::make_unique<Registry>(Registry::Parts{
        connection, clock_, ids_, entropy_, *vault_, hasher_, last_used_, meter::EmbeddedPrices(),
        route::Timeouts{}, [this](Registry::Snapshot snapshot) {
          ++published_;
          in_force_ = std::move(snapshot);
        }});
  }

  // Creates what must work, and returns its document.
  boost::json::object Make(const Kind& kind, WorkspaceId workspace, std::string_view text) {
    auto made = registry_->Create(kind, workspace, boost::json::parse(text), {"test", {}, {}});
    EXPECT_TRUE(made) << (made ? "" : made.error().error.detail);
    return made ? made->document : boost::json::object{};
  }
  WorkspaceId MakeWorkspace(std::string_view slug) {
    const auto made = Make(WorkspaceKind(), {}, R"({"slug":")" + std::string{slug} + "\"}");
    return WorkspaceId{IdIn(made)};
  }
  static Uuid IdIn(const boost::json::object& document) {
    return *ParseUuid(document.at("id").get_string());
  }

  Registry& registry() { return *registry_; }
  store::sql::Database& database() { return *database_; }
  store::sql::Connection& connection() { return *connection_; }
  // Where events are: in SQLite, wherever the configuration is.
  store::sql::Connection& books() { return *books_; }
  ManualClock& clock() { return clock_; }
  auth::LastUsedBook& last_used() { return last_used_; }
  const auth::KeyHasher& hasher() const { return hasher_; }
  const Registry::Snapshot& in_force() const { return in_force_; }
  int published() const { return published_; }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  void OpenDatabase() {
    const std::filesystem::path file = folder_ / "rateguard.db";
    books_database_ = *store::sqlite::OpenSqlite({file});
    const char* const wanted = std::getenv("RG_TEST_DATABASE");
    if (wanted == nullptr || std::string_view{wanted} != "postgres") {
      database_ = *store::sqlite::OpenSqlite({file});
      return;
    }
    auto& server = store::postgres::TestServer::Get();
    database_ = *store::postgres::OpenPostgres({.url = server.NewDatabase()}, system_clock_);
  }

  // Read once for all tests of a binary.
  static std::shared_ptr<const meter::PriceBook> Catalogue() {
    static const auto book = meter::EmbeddedPrices();
    return book;
  }

  std::filesystem::path folder_;
  SystemClock system_clock_;
  ManualClock clock_;
  IdSource ids_{7};
  SystemEntropy entropy_;
  auth::KeyHasher hasher_;
  auth::LastUsedBook last_used_;
  std::unique_ptr<auth::Vault> vault_;
  std::unique_ptr<store::sql::Database> database_;
  std::unique_ptr<store::sql::Connection> connection_;
  std::unique_ptr<store::sql::Database> books_database_;
  std::unique_ptr<store::sql::Connection> books_;
  std::unique_ptr<Registry> registry_;
  Registry::Snapshot in_force_;
  int published_ = 0;
};

}  // namespace rg::resource

#include <array>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journal/sample.h"
#include "store/postgres/postgres.h"
#include "store/postgres/schema.h"
#include "store/postgres/test_server.h"
#include "store/sql/resource_rows.h"

namespace rg::store::postgres {
namespace {

using sql::ResourceRow;
using sql::ResourceRows;

constexpr std::string_view kEverything = "SELECT id FROM resources ORDER BY id";

// A database with an owner, a login that is nothing by itself, and two workspaces with an API each.
class FenceTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!server_.missing().empty()) GTEST_SKIP() << server_.missing();
    const std::string name = NameIn(server_.NewDatabase());
    server_.Run(
        "DO $$ BEGIN CREATE ROLE owner LOGIN CREATEROLE; CREATE ROLE program LOGIN; "
        "EXCEPTION WHEN duplicate_object THEN NULL; END $$");
    server_.Run("ALTER DATABASE " + name + " OWNER TO owner");
    superuser_ = server_.UrlOf(name);
    owner_ = server_.UrlOf(name, "owner");
    login_ = server_.UrlOf(name, "program");
    database_ = *OpenPostgres({.url = login_, .owner_url = owner_}, clock_);
    const Result<void> migrated = database_->Migrate();
    ASSERT_TRUE(migrated) << migrated.error().detail;
    connection_ = *database_->Open();
    for (const WorkspaceId workspace : {ours_, theirs_}) {
      ASSERT_TRUE(ResourceRows(*connection_).Insert(Api(workspace)));
    }
    ResourceRow above = Api({});
    above.id = journal::sample::IdOf(500);
    ASSERT_TRUE(ResourceRows(*connection_).Insert(above));
  }

  static std::string NameIn(const Secret& url) {
    const std::string& text = url.Reveal();
    const std::size_t begin = text.find("@/") + 2;
    return text.substr(begin, text.find('?') - begin);
  }
  // Its id is the workspace's: one can tell whose it is.
  static ResourceRow Api(WorkspaceId workspace) {
    ResourceRow row;
    row.kind = "api";
    row.id = workspace;
    row.workspace = workspace;
    row.unique_name = "openai";
    row.doc = "{}";
    return row;
  }
  std::vector<std::string> Ids(std::string_view sql = kEverything) {
    std::vector<std::string> ids;
    const auto rows = connection_->Query(sql, {});
    EXPECT_TRUE(rows) << rows.error().detail;
    if (rows) {
      for (const sql::Row& row : *rows) ids.push_back(row.Text(0));
    }
    return ids;
  }
  Result<void> WithinOurs(const std::function<Result<void>()>& work) {
    return connection_->Within(ours_, work);
  }
  // What the role sees that gets at the database past our program.
  std::string AsApp(const std::string& statements) {
    auto session = *Session::Open({.url = login_});
    EXPECT_TRUE(session->Do("SET ROLE rateguard_app"));
    const auto did = session->Do(statements);
    return did ? *did : did.error().detail;
  }
  std::int64_t Number(std::string_view sql, const Secret& url) {
    const auto database = *OpenPostgres({.url = url}, clock_);
    const auto rows = (*database->Open())->Query(sql, {});
    EXPECT_TRUE(rows) << rows.error().detail;
    return rows ? (*rows)[0].Int(0) : -1;
  }

  TestServer& server_ = TestServer::Get();
  SystemClock clock_;
  Secret superuser_;
  Secret owner_;
  Secret login_;
  std::unique_ptr<Postgres> database_;
  std::unique_ptr<sql::Connection> connection_;
  const WorkspaceId ours_{journal::sample::IdOf(1)};
  const WorkspaceId theirs_{journal::sample::IdOf(2)};
};

TEST_F(FenceTest, AForgottenWhereShowsNothingOfAnotherWorkspace) {
  ASSERT_EQ(Ids().size(), 3u);

  EXPECT_TRUE(WithinOurs([&]() -> Result<void> {
    EXPECT_THAT(Ids(), testing::ElementsAre(ToString(ours_)));
    EXPECT_EQ(ResourceRows(*connection_).Get("api", theirs_).error().code, Errc::kNotFound);
    return {};
  }));

  EXPECT_EQ(Ids().size(), 3u) << "it holds no longer than it should";
}

TEST_F(FenceTest, NothingIsWrittenIntoAnotherWorkspace) {
  const auto attempt = [&](std::string_view sql) {
    std::int64_t changed = -1;
    const Result<void> outcome = connection_->Transaction([&] {
      return WithinOurs([&]() -> Result<void> {
        RG_TRY(changed, connection_->Execute(sql, {}));
        return {};
      });
    });
    return outcome ? changed : -1;
  };

  EXPECT_EQ(attempt("UPDATE resources SET doc = 'changed'"), 1);
  EXPECT_EQ(attempt("UPDATE resources SET workspace = ''"), -1) << "nor out of this one";
  EXPECT_EQ(attempt("INSERT INTO idempotency (workspace, idempotency_key, request_hash, response, "
                    "created) VALUES ('" +
                    ToString(theirs_) + "', 'k', '', '', 0)"),
            -1);
  EXPECT_EQ(attempt("DELETE FROM resources"), 1);

  EXPECT_THAT(Ids(), testing::ElementsAre(ToString(theirs_), ToString(journal::sample::IdOf(500))));
}

TEST_F(FenceTest, ATransactionGoesOnOutsideTheFence) {
  const Result<void> outcome = connection_->Transaction([&]() -> Result<void> {
    RG_CHECK(WithinOurs([&]() -> Result<void> {
      ResourceRow another = Api(ours_);
      another.id = journal::sample::IdOf(3);
      another.unique_name = "another";
      return ResourceRows(*connection_).Insert(another);
    }));
    EXPECT_EQ(Ids().size(), 4u);
    return {};
  });

  EXPECT_TRUE(outcome) << outcome.error().detail;
  EXPECT_EQ(Ids().size(), 4u);
}

TEST_F(FenceTest, AFenceIsNotOpenedFromInside) {
  EXPECT_FALSE(
      WithinOurs([&] { return connection_->Within(theirs_, [] { return Result<void>(); }); }));
}

TEST_F(FenceTest, AFailureInsideLeavesTheConnectionUsable) {
  EXPECT_EQ(WithinOurs([&]() -> Result<void> {
              RG_CHECK(connection_->Query("SELECT nothing", {}));
              return {};
            })
                .error()
                .code,
            Errc::kInternal);

  EXPECT_EQ(Ids().size(), 3u);
}

TEST_F(FenceTest, ARoundTheProgramTheRoleSeesOneWorkspaceOrNone) {
  const std::string set = "SET rateguard.workspace = '" + ToString(ours_) + "'; ";
  const std::string select = "SELECT * FROM resources";

  EXPECT_EQ(AsApp(select), "SELECT 0");
  EXPECT_EQ(AsApp("SET rateguard.workspace = ''; " + select), "SELECT 0") << "not those above all";
  EXPECT_EQ(
      AsApp("BEGIN; SET LOCAL rateguard.workspace = '" + ToString(ours_) + "'; COMMIT; " + select),
      "SELECT 0");
  EXPECT_EQ(AsApp(set + select), "SELECT 1");
  EXPECT_EQ(AsApp(set + "UPDATE resources SET doc = 'x'"), "UPDATE 1");
  EXPECT_EQ(AsApp(set + "DELETE FROM resources WHERE id = '" + ToString(theirs_) + "'"),
            "DELETE 0");
  for (const char* refused : {"SELECT * FROM events", "SELECT * FROM price_catalogue",
                              "ALTER TABLE resources DISABLE ROW LEVEL SECURITY",
                              "TRUNCATE resources", "DROP POLICY rateguard_app ON resources",
                              "INSERT INTO revisions (name, value) VALUES ('x', 1)"}) {
    EXPECT_THAT(AsApp(refused), testing::HasSubstr("42501")) << refused;
  }
}

// The tables are looked up, so that a new one is in this test without being written into it.
TEST_F(FenceTest, EveryTableIsFencedOrClosed) {
  EXPECT_GT(Number("SELECT COUNT(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace "
                   "AND relkind = 'r' AND relrowsecurity AND relforcerowsecurity",
                   superuser_),
            3);
  EXPECT_EQ(
      Number("SELECT COUNT(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace "
             "AND relkind = 'r' AND relname <> 'revisions' "
             "AND NOT (relrowsecurity AND relforcerowsecurity) "
             "AND has_table_privilege('rateguard_app', oid, 'SELECT, INSERT, UPDATE, DELETE')",
             superuser_),
      0);
}

TEST_F(FenceTest, TheRolesOfTheProgramOwnNothing) {
  EXPECT_EQ(Number("SELECT COUNT(*) FROM pg_shdepend JOIN pg_roles ON refobjid = pg_roles.oid "
                   "WHERE deptype = 'o' AND rolname IN ('rateguard_app', 'rateguard_control', "
                   "'program')",
                   superuser_),
            0);
  EXPECT_FALSE(connection_->Execute("CREATE TABLE mine (x BIGINT)", {}));
  EXPECT_FALSE(connection_->Execute("DROP TABLE events", {}));
  EXPECT_FALSE(connection_->Execute("DELETE FROM schema_migrations", {}));
}

TEST_F(FenceTest, ALoginThatMayDoEverythingIsNotUsedForMoreThanTheProgramNeeds) {
  const auto database = *OpenPostgres({.url = superuser_}, clock_);
  const auto connection = *database->Open();
  const auto user = [&] { return (*connection->Query("SELECT current_user", {}))[0].Text(0); };

  EXPECT_EQ(user(), kControlRole);
  EXPECT_FALSE(connection->Execute("DROP TABLE events", {}));
  EXPECT_TRUE(connection->Within(ours_, [&]() -> Result<void> {
    EXPECT_EQ(user(), kAppRole);
    return {};
  }));
  EXPECT_EQ(user(), kControlRole);
}

TEST_F(FenceTest, WhatIsMigratedNeedsItsOwnerNoMore) {
  const auto without_owner = *OpenPostgres({.url = login_}, clock_);

  EXPECT_TRUE(without_owner->Migrate());
}

TEST_F(FenceTest, WhoMayNotMigrateIsTold) {
  server_.Run("UPDATE revisions SET value = 0 WHERE name = 'postgres fence'", superuser_);
  const auto without_owner = *OpenPostgres({.url = login_}, clock_);

  EXPECT_FALSE(without_owner->Migrate());
  EXPECT_TRUE(database_->Migrate()) << "its owner may";
}

TEST_F(FenceTest, AnOwnerWhoIsNotLetInIsToldApartFromTheLogin) {
  server_.Run("UPDATE revisions SET value = 0 WHERE name = 'postgres fence'", superuser_);
  const Secret nobodys = server_.UrlOf("postgres", "whom_nobody_knows");

  EXPECT_EQ((*OpenPostgres({.url = login_, .owner_url = nobodys}, clock_))->Migrate().error().field,
            "owner_url");
  EXPECT_EQ((*OpenPostgres({.url = nobodys, .owner_url = owner_}, clock_))->Migrate().error().field,
            "");
}

TEST_F(FenceTest, AReadOfOneWorkspaceTakesThreeWaysToTheServer) {
  const auto read = [&] {
    EXPECT_TRUE(WithinOurs([&]() -> Result<void> {
      EXPECT_EQ(Ids().size(), 1u);
      return {};
    }));
  };
  read();  // prepares its statement
  const auto statements = [&] {
    std::int64_t sum = 0;
    for (const auto& bucket : database_->traffic().statements) sum += bucket;
    return sum;
  };
  const std::int64_t before = statements();

  read();

  EXPECT_EQ(statements(), before + 3);
  EXPECT_EQ(Ids().size(), 3u) << "the fence is gone with its transaction";
}

TEST_F(FenceTest, ItsOwnerCanStillMoveRowsInAMigration) {
  auto owner = *Session::Open({.url = owner_});

  EXPECT_EQ(*owner->Do("UPDATE resources SET doc = doc"), "UPDATE 3");
}

}  // namespace
}  // namespace rg::store::postgres

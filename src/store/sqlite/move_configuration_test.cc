#include "store/sql/move_configuration.h"

#include <algorithm>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journal/sample.h"
#include "store/sql/installation.h"
#include "store/sql/migrations.h"
#include "store/sqlite/sqlite.h"

namespace rg::store::sqlite {
namespace {

using testing::UnorderedElementsAreArray;

constexpr std::int64_t kName = 4711;

class MoveConfigurationTest : public testing::Test {
 protected:
  struct Opened {
    std::unique_ptr<sql::Database> database;
    std::unique_ptr<sql::Connection> connection;

    std::int64_t Number(const std::string& query) const {
      const auto rows = connection->Query(query, {});
      EXPECT_TRUE(rows) << rows.error().detail;
      return rows ? (*rows)[0].Int(0) : -1;
    }
    void Do(const std::string& statement) const {
      const auto done = connection->Execute(statement, {});
      ASSERT_TRUE(done) << done.error().detail;
    }
  };

  Opened Open(const std::string& name) {
    Opened opened;
    opened.database = *OpenSqlite({.file = folder_.path() / name});
    EXPECT_TRUE(opened.database->Migrate());
    opened.connection = *opened.database->Open();
    return opened;
  }
  Result<sql::MovedRows> Move() {
    return sql::MoveConfiguration(*from_.connection, *to_.connection, kName);
  }
  void Fill() const {
    from_.Do("INSERT INTO resources VALUES ('key', 'k1', 'w', 'digest', '{\"a\":1}', 3, 10, 20)");
    from_.Do("INSERT INTO resources VALUES ('key', 'k2', 'w', 'other', '{}', 1, 11, 21)");
    from_.Do("INSERT INTO audit_log VALUES ('a1', 'w', 12, 'me', 'create', 'key', 'k1', '', '{}')");
    from_.Do("INSERT INTO idempotency VALUES ('w', 'once', 'hash', '{}', 13)");
    from_.Do("INSERT INTO price_catalogue VALUES ('catalogue', 2, 'text', 'me', 14)");
  }
  static std::set<std::string> TablesOf(const Opened& opened) {
    std::set<std::string> names;
    const auto rows = opened.connection->Query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", {});
    for (const sql::Row& row : *rows) names.insert(row.Text(0));
    return names;
  }
  static std::string ColumnsOf(const Opened& opened, const std::string& table) {
    std::string columns;
    const auto rows =
        opened.connection->Query("SELECT name FROM pragma_table_info('" + table + "')", {});
    for (const sql::Row& row : *rows) columns += (columns.empty() ? "" : ", ") + row.Text(0);
    return columns;
  }

  journal::sample::Folder folder_;
  Opened from_ = Open("from.db");
  Opened to_ = Open("to.db");
  int others_ = 0;
};

// One that is new is configuration or history: whoever adds it says which.
TEST_F(MoveConfigurationTest, EveryTableIsConfigurationOrOfCalls) {
  std::set<std::string> known = {
      "schema_migrations", "revisions",   "event_blocks", "call_groups", "misplaced_events",
      "rollups",           "settlements", "open_holds",   "thresholds",  "journal_positions"};
  for (const sql::ConfigurationTable& table : sql::ConfigurationTables()) {
    known.emplace(table.name);
    EXPECT_EQ(ColumnsOf(from_, std::string(table.name)), table.columns) << table.name;
  }
  EXPECT_THAT(TablesOf(from_), UnorderedElementsAreArray(known));
}

TEST_F(MoveConfigurationTest, EveryRowIsThereAsItWasAndTheRevisionHasMoved) {
  Fill();

  const auto moved = Move();

  ASSERT_TRUE(moved) << moved.error().detail;
  EXPECT_EQ(moved->resources, 2);
  EXPECT_EQ(moved->changes, 1);
  for (const sql::ConfigurationTable& table : sql::ConfigurationTables()) {
    const std::string all = "SELECT " + std::string(table.columns) + " FROM " +
                            std::string(table.name) + " ORDER BY 1, 2";
    const auto there = *to_.connection->Query(all, {});
    const auto here = *from_.connection->Query(all, {});
    ASSERT_EQ(there.size(), here.size()) << table.name;
    const auto columns = std::ranges::count(table.columns, ',') + 1;
    for (std::size_t row = 0; row < here.size(); ++row) {
      for (std::size_t i = 0; i < static_cast<std::size_t>(columns); ++i) {
        EXPECT_EQ(there[row].at(i), here[row].at(i)) << table.name;
      }
    }
  }
  EXPECT_EQ(to_.Number("SELECT value FROM revisions WHERE name = 'resources'"), 1);
  EXPECT_EQ(*sql::InstallationOf(*to_.connection), kName);
}

TEST_F(MoveConfigurationTest, WhatIsThereAlreadyStaysAlone) {
  Fill();
  for (const char* statement :
       {"INSERT INTO resources VALUES ('workspace', 'w9', '', 'theirs', '{}', 1, 1, 1)",
        "INSERT INTO audit_log VALUES ('a9', '', 1, 'me', 'create', 'key', 'k9', '', '{}')",
        "INSERT INTO price_catalogue VALUES ('catalogue', 1, '', 'me', 1)",
        "INSERT INTO revisions VALUES ('installation', 42)"}) {
    to_ = Open(std::string("other-") + std::to_string(++others_) + ".db");
    to_.Do(statement);

    const auto moved = Move();

    ASSERT_FALSE(moved) << statement;
    EXPECT_EQ(moved.error().code, Errc::kConflict);
    EXPECT_EQ(to_.Number("SELECT COUNT(*) FROM resources WHERE kind = 'key'"), 0) << statement;
  }
}

TEST_F(MoveConfigurationTest, ARowThatIsRefusedTakesAllOthersBack) {
  Fill();
  to_.Do(
      "CREATE TRIGGER refuse BEFORE INSERT ON price_catalogue BEGIN SELECT RAISE(ABORT, 'no'); "
      "END");

  ASSERT_FALSE(Move());

  EXPECT_EQ(to_.Number("SELECT COUNT(*) FROM resources"), 0);
  EXPECT_EQ(*sql::InstallationOf(*to_.connection), 0);
  to_.Do("DROP TRIGGER refuse");
  EXPECT_TRUE(Move());
}

TEST_F(MoveConfigurationTest, AnInstallationKeepsTheFirstNameItWasGiven) {
  EXPECT_EQ(*sql::NameInstallation(*from_.connection, 5), 5);
  EXPECT_EQ(*sql::NameInstallation(*from_.connection, 6), 5);
}

}  // namespace
}  // namespace rg::store::sqlite

#include "store/sqlite/sqlite.h"

#include <fstream>
#include <thread>

#include <sys/stat.h>

#include "store/sql/database_contract.h"

namespace rg::store::sql {

INSTANTIATE_TEST_SUITE_P(Sqlite, DatabaseContract,
                         testing::Values([](const std::filesystem::path& folder) {
                           return sqlite::OpenSqlite({folder / "rateguard.db"});
                         }));

}  // namespace rg::store::sql

namespace rg::store::sqlite {
namespace {

class SqliteTest : public testing::Test {
 protected:
  std::unique_ptr<sql::Database> Open(std::chrono::milliseconds busy = std::chrono::seconds{5}) {
    auto database = OpenSqlite({file_, busy});
    EXPECT_TRUE(database) << database.error().detail;
    return *std::move(database);
  }

  journal::sample::Folder folder_;
  std::filesystem::path file_ = folder_.path() / "rateguard.db";
};

TEST_F(SqliteTest, ItsFilesAreForTheirOwnerOnly) {
  const auto database = Open();
  ASSERT_TRUE(database->Migrate());
  const auto connection = *database->Open();
  ASSERT_TRUE(connection->Execute("CREATE TABLE t (x BIGINT)", {}));

  for (const char* suffix : {"", "-wal", "-shm"}) {
    struct stat status {};
    ASSERT_EQ(::stat((file_.string() + suffix).c_str(), &status), 0) << suffix;
    EXPECT_EQ(status.st_mode & 0777, 0600u) << suffix;
  }
}

TEST_F(SqliteTest, ReadersDoNotWaitForTheWriter) {
  const auto database = Open(std::chrono::milliseconds{0});
  ASSERT_TRUE(database->Migrate());
  const auto writer = *database->Open();
  const auto reader = *database->Open();
  const auto work = [&]() -> Result<void> {
    RG_CHECK(writer->Execute("UPDATE revisions SET value = 9", {}));
    const Result<sql::Rows> rows = reader->Query("SELECT value FROM revisions", {});
    EXPECT_TRUE(rows);
    EXPECT_EQ((*rows)[0].Int(0), 0);
    return {};
  };

  EXPECT_TRUE(writer->Transaction(work));
}

TEST_F(SqliteTest, AWriterThatWaitedTooLongIsToldToTryAgain) {
  const auto database = Open(std::chrono::milliseconds{1});
  ASSERT_TRUE(database->Migrate());
  const auto one = *database->Open();
  const auto two = *database->Open();
  const auto work = [&]() -> Result<void> {
    const Result<void> nested = two->Transaction([]() -> Result<void> { return {}; });
    EXPECT_EQ(nested.error().code, Errc::kUnavailable);
    return {};
  };

  EXPECT_TRUE(one->Transaction(work));
}

TEST_F(SqliteTest, WritersOnSeveralThreadsAllGetTheirTurn) {
  const auto database = Open();
  ASSERT_TRUE(database->Migrate());
  const auto write = [&] {
    const auto connection = *database->Open();
    for (int i = 0; i < 20; ++i) {
      const auto work = [&]() -> Result<void> {
        RG_CHECK(connection->Execute("UPDATE revisions SET value = value + 1", {}));
        return {};
      };
      EXPECT_TRUE(connection->Transaction(work));
    }
  };
  std::thread one(write);
  std::thread two(write);
  one.join();
  two.join();

  EXPECT_EQ((*(*database->Open())->Query("SELECT value FROM revisions", {}))[0].Int(0), 40);
}

TEST_F(SqliteTest, AFileThatIsNoDatabaseIsRefused) {
  std::ofstream(file_) << std::string(5000, 'x');
  const auto database = Open();

  EXPECT_EQ(database->Migrate().error().code, Errc::kUnavailable);
}

TEST_F(SqliteTest, AFolderThatDoesNotExistIsRefused) {
  EXPECT_FALSE(OpenSqlite({folder_.path() / "none" / "rateguard.db"}));
}

TEST_F(SqliteTest, MoreStatementsThanItKeepsStillRun) {
  const auto database = Open();
  const auto connection = *database->Open();
  for (int i = 0; i < 1000; ++i) {
    const auto rows = connection->Query("SELECT " + std::to_string(i), {});
    ASSERT_TRUE(rows);
    ASSERT_EQ((*rows)[0].Int(0), i);
  }
}

}  // namespace
}  // namespace rg::store::sqlite

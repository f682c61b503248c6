#include "store/postgres/postgres.h"

#include <csignal>
#include <fstream>
#include <future>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/postgres/test_server.h"
#include "store/sql/migrations.h"

namespace rg::store::postgres {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

class PostgresTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!server_.missing().empty()) GTEST_SKIP() << server_.missing();
    url_ = server_.NewDatabase();
    ASSERT_TRUE(Open()->Migrate());
    server_.Run("CREATE TABLE t (x BIGINT); GRANT ALL ON t TO PUBLIC", url_);
  }

  std::unique_ptr<Postgres> Open(Duration statement_timeout = 20s) {
    auto database = OpenPostgres({.url = url_, .statement_timeout = statement_timeout}, clock_);
    EXPECT_TRUE(database) << database.error().detail;
    return *std::move(database);
  }
  static std::int64_t Number(sql::Connection& connection, std::string_view sql) {
    const auto rows = connection.Query(sql, {});
    EXPECT_TRUE(rows) << rows.error().detail;
    return rows ? (*rows)[0].Int(0) : -1;
  }
  static std::int64_t ServerProcess(sql::Connection& connection) {
    return Number(connection, "SELECT pg_backend_pid()");
  }
  // Ends the server's half of the connection, as a restart does.
  void Cut(std::int64_t process) {
    server_.Run("SELECT pg_terminate_backend(" + std::to_string(process) + ", 10000)", url_);
  }

  TestServer& server_ = TestServer::Get();
  Secret url_;
  SystemClock clock_;
};

constexpr std::string_view kInsert = "INSERT INTO t (x) VALUES (1)";
constexpr std::string_view kCount = "SELECT COUNT(*) FROM t";

TEST_F(PostgresTest, ReadersDoNotWaitForTheWriter) {
  const auto database = Open();
  const auto writer = *database->Open();
  const auto reader = *database->Open();

  EXPECT_TRUE(writer->Transaction([&]() -> Result<void> {
    RG_CHECK(writer->Execute(kInsert, {}));
    EXPECT_EQ(Number(*reader, kCount), 0);
    return {};
  }));

  EXPECT_EQ(Number(*reader, kCount), 1);
}

TEST_F(PostgresTest, AWriterExcludesOthersFromItsBeginningAndTheyAreToldToTryAgain) {
  const auto database = Open(50ms);
  const auto one = *database->Open();
  const auto two = *database->Open();

  EXPECT_TRUE(one->Transaction([&]() -> Result<void> {
    EXPECT_EQ(two->Transaction([] { return Result<void>(); }).error().code, Errc::kUnavailable);
    EXPECT_EQ(two->Execute(kInsert, {}).error().code, Errc::kUnavailable);
    return {};
  }));

  EXPECT_TRUE(two->Execute(kInsert, {})) << "and it works on";
}

TEST_F(PostgresTest, WritersOnSeveralThreadsAllGetTheirTurn) {
  const auto database = Open();
  ASSERT_TRUE((*database->Open())->Execute(kInsert, {}));
  const auto write = [&] {
    const auto connection = *database->Open();
    for (int i = 0; i < 20; ++i) {
      // Read, then write: without the lock from the beginning, some increments would be lost.
      EXPECT_TRUE(connection->Transaction([&]() -> Result<void> {
        const std::array<sql::Value, 1> next = {Number(*connection, "SELECT x FROM t") + 1};
        RG_CHECK(connection->Execute("UPDATE t SET x = ?", next));
        return {};
      }));
    }
  };
  std::thread one(write);
  std::thread two(write);
  one.join();
  two.join();

  EXPECT_EQ(Number(**database->Open(), "SELECT x FROM t"), 41);
}

TEST_F(PostgresTest, ProcessesThatStartAtOnceMigrateOnce) {
  constexpr int kProcesses = 5;
  url_ = server_.NewDatabase();
  std::vector<std::thread> processes;
  for (int i = 0; i < kProcesses; ++i) {
    processes.emplace_back([&] {
      const Result<void> migrated = Open()->Migrate();
      EXPECT_TRUE(migrated) << migrated.error().detail;
    });
  }
  for (std::thread& process : processes) process.join();

  const auto database = Open();
  EXPECT_EQ(
      Number(**database->Open(), "SELECT COUNT(*) - COUNT(DISTINCT number) FROM schema_migrations"),
      0);
}

TEST_F(PostgresTest, ALostConnectionFailsOnceAndConnectsAnew) {
  const auto database = Open();
  const auto connection = *database->Open();
  Cut(ServerProcess(*connection));

  EXPECT_EQ(connection->Query(kCount, {}).error().code, Errc::kUnavailable);

  EXPECT_EQ(Number(*connection, kCount), 0);
}

TEST_F(PostgresTest, ATransactionThatLosesItsConnectionIsOver) {
  const auto database = Open();
  const auto connection = *database->Open();
  const Result<void> outcome = connection->Transaction([&]() -> Result<void> {
    RG_CHECK(connection->Execute(kInsert, {}));
    Cut(ServerProcess(*connection));
    EXPECT_EQ(connection->Execute(kInsert, {}).error().code, Errc::kUnavailable);
    EXPECT_EQ(connection->Execute(kInsert, {}).error().code, Errc::kUnavailable)
        << "on a new connection this would be a transaction of its own";
    return {};
  });

  EXPECT_EQ(outcome.error().code, Errc::kUnavailable);
  EXPECT_EQ(Number(*connection, kCount), 0);
}

TEST_F(PostgresTest, AStatementThatTakesTooLongIsEndedAndTheConnectionKept) {
  const auto database = Open(50ms);
  const auto connection = *database->Open();
  const std::int64_t process = ServerProcess(*connection);

  EXPECT_EQ(connection->Query("SELECT 1 FROM pg_sleep(600)", {}).error().code, Errc::kUnavailable);

  EXPECT_EQ(ServerProcess(*connection), process);
}

TEST_F(PostgresTest, AServerThatFallsSilentIsGivenUp) {
  const auto database = Open(50ms);
  const auto connection = *database->Open();
  const auto process = static_cast<pid_t>(ServerProcess(*connection));
  ASSERT_EQ(::kill(process, SIGSTOP), 0);

  EXPECT_EQ(connection->Query(kCount, {}).error().code, Errc::kUnavailable);

  EXPECT_EQ(Number(*connection, kCount), 0) << "another of the server's processes answers";
  ::kill(process, SIGCONT);
}

TEST_F(PostgresTest, AServerThatCannotBeReachedIsNotAskedAgainAtOnce) {
  ManualClock clock;
  server_.Run("CREATE ROLE gone LOGIN; GRANT rateguard_control TO gone");
  const auto leaving = *OpenPostgres({.url = server_.UrlOf("postgres", "gone")}, clock);
  const auto left = *leaving->Open();
  const std::int64_t process = ServerProcess(*left);
  server_.Run("ALTER ROLE gone NOLOGIN");
  Cut(process);
  EXPECT_FALSE(left->Query("SELECT 1", {}));
  EXPECT_FALSE(left->Query("SELECT 1", {})) << "its login is refused";
  server_.Run("ALTER ROLE gone LOGIN");

  EXPECT_FALSE(left->Query("SELECT 1", {})) << "too soon to look again";
  clock.Advance(1s);
  EXPECT_TRUE(left->Query("SELECT 1", {}));
  EXPECT_EQ(leaving->traffic().connects, 2);
  EXPECT_EQ(leaving->traffic().connect_failures, 1);
}

TEST_F(PostgresTest, ATransactionThatWentOnAfterAFailureIsNotTakenForCommitted) {
  const auto database = Open();
  const auto connection = *database->Open();
  const Result<void> outcome = connection->Transaction([&]() -> Result<void> {
    RG_CHECK(connection->Execute(kInsert, {}));
    EXPECT_FALSE(connection->Execute("INSERT INTO nowhere (x) VALUES (1)", {}));
    return {};
  });

  EXPECT_EQ(outcome.error().code, Errc::kInternal);
  EXPECT_EQ(Number(*connection, kCount), 0);
}

TEST_F(PostgresTest, TransactionsDoNotNest) {
  const auto database = Open();
  const auto connection = *database->Open();
  const Result<void> outcome =
      connection->Transaction([&] { return connection->Snapshot([] { return Result<void>(); }); });

  EXPECT_EQ(outcome.error().code, Errc::kInternal);
}

TEST_F(PostgresTest, ASnapshotDoesNotWrite) {
  const auto database = Open();
  const auto connection = *database->Open();

  EXPECT_FALSE(connection->Snapshot([&]() -> Result<void> {
    RG_CHECK(connection->Execute(kInsert, {}));
    return {};
  }));

  EXPECT_EQ(Number(*connection, kCount), 0);
}

std::int64_t ResidentBytes() {
  std::ifstream status("/proc/self/statm");
  std::int64_t whole = 0;
  std::int64_t resident = 0;
  status >> whole >> resident;
  return resident * 4096;
}

TEST_F(PostgresTest, RowsThatAreReadOneByOneAreNotKept) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer keeps what was given back";
#endif
  const auto database = Open();
  const auto connection = *database->Open();
  const std::int64_t before = ResidentBytes();
  std::int64_t rows = 0;
  std::int64_t most = 0;

  ASSERT_TRUE(connection->Each(
      "SELECT number, repeat('x', 1000) FROM generate_series(CAST(1 AS BIGINT), 100000) AS number",
      {}, [&](const sql::Row& row) {
        EXPECT_EQ(row.Int(0), ++rows);
        if (rows % 1000 == 0) most = std::max(most, ResidentBytes());
      }));

  EXPECT_EQ(rows, 100'000);
  EXPECT_LT(most - before, 20 << 20) << "of a hundred megabytes";
}

TEST_F(PostgresTest, MoreStatementsThanItKeepsStillRun) {
  const auto database = Open();
  const auto connection = *database->Open();
  for (int i = 0; i < 600; ++i) {
    ASSERT_EQ(Number(*connection, "SELECT " + std::to_string(i)), i);
  }

  EXPECT_LE(Number(*connection, "SELECT COUNT(*) FROM pg_prepared_statements"), 256);
}

TEST_F(PostgresTest, AParameterMayBeNullOrNotFromCallToCall) {
  const auto database = Open();
  const auto connection = *database->Open();
  constexpr std::string_view kSql = "INSERT INTO t (x) VALUES (?)";
  const std::array<sql::Value, 1> number = {std::int64_t{7}};
  const std::array<sql::Value, 1> null = {std::monostate{}};
  for (const auto& values : {number, null, number}) EXPECT_TRUE(connection->Execute(kSql, values));

  EXPECT_EQ(Number(*connection, "SELECT COUNT(x) FROM t"), 2);
  EXPECT_EQ(Number(*connection, kCount), 3);
}

TEST_F(PostgresTest, AStatementWhosePlanFitsNoMoreIsPreparedAgain) {
  const auto database = Open();
  const auto connection = *database->Open();
  ASSERT_TRUE(connection->Execute(kInsert, {}));
  ASSERT_EQ((*connection->Query("SELECT x FROM t", {}))[0].Int(0), 1);
  server_.Run("ALTER TABLE t ALTER COLUMN x TYPE TEXT USING 'it was ' || x", url_);

  EXPECT_EQ(connection->Query("SELECT x FROM t", {}).error().code, Errc::kUnavailable);

  EXPECT_EQ((*connection->Query("SELECT x FROM t", {}))[0].Text(0), "it was 1");
}

TEST_F(PostgresTest, AColumnOfATypeThatIsNoneOfOursIsADefect) {
  const auto database = Open();
  const auto connection = *database->Open();

  EXPECT_EQ(connection->Query("SELECT 1.5", {}).error().code, Errc::kInternal);

  EXPECT_EQ(Number(*connection, "SELECT 2"), 2) << "the connection works on";
}

TEST_F(PostgresTest, StatementsAndTheirFailuresAreCounted) {
  const auto database = Open();
  const auto connection = *database->Open();
  const auto statements = [&] {
    std::int64_t sum = 0;
    for (const auto& bucket : database->traffic().statements) sum += bucket;
    return sum;
  };
  const std::int64_t before = statements();
  ASSERT_TRUE(connection->Query("SELECT 1", {}));
  ASSERT_FALSE(connection->Query("SELECT nothing", {}));

  EXPECT_EQ(statements(), before + 2);
  EXPECT_EQ(database->traffic().failures, 1);
  EXPECT_GT(database->traffic().nanos, 0);
}

TEST_F(PostgresTest, WhoLeavesWaitsForNobody) {
  const auto database = Open(10min);
  const auto connection = *database->Open();
  auto asked =
      std::async(std::launch::async, [&] { return connection->Query("SELECT pg_sleep(600)", {}); });

  database->Leave();

  ASSERT_EQ(asked.wait_for(20s), std::future_status::ready);
  EXPECT_EQ(asked.get().error().code, Errc::kUnavailable);
  EXPECT_EQ(database->Open().error().code, Errc::kUnavailable);
}

TEST(PostgresUrlTest, ThatCouldBeMisreadIsRefusedAndNotQuoted) {
  const SystemClock clock;
  for (const char* url :
       {"", "mysql://u:s3cret@h/d", "host=h password=s3cret", "postgres://u:s3cret@x@h/d",
        "postgres://u:s3cret/x@h/d", "postgres://u:s3cret@h/d?no_such_option=s3cret",
        "postgres://u:s3cret%zz@h/d"}) {
    const auto database = OpenPostgres({.url = Secret(url)}, clock);
    ASSERT_FALSE(database) << url;
    EXPECT_EQ(database.error().code, Errc::kInvalidRequest);
    EXPECT_THAT(database.error().detail, Not(HasSubstr("s3cret")));
  }
  EXPECT_TRUE(
      OpenPostgres({.url = Secret("postgresql://u:p%40ss@h:5432/d?sslmode=require")}, clock));
}

TEST(PostgresUrlTest, ItsPasswordIsInNoErrorOfAConnection) {
  const SystemClock clock;
  const auto database =
      *OpenPostgres({.url = Secret("postgres://u:s3cret@127.0.0.1:1/d?sslmode=disable")}, clock);

  const auto connection = database->Open();

  ASSERT_FALSE(connection);
  EXPECT_EQ(connection.error().code, Errc::kUnavailable);
  EXPECT_THAT(connection.error().detail, HasSubstr("127.0.0.1"));
  EXPECT_THAT(connection.error().detail, Not(HasSubstr("s3cret")));
}

}  // namespace
}  // namespace rg::store::postgres

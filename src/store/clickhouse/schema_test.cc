#include "store/clickhouse/schema.h"

#include <gmock/gmock.h>

#include "store/clickhouse/testing/clickhouse_test.h"

namespace rg::store::clickhouse {
namespace {

using SchemaTest = testing::ClickHouseTest;
using ::testing::HasSubstr;

TEST_F(SchemaTest, MigratingAgainChangesNothing) {
  const std::int64_t before = Number("SELECT toInt64(count()) FROM schema_migrations");

  ASSERT_TRUE(Migrate(*client_));

  EXPECT_EQ(*TablesOf(*client_), Tables::kCurrent);
  EXPECT_EQ(Number("SELECT toInt64(count()) FROM schema_migrations"), before);
}

TEST_F(SchemaTest, AMigrationThatDiedHalfwayIsDoneAgain) {
  Do("DROP TABLE rollup_windows");
  Do("DROP TABLE schema_migrations");

  EXPECT_EQ(*TablesOf(*client_), Tables::kTooOld);
  ASSERT_TRUE(Migrate(*client_));
  EXPECT_EQ(Number("SELECT toInt64(count()) FROM rollup_windows"), 0);
}

TEST_F(SchemaTest, OneOfTheFirstReleaseGetsWhatItLacks) {
  Do("DROP TABLE thresholds");
  Do("DROP TABLE schema_migrations");
  Do("CREATE TABLE schema_migrations (number Int64, name String, applied DateTime) "
     "ENGINE = MergeTree ORDER BY number");
  Do("INSERT INTO schema_migrations SELECT 2, 'roll-ups', now()");

  EXPECT_EQ(*TablesOf(*client_), Tables::kTooOld);
  ASSERT_TRUE(Migrate(*client_));
  EXPECT_EQ(*TablesOf(*client_), Tables::kCurrent);
  EXPECT_EQ(Number("SELECT toInt64(count()) FROM thresholds"), 0);
}

TEST_F(SchemaTest, ADatabaseNewerThanTheBinaryIsLeftAlone) {
  Do("INSERT INTO schema_migrations SELECT 1000, 'of tomorrow', now()");

  EXPECT_EQ(*TablesOf(*client_), Tables::kNewer);
  EXPECT_EQ(Migrate(*client_).error().code, Errc::kConflict);
}

TEST_F(SchemaTest, TablesKnowWhichShardTheyAre) {
  const Result<void> wrong = DemandShard(*Connect(As({1, 2})));

  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, Errc::kConflict);
  EXPECT_EQ(wrong.error().field, "events.clickhouse");
  EXPECT_THAT(wrong.error().detail, HasSubstr("are shard 1 of 1"));
  EXPECT_THAT(wrong.error().detail, HasSubstr("as shard 1 of 2"));
  EXPECT_EQ(Migrate(*Connect(As({1, 2}))).error().code, Errc::kConflict);
  EXPECT_TRUE(DemandShard(*client_));
}

TEST_F(SchemaTest, TablesOfBeforeThereWereShardsAreTheOnlyOneIfTheyHaveEvents) {
  Do("DROP TABLE shard");
  const auto second = Connect(As({2, 2}));
  EXPECT_TRUE(DemandShard(*second)) << "there is nothing in them";
  Do("INSERT INTO events (log_offset) SELECT toInt64(1)");

  EXPECT_EQ(DemandShard(*second).error().code, Errc::kConflict);
  EXPECT_TRUE(DemandShard(*client_));
}

TEST_F(SchemaTest, AShardThatNobodyToldWhichItIsIsToldAgain) {
  Do("DROP TABLE shard");
  Do("CREATE TABLE shard (number UInt32, shards UInt32) ENGINE = MergeTree ORDER BY number");
  const auto second = Connect(As({2, 3}));

  EXPECT_EQ(*TablesOf(*second), Tables::kTooOld) << "a migration died in between";
  ASSERT_TRUE(Migrate(*second));
  EXPECT_EQ(*ShardOfTables(*second), (Shard{2, 3}));
  Do("INSERT INTO shard SELECT toUInt32(1), toUInt32(3)");
  EXPECT_EQ(DemandShard(*second).error().code, Errc::kConflict) << "two at once said two things";
}

TEST_F(SchemaTest, PlainTablesAreNotTakenForReplicatedOnes) {
  ClientOptions options;
  options.address.replicated = true;
  const Result<void> demanded = DemandShard(*Connect(options));

  ASSERT_FALSE(demanded);
  EXPECT_EQ(demanded.error().code, Errc::kConflict);
  EXPECT_EQ(demanded.error().field, "events.clickhouse_tables");
}

TEST_F(SchemaTest, AServerThatCannotReplicateGetsNoTables) {
  ClientOptions options;
  options.address.replicated = true;
  options.address.database = "replicated";
  const auto client = server().Connect(std::move(options));
  const Result<void> migrated = Migrate(*client);

  ASSERT_FALSE(migrated);
  EXPECT_EQ(migrated.error().field, "events.clickhouse_tables");
  EXPECT_THAT(migrated.error().detail, HasSubstr("lacks the macro {replica}"));
  EXPECT_EQ(Number("SELECT toInt64(count()) FROM system.databases WHERE name = 'replicated'"), 0);
}

TEST_F(SchemaTest, MonthsThatHaveEndedAreDroppedWhole) {
  for (const char* day : {"2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"}) {
    Do("INSERT INTO events (filed, log_offset) SELECT toDate('" + std::string(day) + "'), 1");
  }

  EXPECT_EQ(*DropMonthsBefore(*client_, *ParseRfc3339("2026-10-31T23:59:59Z")), 1u);
  EXPECT_EQ(Number("SELECT toInt64(count()) FROM events"), 3);
  EXPECT_EQ(*DropMonthsBefore(*client_, *ParseRfc3339("2026-11-01T00:00:00Z")), 1u);
  EXPECT_EQ(Number("SELECT toInt64(count()) FROM events"), 1);
  EXPECT_EQ(*DropMonthsBefore(*client_, *ParseRfc3339("2026-11-01T00:00:00Z")), 0u);
}

}  // namespace
}  // namespace rg::store::clickhouse

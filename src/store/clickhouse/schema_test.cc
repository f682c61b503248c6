#include "store/clickhouse/schema.h"

#include "store/clickhouse/testing/clickhouse_test.h"

namespace rg::store::clickhouse {
namespace {

using SchemaTest = testing::ClickHouseTest;

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

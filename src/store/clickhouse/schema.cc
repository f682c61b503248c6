#include "store/clickhouse/schema.h"

#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/clickhouse/replica.h"
#include "store/clickhouse/sql_text.h"

namespace rg::store::clickhouse {
namespace {

// One row per event that the log has, in the order that questions are asked in. An event that came
// twice is here twice, and every question counts it once: (event_id, request_id) is what it is.
//
// `filed` is the month that a block was put in under, the same for all rows of the block: a block
// that lay in two partitions would be two blocks, of which a crash may leave one. It is never
// before the month of `opened`, so that dropping a month never takes what is younger.
//
// The log's words are the broker's: topic, partition, offset. They say what of the log is here.
constexpr auto kEvents = std::to_array<std::string_view>({
    R"sql(
CREATE TABLE IF NOT EXISTS events (
  filed Date,
  log_topic String,
  log_partition Int32,
  log_offset Int64,
  workspace UUID,
  opened DateTime,
  event_id Int64,
  request_id UUID,
  project UUID,
  key_id UUID,
  api UUID,
  api_slug String,
  model String,
  tags String,
  outcome String,
  status UInt16,
  settle_seq Int64,
  calls UInt8,
  errors UInt8,
  refused UInt8,
  unpriced UInt8,
  estimated UInt8,
  cost_nanos Int64,
  input_uncached Int64,
  cache_read Int64,
  cache_write_5m Int64,
  cache_write_1h Int64,
  input_audio Int64,
  input_image Int64,
  output_text Int64,
  output_reasoning Int64,
  output_audio Int64,
  output_image Int64,
  searches Int64,
  units Int64,
  gateway_micros Int64,
  total_micros Int64,
  first_byte_micros Int64,
  first_bytes UInt8,
  record String
) ENGINE = MergeTree
PARTITION BY toYYYYMM(filed)
ORDER BY (workspace, opened, event_id)
SETTINGS index_granularity = 8192)sql",
});

// The sums of all events of a quarter of an hour that are alike in who made them, to what, and how
// they ended. A window of a workspace is summed up as a whole, as often as it changes; each time is
// a run of its own, and rollup_windows says which one counts: the one that saw the most events.
constexpr auto kRollups = std::to_array<std::string_view>({
    R"sql(
CREATE TABLE IF NOT EXISTS rollups (
  workspace UUID,
  window DateTime,
  run UInt64,
  project UUID,
  key_id UUID,
  api UUID,
  api_slug String,
  model String,
  tags String,
  outcome String,
  calls Int64,
  errors Int64,
  refused Int64,
  unpriced Int64,
  estimated Int64,
  cost_nanos Int64,
  input_uncached Int64,
  cache_read Int64,
  cache_write_5m Int64,
  cache_write_1h Int64,
  input_audio Int64,
  input_image Int64,
  output_text Int64,
  output_reasoning Int64,
  output_audio Int64,
  output_image Int64,
  searches Int64,
  units Int64,
  gateway_micros Int64,
  total_micros Int64,
  first_byte_micros Int64,
  first_bytes Int64
) ENGINE = MergeTree
PARTITION BY toYYYYMM(window, 'UTC')
ORDER BY (workspace, window, run)
SETTINGS index_granularity = 8192)sql",
    R"sql(
CREATE TABLE IF NOT EXISTS rollup_windows (
  workspace UUID,
  window DateTime,
  run UInt64,
  version UInt64
) ENGINE = MergeTree
PARTITION BY toYYYYMM(window, 'UTC')
ORDER BY (workspace, window)
SETTINGS index_granularity = 8192)sql",
});

// A budget has passed one of its thresholds. Whoever asks counts equal rows once.
constexpr auto kThresholds = std::to_array<std::string_view>({
    R"sql(
CREATE TABLE IF NOT EXISTS thresholds (
  workspace UUID,
  budget UUID,
  at DateTime,
  at_micros Int64,
  period_start_micros Int64,
  percent Int32,
  spent_nanos Int64,
  amount_nanos Int64
) ENGINE = MergeTree
PARTITION BY toYYYYMM(at, 'UTC')
ORDER BY (workspace, at)
SETTINGS index_granularity = 8192)sql",
});

// Where there are several shards, whoever moves events into one says how far it has come in the
// log, beside the rows. The highest one counts. And which shard the tables are: set once.
constexpr auto kShards = std::to_array<std::string_view>({
    R"sql(
CREATE TABLE IF NOT EXISTS log_places (
  log_topic String,
  log_partition Int32,
  log_offset UInt64
) ENGINE = ReplacingMergeTree(log_offset)
ORDER BY (log_topic, log_partition))sql",
    R"sql(
CREATE TABLE IF NOT EXISTS shard (
  number UInt32,
  shards UInt32
) ENGINE = MergeTree
ORDER BY number)sql",
});

// One step of the schema. Forward only: a released migration never changes; what it got wrong, a
// later one corrects. There are no transactions here and no lock, so every statement may be run
// twice, or by two programs at once, and comes to the same.
struct Migration {
  std::int64_t number = 0;
  std::string_view name;
  std::span<const std::string_view> statements;
};

constexpr std::array<Migration, 4> kMigrations = {
    Migration{1, "events", kEvents},
    Migration{2, "roll-ups", kRollups},
    Migration{3, "thresholds", kThresholds},
    Migration{4, "shards", kShards},
};

// The statement for tables as the address has them. Which shard they are and what was migrated is
// each server's own affair, and never replicated.
std::string WithEngine(std::string_view statement, const Address& address) {
  constexpr std::string_view kTable = "CREATE TABLE IF NOT EXISTS ";
  constexpr std::string_view kEngine = "ENGINE = ";
  constexpr std::string_view kFamily = "MergeTree";
  std::string made(statement);
  const std::size_t at = made.find(kTable) + kTable.size();
  const std::string table = made.substr(at, made.find(' ', at) - at);
  if (!address.replicated || table == "shard") return made;
  const std::size_t engine = made.find(kEngine) + kEngine.size();
  made.insert(engine, "Replicated");
  std::size_t end = made.find(kFamily, engine) + kFamily.size();
  if (made[end] != '(') made.insert(end, "()");
  const std::string path = "/rateguard/" + address.database + "/" +
                           std::to_string(address.shard.number) + "-of-" +
                           std::to_string(address.shard.of) + "/" + table;
  const std::string_view comma = made[end + 1] == ')' ? "" : ", ";
  made.insert(end + 1, Quoted(path).append(", '{replica}'").append(comma));
  return made;
}

constexpr std::string_view kMakeMigrations =
    "CREATE TABLE IF NOT EXISTS schema_migrations (number Int64, name String, applied DateTime) "
    "ENGINE = MergeTree ORDER BY number";

Result<bool> Exists(Client& client, std::string_view table) {
  RG_TRY(const std::int64_t count,
         SelectNumber(client,
                      "SELECT toInt64(count()) FROM system.tables WHERE database = " +
                          Quoted(client.address().database) + " AND name = " + Quoted(table),
                      Client::In::kServer));
  return count > 0;
}

// The number of the last one that the database has; 0 when it has none, or there is no database.
Result<std::int64_t> AppliedMigration(Client& client) {
  RG_TRY(const bool exists, Exists(client, "schema_migrations"));
  if (!exists) return 0;
  return SelectNumber(client, "SELECT toInt64(max(number)) FROM schema_migrations");
}

// The shard that the tables were told to be; nullopt when nobody has.
Result<std::optional<Shard>> ToldShard(Client& client) {
  std::optional<Shard> told;
  RG_TRY(const bool exists, Exists(client, "shard"));
  if (!exists) return told;
  const std::array columns = {Column::kInt64, Column::kInt64};
  RG_CHECK(client.Each("SELECT DISTINCT toInt64(number), toInt64(shards) FROM shard", columns,
                       [&](const Row& row) -> Result<void> {
                         const Shard one{static_cast<std::uint32_t>(row.Int(0)),
                                         static_cast<std::uint32_t>(row.Int(1))};
                         if (told && *told != one) {
                           return Fail(Errc::kConflict,
                                       "the tables of " + Describe(client.address()) +
                                           " were made as " + Describe(*told) + " and as " +
                                           Describe(one) +
                                           " at once: drop the database that is wrong",
                                       "events.clickhouse");
                         }
                         told = one;
                         return {};
                       }));
  return told;
}

Result<void> TellShard(Client& client) {
  RG_TRY(const std::optional<Shard> told, ToldShard(client));
  if (told) return {};
  const Shard& shard = client.address().shard;
  return client.Execute("INSERT INTO shard (number, shards) SELECT toUInt32(" +
                        std::to_string(shard.number) + "), toUInt32(" + std::to_string(shard.of) +
                        ")");
}

// Whether the table of events is as the address has it, if there is one.
Result<void> DemandEngine(Client& client) {
  const Address& address = client.address();
  const std::array columns = {Column::kText};
  return client.Each(
      "SELECT engine FROM system.tables WHERE name = 'events' AND database = " +
          Quoted(address.database),
      columns,
      [&](const Row& row) -> Result<void> {
        const bool replicated = row.Text(0).starts_with("Replicated");
        if (replicated == address.replicated) return {};
        return Fail(Errc::kConflict,
                    "the tables of " + Describe(address) + " are " +
                        (replicated ? "replicated" : "plain") +
                        ", and the setting says something else: set it right, or name another "
                        "database (docs/clickhouse.md#replicas)",
                    "events.clickhouse_tables");
      },
      Client::In::kServer);
}

}  // namespace

Result<std::optional<Shard>> ShardOfTables(Client& client) {
  RG_TRY(const std::optional<Shard> told, ToldShard(client));
  if (told) return told;
  RG_TRY(const bool exists, Exists(client, "events"));
  if (!exists) return told;
  RG_TRY(const std::int64_t some,
         SelectNumber(client, "SELECT toInt64(count()) FROM (SELECT 1 FROM events LIMIT 1)"));
  return some > 0 ? std::optional(Shard{}) : std::nullopt;
}

Result<void> DemandShard(Client& client) {
  RG_CHECK(DemandEngine(client));
  RG_TRY(const std::optional<Shard> has, ShardOfTables(client));
  const Shard& wanted = client.address().shard;
  if (!has || *has == wanted) return {};
  return Fail(Errc::kConflict,
              "the tables of " + Describe(client.address()) + " are " + Describe(*has) +
                  ", and the setting names it as " + Describe(wanted) +
                  ": name the servers that there were, in their order, or another database "
                  "(docs/clickhouse.md#shards)",
              "events.clickhouse");
}

Result<Tables> TablesOf(Client& client) {
  RG_TRY(const std::int64_t applied, AppliedMigration(client));
  const std::int64_t wanted = kMigrations.back().number;
  if (applied < wanted) return Tables::kTooOld;
  RG_TRY(const std::optional<Shard> told, ToldShard(client));
  if (!told) return Tables::kTooOld;
  return applied == wanted ? Tables::kCurrent : Tables::kNewer;
}

Result<void> Migrate(Client& client) {
  RG_CHECK(DemandShard(client));
  if (client.address().replicated) RG_CHECK(DemandReplication(client));
  RG_CHECK(client.Execute("CREATE DATABASE IF NOT EXISTS " + client.address().database,
                          Client::In::kServer));
  RG_CHECK(client.Execute(kMakeMigrations));
  RG_TRY(const std::int64_t applied, AppliedMigration(client));
  if (applied > kMigrations.back().number) {
    return Fail(Errc::kConflict,
                "ClickHouse has schema " + std::to_string(applied) + ", this binary knows only " +
                    std::to_string(kMigrations.back().number) + "; run the newer one");
  }
  for (const Migration& migration : kMigrations) {
    if (migration.number <= applied) continue;
    for (const std::string_view statement : migration.statements) {
      RG_CHECK(client.Execute(WithEngine(statement, client.address())));
    }
    RG_CHECK(client.Execute("INSERT INTO schema_migrations (number, name, applied) SELECT " +
                            std::to_string(migration.number) + ", " + Quoted(migration.name) +
                            ", now()"));
  }
  return TellShard(client);
}

Result<std::size_t> DropMonthsBefore(Client& client, TimePoint before) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(before)};
  const std::int64_t month = int{day.year()} * 100 + static_cast<int>(unsigned{day.month()});
  const std::array columns = {Column::kText, Column::kText};
  std::vector<std::string> statements;
  RG_CHECK(
      client.Each("SELECT DISTINCT table, partition FROM system.parts WHERE active "
                  "AND database = " +
                      Quoted(client.address().database) +
                      " AND table IN ('events', 'rollups', 'rollup_windows', 'thresholds') "
                      "AND toUInt32OrZero(partition) < " +
                      std::to_string(month),
                  columns, [&](const Row& row) -> Result<void> {
                    statements.push_back("ALTER TABLE " + std::string(row.Text(0)) +
                                         " DROP PARTITION " + std::string(row.Text(1)));
                    return {};
                  }));
  for (const std::string& statement : statements) RG_CHECK(client.Execute(statement));
  return statements.size();
}

}  // namespace rg::store::clickhouse

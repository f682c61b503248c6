#include "store/sql/migrations.h"

#include <array>
#include <string>
#include <utility>

#include "store/sql/move_events.h"

namespace rg::store::sql {
namespace {

// Numbers are BIGINT, because PostgreSQL's INTEGER has 32 bits and SQLite takes the word for its
// own; ids are text of 36 characters, '' for none, so that they can be part of keys.
constexpr auto kResources = std::to_array<std::string_view>({
    R"sql(
CREATE TABLE resources (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  workspace TEXT NOT NULL,
  unique_name TEXT NOT NULL,
  doc TEXT NOT NULL,
  version BIGINT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (kind, id)
))sql",
    "CREATE UNIQUE INDEX resources_by_name ON resources (kind, workspace, unique_name)",
    R"sql(
CREATE TABLE revisions (
  name TEXT NOT NULL PRIMARY KEY,
  value BIGINT NOT NULL
))sql",
    "INSERT INTO revisions (name, value) VALUES ('resources', 0)",
    R"sql(
CREATE TABLE idempotency (
  workspace TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  response TEXT NOT NULL,
  created BIGINT NOT NULL,
  PRIMARY KEY (workspace, idempotency_key)
))sql",
    R"sql(
CREATE TABLE audit_log (
  id TEXT NOT NULL PRIMARY KEY,
  workspace TEXT NOT NULL,
  at_time BIGINT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  kind TEXT NOT NULL,
  resource TEXT NOT NULL,
  doc_before TEXT NOT NULL,
  doc_after TEXT NOT NULL
))sql",
    "CREATE INDEX audit_log_by_workspace ON audit_log (workspace, id)",
});

// `record` is the journal's own payload: what has no column can still be explained. Who called,
// what for and how it ended is a row of call_groups, so that a row of events is its record and a
// few numbers. Its id is the time the call opened at (store/sql/event_id.h): the table lies in the
// order it is read and nearly in the order it is written, and needs no index for its request ids.
constexpr auto kEvents = std::to_array<std::string_view>({
    R"sql(
CREATE TABLE events (
  event_id {ROW NUMBER} NOT NULL PRIMARY KEY,
  group_id BIGINT NOT NULL,
  status BIGINT NOT NULL,
  cost_nanos BIGINT NOT NULL,
  settle_seq BIGINT NOT NULL,
  own_model TEXT NOT NULL,
  record BYTEA NOT NULL
))sql",
    // For lists of the calls of one key, and of the calls that failed: a key that is rarely used,
    // or a rare failure, would otherwise be looked for in all events.
    "CREATE INDEX events_by_group ON events (group_id, event_id)",
    // Those that are not found by the time in their request id.
    R"sql(
CREATE TABLE misplaced_events (
  request_id TEXT NOT NULL PRIMARY KEY,
  event_id BIGINT NOT NULL
))sql",
    R"sql(
CREATE TABLE call_groups (
  id BIGINT NOT NULL PRIMARY KEY,
  workspace TEXT NOT NULL,
  project TEXT NOT NULL,
  key_id TEXT NOT NULL,
  api TEXT NOT NULL,
  api_slug TEXT NOT NULL,
  model TEXT NOT NULL,
  tags TEXT NOT NULL,
  outcome TEXT NOT NULL,
  outcome_class TEXT NOT NULL,
  UNIQUE (workspace, project, key_id, api, api_slug, model, tags, outcome)
))sql",
    R"sql(
CREATE TABLE rollups (
  group_id BIGINT NOT NULL REFERENCES call_groups (id),
  window_start BIGINT NOT NULL,
  calls BIGINT NOT NULL,
  errors BIGINT NOT NULL,
  refused BIGINT NOT NULL,
  unpriced BIGINT NOT NULL,
  estimated BIGINT NOT NULL,
  cost_nanos BIGINT NOT NULL,
  input_uncached BIGINT NOT NULL,
  cache_read BIGINT NOT NULL,
  cache_write_5m BIGINT NOT NULL,
  cache_write_1h BIGINT NOT NULL,
  input_audio BIGINT NOT NULL,
  input_image BIGINT NOT NULL,
  output_text BIGINT NOT NULL,
  output_reasoning BIGINT NOT NULL,
  output_audio BIGINT NOT NULL,
  output_image BIGINT NOT NULL,
  searches BIGINT NOT NULL,
  units BIGINT NOT NULL,
  gateway_micros BIGINT NOT NULL,
  total_micros BIGINT NOT NULL,
  first_byte_micros BIGINT NOT NULL,
  first_bytes BIGINT NOT NULL,
  PRIMARY KEY (group_id, window_start)
))sql",
    // Holds whole rows: a report reads a month of a group from neighbouring pages of it, and never
    // the table.
    R"sql(
CREATE INDEX rollups_by_group ON rollups (
  group_id, window_start, calls, errors, refused, unpriced, estimated, cost_nanos,
  input_uncached, cache_read, cache_write_5m, cache_write_1h, input_audio, input_image,
  output_text, output_reasoning, output_audio, output_image, searches, units,
  gateway_micros, total_micros, first_byte_micros, first_bytes
))sql",
    // Of each batch, its last settlement and its first event: where to begin to look for what was
    // settled later than something, without an index that holds every settlement.
    R"sql(
CREATE TABLE settlements (
  workspace TEXT NOT NULL,
  last_seq BIGINT NOT NULL,
  first_event BIGINT NOT NULL,
  PRIMARY KEY (workspace, last_seq)
))sql",
    R"sql(
CREATE TABLE open_holds (
  request_id TEXT NOT NULL PRIMARY KEY,
  core BIGINT NOT NULL,
  workspace TEXT NOT NULL,
  opened BIGINT NOT NULL,
  hold_nanos BIGINT NOT NULL,
  record BYTEA NOT NULL
))sql",
    R"sql(
CREATE TABLE thresholds (
  workspace TEXT NOT NULL,
  budget TEXT NOT NULL,
  period_start BIGINT NOT NULL,
  percent BIGINT NOT NULL,
  at_time BIGINT NOT NULL,
  spent_nanos BIGINT NOT NULL,
  amount_nanos BIGINT NOT NULL,
  PRIMARY KEY (workspace, budget, period_start, percent, at_time)
))sql",
    R"sql(
CREATE TABLE journal_positions (
  core BIGINT NOT NULL PRIMARY KEY,
  segment BIGINT NOT NULL,
  byte_offset BIGINT NOT NULL
))sql",
});

// One row, once somebody has loaded prices; `body` is '' when the built-in ones are in force again.
constexpr auto kPriceCatalogue = std::to_array<std::string_view>({
    R"sql(
CREATE TABLE price_catalogue (
  name TEXT NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL,
  body TEXT NOT NULL,
  actor TEXT NOT NULL,
  updated BIGINT NOT NULL
))sql",
});

// What a batch of events changes beside its events, in one tree a table: every page that it touches
// is written twice, and in a small batch these are most of them.
//
// The span of a roll-up's events finds them without an index of events by group, which cost as much
// as the events themselves. Those of before get their whole window for it.
constexpr auto kFewerTrees = std::to_array<std::string_view>({
    "DROP INDEX events_by_group",
    "ALTER TABLE rollups RENAME TO old_rollups",
    R"sql(
CREATE TABLE rollups (
  group_id BIGINT NOT NULL REFERENCES call_groups (id),
  window_start BIGINT NOT NULL,
  first_event BIGINT NOT NULL,
  last_event BIGINT NOT NULL,
  calls BIGINT NOT NULL,
  errors BIGINT NOT NULL,
  refused BIGINT NOT NULL,
  unpriced BIGINT NOT NULL,
  estimated BIGINT NOT NULL,
  cost_nanos BIGINT NOT NULL,
  input_uncached BIGINT NOT NULL,
  cache_read BIGINT NOT NULL,
  cache_write_5m BIGINT NOT NULL,
  cache_write_1h BIGINT NOT NULL,
  input_audio BIGINT NOT NULL,
  input_image BIGINT NOT NULL,
  output_text BIGINT NOT NULL,
  output_reasoning BIGINT NOT NULL,
  output_audio BIGINT NOT NULL,
  output_image BIGINT NOT NULL,
  searches BIGINT NOT NULL,
  units BIGINT NOT NULL,
  gateway_micros BIGINT NOT NULL,
  total_micros BIGINT NOT NULL,
  first_byte_micros BIGINT NOT NULL,
  first_bytes BIGINT NOT NULL,
  PRIMARY KEY (group_id, window_start)
) {ROWS IN KEY})sql",
    // 1,024 events a microsecond, 900,000,000 microseconds a window (store/sql/event_id.h).
    R"sql(
INSERT INTO rollups SELECT
  group_id, window_start, window_start * 1024, window_start * 1024 + 921599999999,
  calls, errors, refused, unpriced, estimated, cost_nanos,
  input_uncached, cache_read, cache_write_5m, cache_write_1h, input_audio, input_image,
  output_text, output_reasoning, output_audio, output_image, searches, units,
  gateway_micros, total_micros, first_byte_micros, first_bytes
FROM old_rollups ORDER BY group_id, window_start)sql",
    "DROP TABLE old_rollups",
    // By stretches of the order of settlements (store/sql/settlement_stretch.h), no more by batch.
    "ALTER TABLE settlements RENAME TO old_settlements",
    R"sql(
CREATE TABLE settlements (
  workspace TEXT NOT NULL,
  stretch BIGINT NOT NULL,
  last_seq BIGINT NOT NULL,
  first_event BIGINT NOT NULL,
  PRIMARY KEY (workspace, stretch)
) {ROWS IN KEY})sql",
    R"sql(
INSERT INTO settlements SELECT workspace, last_seq / 1024, MAX(last_seq), MIN(first_event)
FROM old_settlements GROUP BY workspace, last_seq / 1024)sql",
    "DROP TABLE old_settlements",
    "ALTER TABLE open_holds RENAME TO old_open_holds",
    R"sql(
CREATE TABLE open_holds (
  request_id TEXT NOT NULL PRIMARY KEY,
  core BIGINT NOT NULL,
  workspace TEXT NOT NULL,
  opened BIGINT NOT NULL,
  hold_nanos BIGINT NOT NULL,
  record BYTEA NOT NULL
) {ROWS IN KEY})sql",
    R"sql(
INSERT INTO open_holds SELECT request_id, core, workspace, opened, hold_nanos, record
FROM old_open_holds)sql",
    "DROP TABLE old_open_holds",
});

// The first record of a group; of the others, only what is not as in it is stored
// (journal/difference.h). NULL in groups that are older than this, whose events are stored whole.
constexpr auto kSamples = std::to_array<std::string_view>({
    "ALTER TABLE call_groups ADD COLUMN sample BYTEA",
});

// Many events a row (store/sql/event_blocks.h). What is looked for by width is where a block begins
// and ends, so the index says both.
constexpr auto kEventBlocks = std::to_array<std::string_view>({
    "ALTER TABLE events RENAME TO old_events",
    R"sql(
CREATE TABLE event_blocks (
  first_event {ROW NUMBER} NOT NULL PRIMARY KEY,
  last_event BIGINT NOT NULL,
  width BIGINT NOT NULL,
  head BYTEA NOT NULL,
  records BYTEA NOT NULL
))sql",
    "CREATE INDEX event_blocks_by_width ON event_blocks (width, first_event, last_event)",
});

constexpr std::array<Migration, 7> kMigrations = {
    Migration{1, "resources", kResources},
    Migration{2, "events", kEvents},
    Migration{3, "price catalogue", kPriceCatalogue},
    Migration{4, "fewer trees", kFewerTrees},
    Migration{5, "samples", kSamples},
    Migration{6, "event blocks", kEventBlocks, MoveEvents},
    // Changes no table: a binary that knows only the first form of records (journal/difference.h)
    // must not read those that are written from here on.
    Migration{7, "differences by bytes", {}},
};

// The databases have no words in common for a key that rows lie in the order of.
std::string Spell(std::string_view statement, const Connection& connection) {
  const std::array<std::pair<std::string_view, std::string_view>, 2> words = {
      std::pair{"{ROW NUMBER}", connection.RowNumberType()},
      std::pair{"{ROWS IN KEY}", connection.RowsInKey()}};
  std::string spelled(statement);
  for (const auto& [mark, word] : words) {
    const std::size_t at = spelled.find(mark);
    if (at != std::string::npos) spelled.replace(at, mark.size(), word);
  }
  return spelled;
}

}  // namespace

std::span<const Migration> Migrations() { return kMigrations; }

Result<void> ApplyMigrations(Connection& connection, std::span<const Migration> migrations) {
  RG_CHECK(
      connection.Execute("CREATE TABLE IF NOT EXISTS schema_migrations ("
                         "number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)",
                         {}));
  RG_TRY(const Rows rows,
         connection.Query("SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM schema_migrations",
                          {}));
  const std::int64_t applied = rows[0].Int(0);
  const std::int64_t known = migrations.empty() ? 0 : migrations.back().number;
  if (applied > known) {
    return Fail(Errc::kConflict, "the database has schema " + std::to_string(applied) +
                                     ", this binary knows only " + std::to_string(known) +
                                     "; run the newer one, or restore a backup from before it");
  }
  for (const Migration& migration : migrations) {
    if (migration.number <= applied) continue;
    for (const std::string_view statement : migration.statements) {
      RG_CHECK(connection.Execute(Spell(statement, connection), {}));
    }
    if (migration.move != nullptr) RG_CHECK(migration.move(connection));
    const std::array<Value, 2> row = {migration.number, std::string(migration.name)};
    RG_CHECK(connection.Execute("INSERT INTO schema_migrations (number, name) VALUES (?, ?)", row));
  }
  return {};
}

}  // namespace rg::store::sql

#include "store/sql/migrations.h"

#include <array>
#include <string>

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

constexpr std::array<Migration, 3> kMigrations = {
    Migration{1, "resources", kResources},
    Migration{2, "events", kEvents},
    Migration{3, "price catalogue", kPriceCatalogue},
};

// The databases have no word in common for a key that rows lie in the order of.
std::string Spell(std::string_view statement, std::string_view row_number) {
  constexpr std::string_view kMark = "{ROW NUMBER}";
  std::string spelled(statement);
  const std::size_t at = spelled.find(kMark);
  if (at != std::string::npos) spelled.replace(at, kMark.size(), row_number);
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
      RG_CHECK(connection.Execute(Spell(statement, connection.RowNumberType()), {}));
    }
    const std::array<Value, 2> row = {migration.number, std::string(migration.name)};
    RG_CHECK(connection.Execute("INSERT INTO schema_migrations (number, name) VALUES (?, ?)", row));
  }
  return {};
}

}  // namespace rg::store::sql

#include "app/move/events.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "app/stores/clickhouse.h"
#include "core/time.h"
#include "journal/record.h"
#include "store/clickhouse/worker.h"
#include "store/sql/columns.h"
#include "store/sql/event_rows.h"

namespace rg::app {
namespace {

using store::clickhouse::LogBatch;
using store::clickhouse::LogRecord;

constexpr std::int64_t kBatch = 10'000;
// Partitions of that log.
constexpr std::int32_t kEvents = 0;
constexpr std::int32_t kThresholds = 1;

constexpr std::int64_t kThresholdsMax = 100'000;  // of a workspace; the newest

Result<void> MoveThresholds(store::sql::Connection& database, store::clickhouse::Worker& worker,
                            const std::string& topic) {
  RG_TRY(const auto rows, database.Query("SELECT DISTINCT workspace FROM thresholds", {}));
  for (const store::sql::Row& row : rows) {
    RG_TRY(const auto workspace, store::sql::IdOf<WorkspaceId>(row.Text(0)));
    RG_TRY(const auto thresholds,
           store::sql::LoadThresholds(database, workspace, TimePoint(), kThresholdsMax));
    std::vector<std::string> encoded;
    encoded.reserve(thresholds.size());
    std::vector<LogRecord> records;
    for (const journal::ThresholdCrossed& crossed : thresholds) {
      std::string& bytes = encoded.emplace_back();
      journal::AppendRecord(bytes, crossed, 0);
      const auto frame = journal::ReadFrame(bytes, 0);
      if (!frame) return Fail(Errc::kInternal, "a threshold cannot be encoded");
      records.push_back({static_cast<std::int64_t>(records.size()), frame->payload, frame->kind});
    }
    RG_CHECK(worker.Add({topic, kThresholds, records}));
  }
  return {};
}

// Those of the workspaces that are the shard's: its worker passes over the others.
Result<void> MoveInto(store::clickhouse::Client& shard, store::sql::Connection& database,
                      const std::string& topic, TimePoint oldest, MovedEvents& moved) {
  const SystemClock clock;
  const auto refused = [&](const LogBatch&, const LogRecord&, const Error&) -> Result<void> {
    ++moved.refused;
    return {};
  };
  // What an interrupted move has not summed up is looked for in all of the history, a day at a
  // time.
  store::clickhouse::Worker worker(
      shard, clock, refused, {.ingest = {}, .rollup = {}, .recover_since = clock.Now() - oldest});
  RG_TRY(const auto held, worker.Assign(topic, kEvents));
  for (std::int64_t next = held.value_or(0);;) {
    const std::array<store::sql::Value, 2> values = {next, kBatch};
    RG_TRY(const store::sql::Rows rows,
           database.Query("SELECT event_id, record, sample FROM events JOIN call_groups "
                          "ON group_id = id WHERE event_id >= ? ORDER BY event_id LIMIT ?",
                          values));
    if (rows.empty()) break;
    std::vector<std::string> payloads;
    payloads.reserve(rows.size());
    std::vector<LogRecord> records;
    for (const store::sql::Row& row : rows) {
      records.push_back({row.Int(0), payloads.emplace_back(store::sql::RecordOf(row, 1))});
    }
    RG_TRY(next, worker.Add({topic, kEvents, records}));
  }
  RG_CHECK(MoveThresholds(database, worker, topic));
  RG_CHECK(worker.Idle());
  moved.events += static_cast<std::int64_t>(worker.stats().events);
  return {};
}

}  // namespace

Result<MovedEvents> MoveEvents(store::sql::Connection& database,
                               const config::EventsSettings& settings, std::int64_t installation) {
  RG_TRY(const auto oldest, database.Query("SELECT MIN(window_start) FROM rollups", {}));
  if (oldest[0].IsNull(0)) return MovedEvents();
  RG_TRY(const std::unique_ptr<ClickHouse> clickhouse, ClickHouse::Open(settings));
  const std::string topic = "installation-" + std::to_string(installation);
  for (std::size_t i = 0; i < clickhouse->size(); ++i)
    RG_CHECK(TablesAreThere(clickhouse->shard(i)));
  MovedEvents moved;
  for (std::size_t i = 0; i < clickhouse->size(); ++i) {
    const Result<void> into =
        MoveInto(clickhouse->shard(i), database, topic, FromMicros(oldest[0].Int(0)), moved);
    if (!into) return Blame(clickhouse->shard(i), into.error());
  }
  return moved;
}

}  // namespace rg::app

#include "store/clickhouse/ingest.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "store/clickhouse/replica.h"
#include "store/clickhouse/row_binary.h"
#include "store/clickhouse/sql_text.h"
#include "store/sql/event_id.h"
#include "store/sql/rollups.h"

namespace rg::store::clickhouse {
namespace {

std::string DayText(std::uint16_t days) { return "toDate(" + std::to_string(days) + ")"; }

}  // namespace

IngestStats& IngestStats::operator+=(const IngestStats& other) {
  events += other.events;
  blocks += other.blocks;
  held += other.held;
  rowless += other.rowless;
  thresholds += other.thresholds;
  poisoned += other.poisoned;
  failures += other.failures;
  return *this;
}

Ingest::Ingest(Client& client, const Clock& clock, IngestObserver& observer, IngestOptions options)
    : client_(client),
      clock_(clock),
      observer_(observer),
      options_(options),
      shard_(client.address().shard) {}

Ingest::Partition& Ingest::Of(const std::string& topic, std::int32_t number) {
  return partitions_[{topic, number}];
}

Result<std::optional<std::int64_t>> Ingest::Assign(const std::string& topic,
                                                   std::int32_t partition) {
  Partition& assigned = Of(topic, partition);
  assigned = {};
  RG_CHECK(Ask({topic, partition, {}}, assigned));
  if (!assigned.held) return std::optional<std::int64_t>();
  return std::optional(*assigned.held + 1);
}

Result<std::int64_t> Ingest::Add(const LogBatch& batch) {
  Partition& partition = Of(batch.topic, batch.partition);
  if (!partition.asked) RG_CHECK(Ask(batch, partition));
  if (batch.records.empty()) return partition.done.value_or(-1) + 1;
  const bool lost = partition.held.value_or(-1) < partition.done.value_or(-1);
  const bool gap = batch.records.front().offset > partition.held.value_or(-1) + 1;
  if (lost && gap) {
    partition.done = partition.held;
    partition.settled.reset();
    return partition.held.value_or(-1) + 1;
  }
  const Result<void> put = PutAll(batch, partition);
  if (!put) {
    partition.asked = false;
    return put.error();
  }
  partition.buried.clear();
  return batch.records.back().offset + 1;
}

Result<void> Ingest::PutAll(const LogBatch& batch, Partition& partition) {
  for (std::size_t at = SkipHeld(batch, partition); at < batch.records.size();) {
    at = Fill(batch, at);
    RG_CHECK(Put(batch, partition));
    partition.done = partition.held = batch.records[at - 1].offset;
  }
  return {};
}

// How many of the batch the table has. Nobody may have heard of them when they went in.
std::size_t Ingest::SkipHeld(const LogBatch& batch, const Partition& partition) {
  std::size_t at = 0;
  for (; at < batch.records.size(); ++at) {
    const LogRecord& record = batch.records[at];
    if (record.offset > partition.held.value_or(-1)) break;
    ++stats_.held;
    if (journal::DecodeEvent(record.payload, decoded_, journal::Lists::kSkip) &&
        Holds(shard_, decoded_.event.call.workspace)) {
      NoteChanged(decoded_.event);
    }
  }
  return at;
}

// An insert that was sent and not answered may still be going on. What the table holds says nothing
// before it has ended.
Result<void> Ingest::Ask(const LogBatch& batch, Partition& partition) {
  if (!partition.unsure.empty()) {
    RG_TRY(const std::int64_t running,
           SelectNumber(client_, "SELECT toInt64(count()) FROM system.processes WHERE query_id = " +
                                     Quoted(partition.unsure)));
    if (running > 0) return Fail(Errc::kUnavailable, "ClickHouse has not ended an insert of ours");
  }
  std::string passed_over;
  if (client_.address().replicated) {
    RG_TRY(passed_over, DemandWhole(client_));
  }
  RG_TRY(partition.held, Highest(batch.topic, batch.partition, passed_over));
  RG_TRY(const std::optional<std::int64_t> marked, Marked(batch.topic, batch.partition));
  partition.held = std::max(partition.held, marked);
  partition.told = partition.held;
  partition.asked = true;
  partition.unsure.clear();
  return {};
}

// Blocks are filed under the month they went in at: the last ones are in this month or the one
// before, or else nothing has come for long.
Result<std::optional<std::int64_t>> Ingest::Highest(const std::string& topic, std::int32_t number,
                                                    const std::string& passed_over) {
  const std::array columns = {Column::kInt64, Column::kInt64};
  std::string question =
      "SELECT toInt64(count()), toInt64(max(log_offset)) FROM events WHERE log_topic = " +
      Quoted(topic) + " AND log_partition = " + std::to_string(number);
  if (!passed_over.empty()) question += " AND _part != " + Quoted(passed_over);
  const std::uint16_t last_month = MonthOf(clock_.Now() - std::chrono::days{31});
  std::optional<std::int64_t> highest;
  for (const std::string& recent : {" AND filed >= " + DayText(last_month), std::string()}) {
    RG_CHECK(client_.Each(question + recent, columns, [&](const Row& row) -> Result<void> {
      if (row.Int(0) > 0) highest = row.Int(1);
      return {};
    }));
    if (highest) break;
  }
  return highest;
}

Result<std::optional<std::int64_t>> Ingest::Marked(const std::string& topic, std::int32_t number) {
  std::optional<std::int64_t> marked;
  if (shard_.of == 1) return marked;
  const std::array columns = {Column::kInt64};
  RG_CHECK(client_.Each("SELECT toInt64(log_offset) FROM log_places WHERE log_topic = " +
                            Quoted(topic) + " AND log_partition = " + std::to_string(number),
                        columns, [&](const Row& row) -> Result<void> {
                          marked = std::max(marked, std::optional(row.Int(0)));
                          return {};
                        }));
  return marked;
}

Result<void> Ingest::Mark() {
  if (shard_.of == 1) return {};
  const Duration now = clock_.Steady();
  std::string rows;
  for (auto& [place, partition] : partitions_) {
    if (!partition.done || now - partition.settled_at < options_.mark_every) continue;
    const std::optional<std::int64_t> settled = std::exchange(partition.settled, partition.done);
    partition.settled_at = now;
    if (settled <= partition.told) continue;
    PutText(rows, place.first);
    PutNumber(rows, place.second);
    PutNumber(rows, static_cast<std::uint64_t>(*settled));
    partition.told = settled;
  }
  if (rows.empty()) return {};
  return client_.Insert(
      "INSERT INTO log_places (log_topic, log_partition, log_offset) FORMAT RowBinary", rows,
      NewQueryId());
}

// Makes the next block; returns where the one after it begins.
std::size_t Ingest::Fill(const LogBatch& batch, std::size_t from) {
  block_.Clear();
  thresholds_.Clear();
  rows_.clear();
  dead_.clear();
  refused_ = 0;
  std::size_t at = from;
  for (; at < batch.records.size(); ++at) {
    if (block_.rows() >= options_.rows_max || block_.bytes() >= options_.bytes_max) break;
    TakeRecord(batch, batch.records[at]);
  }
  block_.File(clock_.Now());
  return at;
}

Result<void> Ingest::TakeThreshold(const LogRecord& record) {
  RG_TRY(const journal::ThresholdCrossed crossed, journal::DecodeThreshold(record.payload));
  if (Holds(shard_, crossed.workspace)) thresholds_.Add(crossed);
  return {};
}

void Ingest::TakeDead(const LogRecord& record, const Error& why) {
  if (shard_.number == 1) dead_.push_back({&record, why});
}

void Ingest::TakeRecord(const LogBatch& batch, const LogRecord& record) {
  if (record.kind == journal::RecordKind::kThreshold) {
    const Result<void> taken = TakeThreshold(record);
    if (!taken) TakeDead(record, taken.error());
    return;
  }
  // The lists are read too: a record whose lists are damaged must not come out of the table.
  const Result<void> decoded = journal::DecodeEvent(record.payload, decoded_);
  if (!decoded) {
    TakeDead(record, decoded.error());
    return;
  }
  const journal::Event& event = decoded_.event;
  if (!Holds(shard_, event.call.workspace)) return;
  if (event.outcome == journal::Outcome::kOpen) {
    ++stats_.rowless;
    return;
  }
  block_.Add({batch.topic, batch.partition, record.offset}, event, record.payload);
  rows_.push_back(&record);
  NoteChanged(event);
}

void Ingest::NoteChanged(const journal::Event& event) {
  observer_.OnChanged(event.call.workspace, sql::WindowOf(event.opened));
}

Result<void> Ingest::Put(const LogBatch& batch, Partition& partition) {
  RG_CHECK(thresholds_.Insert(client_, NewQueryId()));
  stats_.thresholds += thresholds_.rows();
  // Rows say of all before them that they are dealt with, also to who comes after a crash.
  for (const Dead& dead : dead_) RG_CHECK(Bury(batch, partition, dead));
  if (block_.rows() > 0) RG_CHECK(PutRows(batch, partition, 0, block_.rows()));
  return {};
}

Result<void> Ingest::PutRows(const LogBatch& batch, Partition& partition, std::size_t first,
                             std::size_t count) {
  Result<void> put = InsertRows(partition, first, count);
  const auto data_to_blame = [&put] { return !put && put.error().code == Errc::kInvalidRequest; };
  if (!data_to_blame()) return put;
  if (count > 1) {
    RG_CHECK(PutRows(batch, partition, first, count / 2));
    return PutRows(batch, partition, first + count / 2, count - count / 2);
  }
  for (int tries = 1; tries < kTriesMax && data_to_blame(); ++tries) {
    put = InsertRows(partition, first, count);
  }
  if (!data_to_blame()) return put;
  if (++refused_ > kRefusedMax) {
    return Fail(Errc::kInternal, "ClickHouse refuses too many events; " + put.error().detail);
  }
  return Bury(batch, partition, {rows_[first], put.error()});
}

std::string Ingest::NewQueryId() { return "rateguard-" + ToString(ids_.NewUuid(clock_.Now())); }

Result<void> Ingest::InsertRows(Partition& partition, std::size_t first, std::size_t count) {
  const std::string query_id = NewQueryId();
  const Result<void> inserted =
      client_.Insert(EventBlock::InsertSql(), block_.Bytes(first, count), query_id);
  if (inserted) {
    ++stats_.blocks;
    stats_.events += count;
    partition.told = rows_[first + count - 1]->offset;
  } else if (inserted.error().code != Errc::kInvalidRequest) {
    ++stats_.failures;
    partition.asked = false;
    partition.unsure = query_id;
  }
  return inserted;
}

Result<void> Ingest::Bury(const LogBatch& batch, Partition& partition, const Dead& dead) {
  const std::int64_t offset = dead.record->offset;
  if (partition.buried.contains(offset)) return {};
  RG_CHECK(observer_.OnDeadLetter(batch, *dead.record, dead.why));
  partition.buried.insert(offset);
  ++stats_.poisoned;
  return {};
}

}  // namespace rg::store::clickhouse

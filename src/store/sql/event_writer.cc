#include "store/sql/event_writer.h"

#include <algorithm>
#include <utility>

#include "journal/record.h"
#include "store/sql/columns.h"
#include "store/sql/event_id.h"

namespace rg::store::sql {

using journal::Event;
using journal::Outcome;

namespace {

std::string MakeInsert(std::size_t rows) {
  std::string sql =
      "INSERT INTO events (event_id, group_id, status, cost_nanos, settle_seq, own_model, record) "
      "VALUES ";
  for (std::size_t i = 0; i < rows; ++i) {
    sql += i == 0 ? "(?, ?, ?, ?, ?, ?, ?)" : ", (?, ?, ?, ?, ?, ?, ?)";
  }
  return sql + " ON CONFLICT (event_id) DO NOTHING";
}

}  // namespace

std::string_view RolledUpModel(const Event& event) {
  const bool unknown =
      event.outcome == Outcome::kRefusedRequest || event.outcome == Outcome::kRefusedKey;
  return unknown ? std::string_view() : event.call.model;
}

EventWriter::EventWriter(Connection& connection, std::function<void(const NewEvent&)> added)
    : connection_(connection), added_(std::move(added)) {}

Result<void> EventWriter::Add(const Event& event, std::string_view record, std::int64_t group,
                              const journal::Sample& sample) {
  Waiting& row = waiting_.emplace_back();
  row.event.event_id = EventIdOf(event.opened, event.request);
  row.event.request = event.request;
  row.event.group = group;
  row.event.workspace = event.call.workspace;
  row.event.settle_seq = static_cast<std::int64_t>(event.settle_seq);
  row.event.measures = MeasuresOf(event);
  row.status = event.status;
  row.cost_nanos = event.cost.nanos();
  const std::string_view model = event.call.model;
  row.own_model.at = texts_.size();
  if (RolledUpModel(event) != model) texts_ += model;
  row.record.at = texts_.size();
  row.own_model.size = row.record.at - row.own_model.at;
  sample.AppendDifference(texts_, record);
  row.record.size = texts_.size() - row.record.at;
  if (!IsPlaced(row.event.event_id, event.request)) {
    RG_CHECK(InsertAlone(row.event, Fill(0, row)));
    waiting_.pop_back();
  }
  return waiting_.size() < kWaitingMax ? Result<void>() : Flush();
}

Result<void> EventWriter::Flush() {
  std::vector<Waiting*> sorted;
  sorted.reserve(waiting_.size());
  for (Waiting& row : waiting_) sorted.push_back(&row);
  std::ranges::sort(sorted, {}, [](const Waiting* row) { return row->event.event_id; });

  std::span<Waiting* const> rest = sorted;
  // Statements of few sizes, because each is prepared and kept.
  for (const std::size_t rows : {kRowsMax, std::size_t{8}, std::size_t{1}}) {
    for (; rest.size() >= rows; rest = rest.subspan(rows)) RG_CHECK(Insert(rest.first(rows)));
  }
  waiting_.clear();
  texts_.clear();
  return {};
}

std::span<Value> EventWriter::Fill(std::size_t row, const Waiting& waiting) {
  const std::span<Value> values = std::span(values_).subspan(row * kColumns, kColumns);
  values[0] = waiting.event.event_id;
  values[1] = waiting.event.group;
  values[2] = waiting.status;
  values[3] = waiting.cost_nanos;
  values[4] = waiting.event.settle_seq;
  SetText(values[5], View(waiting.own_model));
  SetBlob(values[6], View(waiting.record));
  return values;
}

Result<void> EventWriter::Insert(std::span<Waiting* const> rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) Fill(i, *rows[i]);
  bool together = false;
  if (rows.size() > 1) {
    RG_TRY(together, InsertTogether(rows.size()));
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (together) {
      added_(rows[i]->event);
    } else {
      RG_CHECK(InsertAlone(rows[i]->event, std::span(values_).subspan(i * kColumns, kColumns)));
    }
  }
  return {};
}

// False, and nothing has happened, when an event may be there already: the statement does not say
// which of the numbers were taken.
Result<bool> EventWriter::InsertTogether(std::size_t rows) {
  static const std::string kInsertMost = MakeInsert(kRowsMax);
  static const std::string kInsertSome = MakeInsert(8);
  RG_CHECK(connection_.Execute("SAVEPOINT together", {}));
  RG_TRY(const std::int64_t inserted,
         connection_.Execute(rows == kRowsMax ? kInsertMost : kInsertSome,
                             std::span(values_).first(rows * kColumns)));
  const bool all = inserted == static_cast<std::int64_t>(rows);
  if (!all) RG_CHECK(connection_.Execute("ROLLBACK TO SAVEPOINT together", {}));
  RG_CHECK(connection_.Execute("RELEASE SAVEPOINT together", {}));
  return all;
}

Result<void> EventWriter::InsertAlone(NewEvent& event, std::span<Value> row) {
  const bool placed = IsPlaced(event.event_id, event.request);
  if (!placed) {
    RG_TRY(const bool misplaced, IsMisplaced(event.request));
    if (misplaced) return {};
  }
  RG_TRY(const bool inserted, InsertFree(event, row));
  if (!inserted) return {};
  if (!IsPlaced(event.event_id, event.request)) RG_CHECK(Misplace(event));
  added_(event);
  return {};
}

// False when it is there already. Its number is free nearly always; else the row that has it is
// either this very call, or another of the same microsecond.
Result<bool> EventWriter::InsertFree(NewEvent& event, std::span<Value> row) {
  static const std::string kInsert = MakeInsert(1);
  for (;; ++event.event_id) {
    row[0] = event.event_id;
    RG_TRY(const std::int64_t inserted, connection_.Execute(kInsert, row));
    if (inserted > 0) return true;
    RG_TRY(const bool stored, IsStored(event.event_id, event.request));
    if (stored) return false;
  }
}

Result<bool> EventWriter::IsStored(std::int64_t event_id, RequestId request) {
  const std::array<Value, 1> values = {event_id};
  RG_TRY(const Rows rows,
         connection_.Query("SELECT record, sample FROM events JOIN call_groups ON group_id = id "
                           "WHERE event_id = ?",
                           values));
  return !rows.empty() && journal::RequestOf(RecordOf(rows[0], 0)) == request;
}

Result<bool> EventWriter::IsMisplaced(RequestId request) {
  const std::array<Value, 1> values = {IdText(request)};
  RG_TRY(const Rows rows,
         connection_.Query("SELECT event_id FROM misplaced_events WHERE request_id = ?", values));
  return !rows.empty();
}

Result<void> EventWriter::Misplace(const NewEvent& event) {
  const std::array<Value, 2> values = {IdText(event.request), event.event_id};
  RG_CHECK(
      connection_.Execute("INSERT INTO misplaced_events (request_id, event_id) VALUES (?, ?) "
                          "ON CONFLICT (request_id) DO NOTHING",
                          values));
  return {};
}

}  // namespace rg::store::sql

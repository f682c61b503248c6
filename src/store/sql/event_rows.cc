#include "store/sql/event_rows.h"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_map>
#include <utility>

#include "journal/record.h"
#include "store/sql/columns.h"
#include "store/sql/event_id.h"

namespace rg::store::sql {

using journal::Event;
using journal::Outcome;
using journal::Position;

namespace {

constexpr std::string_view kInsertEvent =
    "INSERT INTO events (event_id, group_id, status, cost_nanos, settle_seq, own_model, record) "
    "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (event_id) DO NOTHING";

constexpr std::string_view kFindGroup =
    "SELECT id FROM call_groups WHERE workspace = ? AND project = ? AND key_id = ? AND api = ? "
    "AND api_slug = ? AND model = ? AND tags = ? AND outcome = ?";
// The next number; another writer that takes it first makes this a conflict, and the batch is
// repeated.
constexpr std::string_view kInsertGroup =
    "INSERT INTO call_groups (id, workspace, project, key_id, api, api_slug, model, tags, "
    "outcome, outcome_class) SELECT COALESCE(MAX(id), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ? "
    "FROM call_groups";

using Measures = std::array<std::int64_t, kRollupMeasures>;

std::string MakeUpsertRollup() {
  std::string columns = "group_id, window_start";
  std::string marks = "?, ?";
  std::string sums;
  for (const std::string& name : RollupMeasureNames()) {
    columns += ", " + name;
    marks += ", ?";
    sums += (sums.empty() ? "" : ", ") + name + " = rollups." + name + " + excluded." + name;
  }
  return "INSERT INTO rollups (" + columns + ") VALUES (" + marks +
         ") ON CONFLICT (group_id, window_start) DO UPDATE SET " + sums;
}

std::int64_t Micros(Duration duration) {
  return std::chrono::floor<std::chrono::microseconds>(duration).count();
}

Measures MeasuresOf(const Event& event) {
  const OutcomeClass outcome_class = ClassOf(event.outcome);
  const bool refused = outcome_class == OutcomeClass::kRefused;
  const bool error = outcome_class == OutcomeClass::kFailed || outcome_class == OutcomeClass::kGone;
  Measures measures = {1,
                       error ? 1 : 0,
                       refused ? 1 : 0,
                       event.priced ? 0 : 1,
                       event.estimated ? 1 : 0,
                       event.cost.nanos()};
  std::ranges::copy(event.usage.counts, measures.begin() + kRollupCounts.size());
  const std::size_t times = kRollupCounts.size() + kUsageClasses;
  measures[times] = Micros(event.gateway_time);
  measures[times + 1] = Micros(event.total_time);
  measures[times + 2] = Micros(event.first_byte_time);
  measures[times + 3] = event.first_byte_time.count() > 0 ? 1 : 0;
  return measures;
}

// Callers without a good key or model choose these texts freely, and each would be a new row of
// the roll-ups for ever. Their events keep them.
std::string_view RolledUpModel(const Event& event) {
  const bool unknown =
      event.outcome == Outcome::kRefusedRequest || event.outcome == Outcome::kRefusedKey;
  return unknown ? std::string_view() : event.call.model;
}

}  // namespace

class EventBatch::Impl {
 public:
  explicit Impl(Connection& connection) : connection_(connection) {}

  Result<void> Add(const Event& event, std::string_view payload, std::uint32_t core);
  Result<void> Add(const journal::ThresholdCrossed& crossed);
  Result<BatchReport> Finish(const Position& position);

 private:
  struct Hold {
    std::uint32_t core = 0;
    WorkspaceId workspace;
    TimePoint opened;
    Money amount;
    std::string payload;
  };
  // What is added to a row of rollups.
  struct Rollup {
    std::int64_t group = 0;
    std::int64_t window = 0;
    auto operator<=>(const Rollup&) const = default;
  };
  struct Settled {
    std::int64_t last_seq = 0;
    std::int64_t first_event = std::numeric_limits<std::int64_t>::max();
  };
  struct RollupHash {
    std::size_t operator()(const Rollup& rollup) const {
      const auto group = static_cast<std::size_t>(rollup.group) * 0x9e3779b97f4a7c15;
      return group ^ static_cast<std::size_t>(rollup.window / 900'000'000);
    }
  };

  void AddHold(const Event& hold, std::string_view payload, std::uint32_t core);
  Result<void> EndHold(RequestId request);
  Result<std::int64_t> GroupOf(const Event& event);
  Result<std::int64_t> FindGroup(const Event& event);
  Result<bool> InsertEvent(const Event& event, std::string_view payload, std::int64_t group);
  Result<bool> IsStored(std::int64_t event_id, RequestId request);
  Result<bool> IsMisplaced(RequestId request);
  Result<void> Misplace(RequestId request, std::int64_t event_id);
  void RollUp(const Event& event, std::int64_t group);
  Result<void> WriteRollups();
  Result<void> WriteHolds();
  Result<void> WriteSettlements();
  Result<void> WritePosition(const Position& position);

  Connection& connection_;
  BatchReport report_;
  std::array<Value, 7> event_values_;
  std::string key_;  // of the group of the event being added
  std::unordered_map<std::string, std::int64_t> groups_;
  std::unordered_map<Rollup, Measures, RollupHash> rollups_;
  std::unordered_map<RequestId, Hold> holds_;
  std::unordered_map<WorkspaceId, Settled> settled_;
  std::int64_t stored_holds_ = -1;  // in the table; -1: not asked yet
};

Result<void> EventBatch::Impl::Add(const Event& event, std::string_view payload,
                                   std::uint32_t core) {
  ++report_.records;
  if (event.outcome == Outcome::kOpen) {
    AddHold(event, payload, core);
    return {};
  }
  RG_CHECK(EndHold(event.request));
  RG_TRY(const std::int64_t group, GroupOf(event));
  RG_TRY(const bool inserted, InsertEvent(event, payload, group));
  if (!inserted) {
    ++report_.duplicates;
    return {};
  }
  ++report_.events;
  RollUp(event, group);
  if (event.settle_seq > 0) {
    Settled& settled = settled_[event.call.workspace];
    settled.last_seq = std::max(settled.last_seq, static_cast<std::int64_t>(event.settle_seq));
    settled.first_event = std::min(settled.first_event, std::get<std::int64_t>(event_values_[0]));
  }
  return {};
}

void EventBatch::Impl::AddHold(const Event& hold, std::string_view payload, std::uint32_t core) {
  holds_.insert_or_assign(
      hold.request, Hold{core, hold.call.workspace, hold.opened, hold.hold, std::string(payload)});
}

// Nearly every hold ends in the batch it opens in; the table is asked only when it has any.
Result<void> EventBatch::Impl::EndHold(RequestId request) {
  if (!holds_.empty()) holds_.erase(request);
  if (stored_holds_ < 0) {
    RG_TRY(const Rows rows, connection_.Query("SELECT COUNT(*) FROM open_holds", {}));
    stored_holds_ = rows[0].Int(0);
  }
  if (stored_holds_ == 0) return {};
  const std::array<Value, 1> values = {IdText(request)};
  RG_TRY(const std::int64_t deleted,
         connection_.Execute("DELETE FROM open_holds WHERE request_id = ?", values));
  stored_holds_ -= deleted;
  return {};
}

// The number of the row of call_groups; the table is asked once per batch and group.
Result<std::int64_t> EventBatch::Impl::GroupOf(const Event& event) {
  const CallFacts& call = event.call;
  key_.clear();
  for (const Uuid* id :
       {static_cast<const Uuid*>(&call.workspace), static_cast<const Uuid*>(&call.project),
        static_cast<const Uuid*>(&call.key), static_cast<const Uuid*>(&call.api)}) {
    key_.append(reinterpret_cast<const char*>(id->bytes.data()), id->bytes.size());
  }
  key_ += static_cast<char>(event.outcome);
  // Unit separators keep neighbouring texts apart.
  key_.append(call.api_slug).append(1, '\x1f').append(RolledUpModel(event));
  for (const std::string& tag : call.tags) key_.append(1, '\x1f').append(tag);
  if (const auto known = groups_.find(key_); known != groups_.end()) return known->second;
  RG_TRY(const std::int64_t group, FindGroup(event));
  groups_.emplace(key_, group);
  return group;
}

Result<std::int64_t> EventBatch::Impl::FindGroup(const Event& event) {
  const CallFacts& call = event.call;
  const std::array<Value, 9> values = {IdText(call.workspace),
                                       IdText(call.project),
                                       IdText(call.key),
                                       IdText(call.api),
                                       std::string(call.api_slug),
                                       std::string(RolledUpModel(event)),
                                       JoinTags(call.tags),
                                       std::string(ToString(event.outcome)),
                                       std::string(ToString(ClassOf(event.outcome)))};
  const std::span<const Value> identity = std::span(values).first(8);
  RG_TRY(Rows rows, connection_.Query(kFindGroup, identity));
  if (rows.empty()) {
    RG_CHECK(connection_.Execute(kInsertGroup, values));
    RG_TRY(rows, connection_.Query(kFindGroup, identity));
  }
  return rows[0].Int(0);
}

// False when it is there already. Its number is free nearly always; else the row that has it is
// either this very call, or another of the same microsecond.
Result<bool> EventBatch::Impl::InsertEvent(const Event& event, std::string_view payload,
                                           std::int64_t group) {
  auto& values = event_values_;
  const std::string_view rolled_up = RolledUpModel(event);
  std::int64_t event_id = EventIdOf(event.opened, event.request);
  if (!IsPlaced(event_id, event.request)) {
    RG_TRY(const bool misplaced, IsMisplaced(event.request));
    if (misplaced) return false;
  }
  values[1] = group;
  values[2] = static_cast<std::int64_t>(event.status);
  values[3] = event.cost.nanos();
  values[4] = static_cast<std::int64_t>(event.settle_seq);
  SetText(values[5], rolled_up == event.call.model ? std::string_view() : event.call.model);
  SetBlob(values[6], payload);
  for (;; ++event_id) {
    values[0] = event_id;
    RG_TRY(const std::int64_t inserted, connection_.Execute(kInsertEvent, values));
    if (inserted > 0) break;
    RG_TRY(const bool stored, IsStored(event_id, event.request));
    if (stored) return false;
  }
  if (!IsPlaced(event_id, event.request)) RG_CHECK(Misplace(event.request, event_id));
  return true;
}

Result<bool> EventBatch::Impl::IsStored(std::int64_t event_id, RequestId request) {
  const std::array<Value, 1> values = {event_id};
  RG_TRY(const Rows rows,
         connection_.Query("SELECT record FROM events WHERE event_id = ?", values));
  return !rows.empty() && journal::RequestOf(rows[0].Bytes(0)) == request;
}

Result<bool> EventBatch::Impl::IsMisplaced(RequestId request) {
  const std::array<Value, 1> values = {IdText(request)};
  RG_TRY(const Rows rows,
         connection_.Query("SELECT event_id FROM misplaced_events WHERE request_id = ?", values));
  return !rows.empty();
}

Result<void> EventBatch::Impl::Misplace(RequestId request, std::int64_t event_id) {
  const std::array<Value, 2> values = {IdText(request), event_id};
  RG_CHECK(
      connection_.Execute("INSERT INTO misplaced_events (request_id, event_id) VALUES (?, ?) "
                          "ON CONFLICT (request_id) DO NOTHING",
                          values));
  return {};
}

// By the time that the event is filed under, so that both always agree on its window.
void EventBatch::Impl::RollUp(const Event& event, std::int64_t group) {
  const TimePoint filed = TimeOf(std::get<std::int64_t>(event_values_[0]));
  Measures& sums = rollups_[{group, ToMicros(WindowOf(filed))}];
  const Measures measures = MeasuresOf(event);
  for (std::size_t i = 0; i < kRollupMeasures; ++i) sums[i] += measures[i];
}

Result<void> EventBatch::Impl::WriteRollups() {
  static const std::string kUpsert = MakeUpsertRollup();
  // In the order the table's index lies in.
  std::vector<Rollup> sorted;
  sorted.reserve(rollups_.size());
  for (const auto& [rollup, measures] : rollups_) sorted.push_back(rollup);
  std::ranges::sort(sorted);
  std::vector<Value> values(2 + kRollupMeasures);
  for (const Rollup& rollup : sorted) {
    values[0] = rollup.group;
    values[1] = rollup.window;
    std::ranges::copy(rollups_[rollup], values.begin() + 2);
    RG_CHECK(connection_.Execute(kUpsert, values));
  }
  return {};
}

Result<void> EventBatch::Impl::WriteHolds() {
  for (const auto& [request, hold] : holds_) {
    const std::array<Value, 6> values = {IdText(request),        std::int64_t{hold.core},
                                         IdText(hold.workspace), ToMicros(hold.opened),
                                         hold.amount.nanos(),    Blob{hold.payload}};
    RG_CHECK(connection_.Execute(
        "INSERT INTO open_holds (request_id, core, workspace, opened, hold_nanos, record) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (request_id) DO UPDATE SET "
        "hold_nanos = excluded.hold_nanos, record = excluded.record",
        values));
  }
  return {};
}

Result<void> EventBatch::Impl::WriteSettlements() {
  for (const auto& [workspace, settled] : settled_) {
    const std::array<Value, 3> values = {IdText(workspace), settled.last_seq, settled.first_event};
    RG_CHECK(connection_.Execute(
        "INSERT INTO settlements (workspace, last_seq, first_event) VALUES (?, ?, ?) "
        "ON CONFLICT (workspace, last_seq) DO UPDATE SET first_event = excluded.first_event "
        "WHERE settlements.first_event > excluded.first_event",
        values));
  }
  return {};
}

Result<void> EventBatch::Impl::WritePosition(const Position& position) {
  const std::array<Value, 3> values = {std::int64_t{position.core},
                                       static_cast<std::int64_t>(position.sequence),
                                       static_cast<std::int64_t>(position.offset)};
  RG_CHECK(connection_.Execute(
      "INSERT INTO journal_positions (core, segment, byte_offset) VALUES (?, ?, ?) "
      "ON CONFLICT (core) DO UPDATE SET segment = excluded.segment, "
      "byte_offset = excluded.byte_offset",
      values));
  return {};
}

Result<void> EventBatch::Impl::Add(const journal::ThresholdCrossed& crossed) {
  ++report_.records;
  const std::array<Value, 7> values = {
      IdText(crossed.workspace),     IdText(crossed.budget), ToMicros(crossed.period_start),
      std::int64_t{crossed.percent}, ToMicros(crossed.at),   crossed.spent.nanos(),
      crossed.amount.nanos()};
  RG_CHECK(connection_.Execute(
      "INSERT INTO thresholds (workspace, budget, period_start, percent, at_time, spent_nanos, "
      "amount_nanos) VALUES (?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (workspace, budget, period_start, percent, at_time) DO NOTHING",
      values));
  return {};
}

Result<BatchReport> EventBatch::Impl::Finish(const Position& position) {
  RG_CHECK(WriteRollups());
  RG_CHECK(WriteHolds());
  RG_CHECK(WriteSettlements());
  RG_CHECK(WritePosition(position));
  return report_;
}

EventBatch::EventBatch(Connection& connection) : impl_(std::make_unique<Impl>(connection)) {}
EventBatch::~EventBatch() = default;

Result<void> EventBatch::Add(const Event& event, std::string_view payload, std::uint32_t core) {
  return impl_->Add(event, payload, core);
}
Result<void> EventBatch::Add(const journal::ThresholdCrossed& crossed) {
  return impl_->Add(crossed);
}
Result<BatchReport> EventBatch::Finish(const Position& position) { return impl_->Finish(position); }

Result<std::vector<Position>> LoadPositions(Connection& connection) {
  RG_TRY(const Rows rows,
         connection.Query("SELECT core, segment, byte_offset FROM journal_positions ORDER BY core",
                          {}));
  std::vector<Position> positions;
  for (const Row& row : rows) {
    positions.push_back({static_cast<std::uint32_t>(row.Int(0)),
                         static_cast<std::uint64_t>(row.Int(1)),
                         static_cast<std::uint64_t>(row.Int(2))});
  }
  return positions;
}

Result<std::vector<journal::ShippedHold>> LoadOpenHolds(Connection& connection) {
  RG_TRY(const Rows rows, connection.Query("SELECT request_id, core, record FROM open_holds "
                                           "ORDER BY request_id",
                                           {}));
  std::vector<journal::ShippedHold> holds;
  for (const Row& row : rows) {
    journal::ShippedHold& hold = holds.emplace_back();
    RG_TRY(hold.request, IdOf<RequestId>(row.Text(0)));
    hold.core = static_cast<std::uint32_t>(row.Int(1));
    hold.payload = row.Bytes(2);
  }
  return holds;
}

Result<std::vector<journal::ThresholdCrossed>> LoadThresholds(Connection& connection,
                                                              WorkspaceId workspace,
                                                              TimePoint since, std::int64_t limit) {
  const std::array<Value, 3> values = {IdText(workspace), ToMicros(since), limit};
  RG_TRY(const Rows rows,
         connection.Query("SELECT budget, period_start, percent, at_time, spent_nanos, "
                          "amount_nanos FROM thresholds WHERE workspace = ? AND at_time >= ? "
                          "ORDER BY at_time DESC, percent DESC LIMIT ?",
                          values));
  std::vector<journal::ThresholdCrossed> thresholds;
  for (const Row& row : rows) {
    journal::ThresholdCrossed& crossed = thresholds.emplace_back();
    crossed.workspace = workspace;
    RG_TRY(crossed.budget, IdOf<BudgetId>(row.Text(0)));
    crossed.period_start = FromMicros(row.Int(1));
    crossed.percent = static_cast<int>(row.Int(2));
    crossed.at = FromMicros(row.Int(3));
    crossed.spent = Money::Nanos(row.Int(4));
    crossed.amount = Money::Nanos(row.Int(5));
  }
  return thresholds;
}

}  // namespace rg::store::sql

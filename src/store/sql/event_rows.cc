#include "store/sql/event_rows.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include <openssl/evp.h>

#include "store/sql/columns.h"

namespace rg::store::sql {

using journal::Event;
using journal::Outcome;
using journal::Position;

// Base 64, because a text column of PostgreSQL holds no zero bytes.
namespace {

void EncodeInto(std::string& text, std::string_view payload) {
  text.resize((payload.size() + 2) / 3 * 4 + 1);  // the encoder ends with a zero
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                   reinterpret_cast<const unsigned char*>(payload.data()),
                                   static_cast<int>(payload.size()));
  text.resize(static_cast<std::size_t>(size));
}

}  // namespace

std::string EncodeText(std::string_view payload) {
  std::string text;
  EncodeInto(text, payload);
  return text;
}

Result<std::string> DecodeText(std::string_view text) {
  std::string payload(text.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(payload.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  if (size != static_cast<int>(payload.size())) {
    return Fail(Errc::kInternal, "a stored record is not base 64");
  }
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  payload.resize(payload.size() - padding);
  return payload;
}

namespace {

constexpr std::string_view kInsertEvent =
    "INSERT INTO events (request_id, workspace, opened, project, key_id, api, api_slug, model, "
    "tags, outcome, status, cost_nanos, settle_seq, input_tokens, output_tokens, total_micros, "
    "record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (request_id) DO NOTHING";

constexpr std::string_view kFindGroup =
    "SELECT id FROM call_groups WHERE workspace = ? AND project = ? AND key_id = ? AND api = ? "
    "AND api_slug = ? AND model = ? AND tags = ? AND outcome_class = ?";
// The next number; another writer that takes it first makes this a conflict, and the batch is
// repeated.
constexpr std::string_view kInsertGroup =
    "INSERT INTO call_groups (id, workspace, project, key_id, api, api_slug, model, tags, "
    "outcome_class) SELECT COALESCE(MAX(id), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ? FROM call_groups";

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
  struct Rollup {
    std::array<Value, 8> group;  // the columns of call_groups without the id
    std::int64_t window = 0;
    Measures measures{};
  };

  void AddHold(const Event& hold, std::string_view payload, std::uint32_t core);
  Result<void> EndHold(RequestId request);
  Result<bool> InsertEvent(const Event& event, std::string_view payload);
  void RollUp(const Event& event);
  Result<void> WriteRollups();
  Result<std::int64_t> FindGroup(const std::array<Value, 8>& group);
  Result<void> WriteHolds();
  Result<void> WriteSettlements();
  Result<void> WritePosition(const Position& position);

  Connection& connection_;
  BatchReport report_;
  std::array<Value, 17> event_values_;
  std::string tags_;  // of the event being added
  std::string key_;
  std::unordered_map<std::string, Rollup> rollups_;
  std::unordered_map<RequestId, Hold> holds_;
  std::unordered_map<WorkspaceId, std::int64_t> settled_;
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
  tags_ = JoinTags(event.call.tags);
  RG_TRY(const bool inserted, InsertEvent(event, payload));
  if (!inserted) {
    ++report_.duplicates;
    return {};
  }
  ++report_.events;
  RollUp(event);
  if (event.settle_seq > 0) {
    std::int64_t& last = settled_[event.call.workspace];
    last = std::max(last, static_cast<std::int64_t>(event.settle_seq));
  }
  return {};
}

void EventBatch::Impl::AddHold(const Event& hold, std::string_view payload, std::uint32_t core) {
  holds_.insert_or_assign(
      hold.request, Hold{core, hold.call.workspace, hold.opened, hold.hold, std::string(payload)});
}

// Nearly every hold ends in the batch it opens in; the table is asked only when it has any.
Result<void> EventBatch::Impl::EndHold(RequestId request) {
  holds_.erase(request);
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

Result<bool> EventBatch::Impl::InsertEvent(const Event& event, std::string_view payload) {
  auto& values = event_values_;
  SetId(values[0], event.request);
  SetId(values[1], event.call.workspace);
  values[2] = ToMicros(event.opened);
  SetId(values[3], event.call.project);
  SetId(values[4], event.call.key);
  SetId(values[5], event.call.api);
  SetText(values[6], event.call.api_slug);
  SetText(values[7], event.call.model);
  SetText(values[8], tags_);
  SetText(values[9], ToString(event.outcome));
  values[10] = static_cast<std::int64_t>(event.status);
  values[11] = event.cost.nanos();
  values[12] = static_cast<std::int64_t>(event.settle_seq);
  values[13] = event.usage.InputTokens();
  values[14] = event.usage.OutputTokens();
  values[15] = Micros(event.total_time);
  SetText(values[16], {});
  EncodeInto(std::get<std::string>(values[16]), payload);
  RG_TRY(const std::int64_t inserted, connection_.Execute(kInsertEvent, values));
  return inserted > 0;
}

void EventBatch::Impl::RollUp(const Event& event) {
  const CallFacts& call = event.call;
  const std::int64_t window = ToMicros(WindowOf(event.opened));
  const std::string_view model = RolledUpModel(event);
  const std::string_view outcome_class = ToString(ClassOf(event.outcome));
  // Unit separators keep neighbouring texts apart.
  key_.assign(reinterpret_cast<const char*>(&window), sizeof window);
  for (const Uuid* id :
       {static_cast<const Uuid*>(&call.workspace), static_cast<const Uuid*>(&call.project),
        static_cast<const Uuid*>(&call.key), static_cast<const Uuid*>(&call.api)}) {
    key_.append(reinterpret_cast<const char*>(id->bytes.data()), id->bytes.size());
  }
  for (const std::string_view text :
       {call.api_slug, model, std::string_view(tags_), outcome_class}) {
    key_ += text;
    key_ += '\x1f';
  }
  const auto [found, added] = rollups_.try_emplace(key_);
  Rollup& rollup = found->second;
  if (added) {
    rollup.group = {IdText(call.workspace),
                    IdText(call.project),
                    IdText(call.key),
                    IdText(call.api),
                    std::string(call.api_slug),
                    std::string(model),
                    tags_,
                    std::string(outcome_class)};
    rollup.window = window;
  }
  const Measures measures = MeasuresOf(event);
  for (std::size_t i = 0; i < kRollupMeasures; ++i) rollup.measures[i] += measures[i];
}

Result<void> EventBatch::Impl::WriteRollups() {
  static const std::string kUpsert = MakeUpsertRollup();
  std::vector<Value> values(2 + kRollupMeasures);
  for (const auto& [key, rollup] : rollups_) {
    RG_TRY(values[0], FindGroup(rollup.group));
    values[1] = rollup.window;
    std::ranges::copy(rollup.measures, values.begin() + 2);
    RG_CHECK(connection_.Execute(kUpsert, values));
  }
  return {};
}

Result<std::int64_t> EventBatch::Impl::FindGroup(const std::array<Value, 8>& group) {
  RG_TRY(Rows rows, connection_.Query(kFindGroup, group));
  if (rows.empty()) {
    RG_CHECK(connection_.Execute(kInsertGroup, group));
    RG_TRY(rows, connection_.Query(kFindGroup, group));
  }
  return rows[0].Int(0);
}

Result<void> EventBatch::Impl::WriteHolds() {
  for (const auto& [request, hold] : holds_) {
    const std::array<Value, 6> values = {IdText(request),        std::int64_t{hold.core},
                                         IdText(hold.workspace), ToMicros(hold.opened),
                                         hold.amount.nanos(),    EncodeText(hold.payload)};
    RG_CHECK(connection_.Execute(
        "INSERT INTO open_holds (request_id, core, workspace, opened, hold_nanos, record) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (request_id) DO UPDATE SET "
        "hold_nanos = excluded.hold_nanos, record = excluded.record",
        values));
  }
  return {};
}

Result<void> EventBatch::Impl::WriteSettlements() {
  for (const auto& [workspace, seq] : settled_) {
    const std::array<Value, 2> values = {IdText(workspace), seq};
    RG_CHECK(
        connection_.Execute("INSERT INTO settlements (workspace, last_seq) VALUES (?, ?) "
                            "ON CONFLICT (workspace) DO UPDATE SET last_seq = excluded.last_seq "
                            "WHERE settlements.last_seq < excluded.last_seq",
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
    RG_TRY(hold.payload, DecodeText(row.Text(2)));
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

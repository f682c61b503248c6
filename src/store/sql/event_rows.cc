#include "store/sql/event_rows.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

#include "journal/difference.h"
#include "store/sql/columns.h"
#include "store/sql/event_writer.h"
#include "store/sql/rollup_writer.h"
#include "store/sql/settlement_stretch.h"

namespace rg::store::sql {

using journal::Event;
using journal::Outcome;
using journal::Position;

namespace {

constexpr std::string_view kFindGroup =
    "SELECT id, sample FROM call_groups WHERE workspace = ? AND project = ? AND key_id = ? "
    "AND api = ? AND api_slug = ? AND model = ? AND tags = ? AND outcome = ?";
// The next number; another writer that takes it first makes this a conflict, and the batch is
// repeated.
constexpr std::string_view kInsertGroup =
    "INSERT INTO call_groups (id, workspace, project, key_id, api, api_slug, model, tags, "
    "outcome, outcome_class, sample) "
    "SELECT COALESCE(MAX(id), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM call_groups";

// What the calls of a group are alike in. A view, of an event or of a group.
struct Alike {
  std::array<Uuid, 4> ids;  // workspace, project, key, API
  Outcome outcome = Outcome::kOpen;
  std::string_view api_slug;
  std::string_view model;
  std::span<const std::string> tags;

  bool operator==(const Alike& other) const {
    return ids == other.ids && outcome == other.outcome && api_slug == other.api_slug &&
           model == other.model && std::ranges::equal(tags, other.tags);
  }
};

Alike AlikeOf(const Event& event) {
  const CallFacts& call = event.call;
  return {{call.workspace, call.project, call.key, call.api},
          event.outcome,
          call.api_slug,
          RolledUpModel(event),
          call.tags};
}

// Eight bytes a step: it is worked out for every event.
struct AlikeHash {
  std::size_t operator()(const Alike& alike) const {
    std::uint64_t hash = static_cast<std::uint64_t>(alike.outcome);
    for (const Uuid& id : alike.ids) hash = Mix(hash, UuidHash{}(id));
    hash = Mix(hash, alike.model);
    for (const std::string& tag : alike.tags) hash = Mix(hash, tag);
    return hash;
  }

 private:
  static std::uint64_t Mix(std::uint64_t hash, std::uint64_t word) {
    hash = (hash ^ word) * 0x9e3779b97f4a7c15;
    return hash ^ hash >> 32;
  }
  static std::uint64_t Mix(std::uint64_t hash, std::string_view text) {
    hash = Mix(hash, text.size());
    for (; text.size() >= 8; text.remove_prefix(8)) hash = Mix(hash, Word(text.data(), 8));
    return text.empty() ? hash : Mix(hash, Word(text.data(), text.size()));
  }
  static std::uint64_t Word(const char* bytes, std::size_t size) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, size);
    return word;
  }
};

}  // namespace

class EventBatch::Impl {
 public:
  explicit Impl(Connection& connection)
      : connection_(connection),
        events_(connection, [this](const NewEvent& event) { Count(event); }) {}

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
  struct Group {
    std::int64_t id = 0;  // of the row of call_groups
    journal::Sample sample;
    // What its key in groups_ views.
    std::string api_slug;
    std::string model;
    std::vector<std::string> tags;
  };
  struct Settled {
    std::int64_t last_seq = 0;
    std::int64_t first_event = std::numeric_limits<std::int64_t>::max();
  };

  void AddHold(const Event& hold, std::string_view payload, std::uint32_t core);
  Result<void> EndHold(RequestId request);
  Result<RequestId> LastHold();
  Result<const Group*> GroupOf(const Event& event, std::string_view payload);
  Result<std::unique_ptr<Group>> FindGroup(const Event& event, std::string_view payload);
  void Count(const NewEvent& event);
  Result<void> WriteHolds();
  Result<void> WriteSettlements();
  Result<void> WritePosition(const Position& position);

  Connection& connection_;
  BatchReport report_;
  std::size_t ended_ = 0;  // events, duplicates too
  EventWriter events_;
  RollupWriter rollups_;
  using Groups = std::unordered_map<Alike, std::unique_ptr<const Group>, AlikeHash>;
  Groups groups_;
  const Groups::value_type* last_group_ = nullptr;  // of groups_
  std::unordered_map<RequestId, Hold> holds_;
  using Stretches = std::map<std::pair<WorkspaceId, std::int64_t>, Settled>;
  Stretches settled_;
  Stretches::iterator last_settled_ = settled_.end();
  // The largest request id among the stored holds; nil when there are none. Nullopt: not asked yet.
  std::optional<RequestId> last_hold_;
};

Result<void> EventBatch::Impl::Add(const Event& event, std::string_view payload,
                                   std::uint32_t core) {
  ++report_.records;
  if (event.outcome == Outcome::kOpen) {
    AddHold(event, payload, core);
    return {};
  }
  RG_CHECK(EndHold(event.request));
  RG_TRY(const Group* const group, GroupOf(event, payload));
  ++ended_;
  return events_.Add(event, payload, group->id, group->sample);
}

void EventBatch::Impl::Count(const NewEvent& event) {
  ++report_.events;
  const BlockEvent& stored = event.stored;
  rollups_.Add(stored.group, stored.event_id, event.measures);
  if (stored.settle_seq == 0) return;
  const std::pair stretch(event.workspace, StretchOf(stored.settle_seq));
  // Most events are of the stretch of the one before them.
  if (last_settled_ == settled_.end() || last_settled_->first != stretch) {
    last_settled_ = settled_.try_emplace(stretch).first;
  }
  Settled& settled = last_settled_->second;
  settled.last_seq = std::max(settled.last_seq, stored.settle_seq);
  settled.first_event = std::min(settled.first_event, stored.event_id);
}

void EventBatch::Impl::AddHold(const Event& hold, std::string_view payload, std::uint32_t core) {
  holds_.insert_or_assign(
      hold.request, Hold{core, hold.call.workspace, hold.opened, hold.hold, std::string(payload)});
}

// Nearly every hold ends in the batch it opens in: the table is asked only for calls that are not
// younger than all that it has.
Result<void> EventBatch::Impl::EndHold(RequestId request) {
  if (!holds_.empty()) holds_.erase(request);
  if (!last_hold_) {
    RG_TRY(last_hold_, LastHold());
  }
  if (request > *last_hold_) return {};
  const std::array<Value, 1> values = {IdText(request)};
  RG_CHECK(connection_.Execute("DELETE FROM open_holds WHERE request_id = ?", values));
  return {};
}

Result<RequestId> EventBatch::Impl::LastHold() {
  RG_TRY(const Rows rows, connection_.Query("SELECT request_id FROM open_holds "
                                            "ORDER BY request_id DESC LIMIT 1",
                                            {}));
  if (rows.empty()) return RequestId{};
  return IdOf<RequestId>(rows[0].Text(0));
}

// The table is asked once per batch and group. Most events are of the group of the one before them.
Result<const EventBatch::Impl::Group*> EventBatch::Impl::GroupOf(const Event& event,
                                                                 std::string_view payload) {
  Alike alike = AlikeOf(event);
  if (last_group_ != nullptr && last_group_->first == alike) return last_group_->second.get();
  if (const auto known = groups_.find(alike); known != groups_.end()) {
    last_group_ = &*known;
    return known->second.get();
  }
  RG_TRY(std::unique_ptr<Group> group, FindGroup(event, payload));
  group->api_slug = alike.api_slug;
  group->model = alike.model;
  group->tags.assign(alike.tags.begin(), alike.tags.end());
  alike.api_slug = group->api_slug;
  alike.model = group->model;
  alike.tags = group->tags;
  return groups_.emplace(alike, std::move(group)).first->second.get();
}

Result<std::unique_ptr<EventBatch::Impl::Group>> EventBatch::Impl::FindGroup(
    const Event& event, std::string_view payload) {
  const CallFacts& call = event.call;
  const std::array<Value, 10> values = {IdText(call.workspace),
                                        IdText(call.project),
                                        IdText(call.key),
                                        IdText(call.api),
                                        std::string(call.api_slug),
                                        std::string(RolledUpModel(event)),
                                        JoinTags(call.tags),
                                        std::string(ToString(event.outcome)),
                                        std::string(ToString(ClassOf(event.outcome))),
                                        Blob{std::string(payload)}};
  const std::span<const Value> identity = std::span(values).first(8);
  RG_TRY(Rows rows, connection_.Query(kFindGroup, identity));
  if (rows.empty()) {
    RG_CHECK(connection_.Execute(kInsertGroup, values));
    RG_TRY(rows, connection_.Query(kFindGroup, identity));
  }
  auto group = std::make_unique<Group>();
  group->id = rows[0].Int(0);
  if (rows[0].IsNull(1)) {
    // A group of the time before there were samples: this one becomes it.
    const std::array<Value, 2> sample = {values.back(), group->id};
    RG_CHECK(connection_.Execute("UPDATE call_groups SET sample = ? WHERE id = ?", sample));
    group->sample = journal::Sample(payload);
  } else {
    group->sample = journal::Sample(rows[0].Bytes(1));
  }
  return group;
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
  for (const auto& [stretch, settled] : settled_) {
    const std::array<Value, 4> values = {IdText(stretch.first), stretch.second, settled.last_seq,
                                         settled.first_event};
    RG_CHECK(connection_.Execute(
        "INSERT INTO settlements (workspace, stretch, last_seq, first_event) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (workspace, stretch) DO UPDATE SET "
        "last_seq = CASE WHEN excluded.last_seq > settlements.last_seq "
        "THEN excluded.last_seq ELSE settlements.last_seq END, "
        "first_event = CASE WHEN excluded.first_event < settlements.first_event "
        "THEN excluded.first_event ELSE settlements.first_event END",
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
  RG_CHECK(events_.Flush());
  report_.duplicates = ended_ - report_.events;
  RG_CHECK(rollups_.Write(connection_));
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

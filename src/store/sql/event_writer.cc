#include "store/sql/event_writer.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <utility>

#include "journal/record.h"
#include "store/sql/columns.h"
#include "store/sql/event_cursor.h"
#include "store/sql/event_id.h"

namespace rg::store::sql {

using journal::Event;
using journal::Outcome;

namespace {

// Events this close together are looked for with one query, which reads what is between them too:
// half a second. Looking for each costs as much as reading a dozen blocks.
constexpr std::int64_t kNeighbours = 500'000 * kEventsPerMicro;

}  // namespace

std::string_view RolledUpModel(const Event& event) {
  const bool unknown =
      event.outcome == Outcome::kRefusedRequest || event.outcome == Outcome::kRefusedKey;
  return unknown ? std::string_view() : event.call.model;
}

EventWriter::EventWriter(Connection& connection, std::function<void(const NewEvent&)> added)
    : connection_(connection), added_(std::move(added)), blocks_(connection) {}

Result<void> EventWriter::Add(const Event& event, std::string_view record, std::int64_t group,
                              const journal::Sample& sample) {
  const std::int64_t event_id = EventIdOf(event.opened, event.request);
  if (!IsPlaced(event_id, event.request)) {
    RG_TRY(const bool misplaced, IsMisplaced(event.request));
    if (misplaced || !misplaced_.insert(event.request).second) return {};
  }
  // At once: they would be moved again and again while they grow to some hundred thousand bytes.
  if (waiting_.empty()) waiting_.reserve(kWaitingMax);
  Waiting& waiting = waiting_.emplace_back();
  waiting.event.request = event.request;
  waiting.event.workspace = event.call.workspace;
  waiting.event.measures = MeasuresOf(event);
  BlockEvent& stored = waiting.event.stored;
  stored.event_id = event_id;
  stored.group = group;
  stored.status = event.status;
  stored.cost_nanos = event.cost.nanos();
  stored.settle_seq = static_cast<std::int64_t>(event.settle_seq);
  // The texts move while there come more; until Sort, only their sizes are right.
  waiting.texts_at = texts_.size();
  const std::string_view model = event.call.model;
  if (RolledUpModel(event) != model) texts_ += model;
  stored.own_model = std::string_view(texts_).substr(waiting.texts_at);
  sample.AppendDifference(texts_, record);
  stored.record = std::string_view(texts_).substr(waiting.texts_at + stored.own_model.size());
  return waiting_.size() < kWaitingMax ? Result<void>() : Flush();
}

Result<void> EventWriter::Flush() {
  if (waiting_.empty()) return {};
  Sort();
  RG_CHECK(FindTaken());
  RG_CHECK(InsertFree());
  for (const ByNumber& one : sorted_) {
    if (one.waiting->taken) RG_CHECK(InsertTaken(one.waiting->event));
  }
  waiting_.clear();
  misplaced_.clear();
  texts_.clear();
  return blocks_.MergeLoose();
}

void EventWriter::Sort() {
  sorted_.clear();
  for (Waiting& waiting : waiting_) {
    BlockEvent& stored = waiting.event.stored;
    const char* const texts = texts_.data() + waiting.texts_at;
    stored.own_model = {texts, stored.own_model.size()};
    stored.record = {texts + stored.own_model.size(), stored.record.size()};
    sorted_.push_back({stored.event_id, &waiting});
  }
  std::ranges::sort(sorted_, {}, &ByNumber::event_id);
}

// Marks those whose numbers are stored, or have another one among them.
Result<void> EventWriter::FindTaken() {
  const auto distant = [](const ByNumber& a, const ByNumber& b) {
    return b.event_id - a.event_id > kNeighbours;
  };
  for (auto begin = sorted_.begin(); begin != sorted_.end();) {
    auto end = std::adjacent_find(begin, sorted_.end(), distant);
    if (end != sorted_.end()) ++end;
    RG_CHECK(FindTaken(std::span<const ByNumber>(begin, end)));
    begin = end;
  }
  for (std::size_t i = 1; i < sorted_.size(); ++i) {
    if (sorted_[i].event_id == sorted_[i - 1].event_id) sorted_[i].waiting->taken = true;
  }
  return {};
}

Result<void> EventWriter::FindTaken(std::span<const ByNumber> neighbours) {
  const auto mark = [&](std::int64_t first_event, std::string_view head) -> Result<void> {
    numbers_.clear();
    RG_CHECK(DecodeNumbers(first_event, head, numbers_));
    auto one = std::ranges::lower_bound(neighbours, first_event, {}, &ByNumber::event_id);
    for (const std::int64_t number : numbers_) {
      while (one != neighbours.end() && one->event_id < number) ++one;
      if (one == neighbours.end()) break;
      if (one->event_id == number) one->waiting->taken = true;
    }
    return {};
  };
  return blocks_.EachHeadOf(neighbours.front().event_id, neighbours.back().event_id, mark);
}

Result<void> EventWriter::InsertFree() {
  free_.clear();
  for (const ByNumber& one : sorted_) {
    if (!one.waiting->taken) free_.push_back(&one.waiting->event.stored);
  }
  RG_CHECK(blocks_.Insert(free_));
  for (const ByNumber& one : sorted_) {
    if (!one.waiting->taken) RG_CHECK(Added(one.waiting->event));
  }
  return {};
}

Result<void> EventWriter::InsertTaken(NewEvent& event) {
  RG_TRY(const bool found, FindStored(event));
  if (found) return {};
  const std::array<const BlockEvent*, 1> alone = {&event.stored};
  RG_CHECK(blocks_.Insert(alone));
  return Added(event);
}

// False when it is not stored; then it has the next number that is free.
Result<bool> EventWriter::FindStored(NewEvent& event) {
  std::int64_t& number = event.stored.event_id;
  EventCursor cursor(connection_, number, std::numeric_limits<std::int64_t>::max(),
                     EventCursor::Order::kRising, EventBlocks::Columns::kAll);
  for (;; ++number) {
    RG_TRY(const BlockEvent* const stored, cursor.Next());
    if (stored == nullptr || stored->event_id != number) return false;
    RG_TRY(const RequestId request, RequestOf(*stored));
    if (request == event.request) return true;
  }
}

Result<RequestId> EventWriter::RequestOf(const BlockEvent& stored) {
  const std::array<Value, 1> group = {stored.group};
  RG_TRY(const Rows rows, connection_.Query("SELECT sample FROM call_groups WHERE id = ?", group));
  std::string record(stored.record);
  if (!rows.empty() && !rows[0].IsNull(0)) {
    record = journal::Sample(rows[0].Bytes(0)).Restore(record);
  }
  return journal::RequestOf(record);
}

Result<bool> EventWriter::IsMisplaced(RequestId request) {
  const std::array<Value, 1> values = {IdText(request)};
  RG_TRY(const Rows rows,
         connection_.Query("SELECT event_id FROM misplaced_events WHERE request_id = ?", values));
  return !rows.empty();
}

// Also remembers where it is, if its request id does not say that.
Result<void> EventWriter::Added(const NewEvent& event) {
  added_(event);
  if (IsPlaced(event.stored.event_id, event.request)) return {};
  const std::array<Value, 2> values = {IdText(event.request), event.stored.event_id};
  RG_CHECK(
      connection_.Execute("INSERT INTO misplaced_events (request_id, event_id) VALUES (?, ?) "
                          "ON CONFLICT (request_id) DO NOTHING",
                          values));
  return {};
}

}  // namespace rg::store::sql

#include "store/sql/event_cursor.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace rg::store::sql {
namespace {

// Blocks that are read with one query: few at first, since most lists end soon.
constexpr std::int64_t kReadAtOnceMax = 32;

}  // namespace

EventCursor::EventCursor(Connection& connection, std::int64_t from, std::int64_t to, Order order,
                         EventBlocks::Columns columns)
    : blocks_(connection),
      from_(from),
      to_(to),
      order_(order),
      columns_(columns),
      ended_(from > to) {}

Result<const BlockEvent*> EventCursor::Next() {
  while (at_ == sorted_.size()) {
    if (ended_) return nullptr;
    RG_CHECK(Load());
  }
  return sorted_[at_++];
}

Result<void> EventCursor::Load() {
  const bool rising = order_ == Order::kRising;
  sorted_.clear();
  at_ = 0;
  // Nothing of these is to come.
  std::erase_if(open_, [&](const auto& open) {
    return rising ? open->block.last_event < from_ : open->block.first_event > to_;
  });
  RG_TRY(const std::int64_t edge, rising ? LoadRising() : LoadFalling());
  read_at_once_ = std::min(2 * read_at_once_, kReadAtOnceMax);
  Sort(rising ? from_ : edge, rising ? edge : to_);
  // Neither side has a number beyond the edge when this is the end of all numbers.
  ended_ = edge == (rising ? to_ : from_);
  if (!ended_) (rising ? from_ : to_) = rising ? edge + 1 : edge - 1;
  return {};
}

// Returns up to which number all events are in open blocks.
Result<std::int64_t> EventCursor::LoadRising() {
  if (!std::exchange(begun_, true)) {
    RG_TRY(auto across, blocks_.Across(from_, columns_));
    RG_CHECK(OpenAll(std::move(across)));
  }
  RG_TRY(auto next, blocks_.FirstOf(from_, to_, read_at_once_, columns_));
  const bool more = next.size() == static_cast<std::size_t>(read_at_once_);
  // What the last one overlaps with behind its beginning is not known yet: it is read again.
  const std::int64_t edge = more ? next.back().first_event - 1 : to_;
  if (more) next.pop_back();
  RG_CHECK(OpenAll(std::move(next)));
  return edge;
}

// Returns down to which number all events are in open blocks.
Result<std::int64_t> EventCursor::LoadFalling() {
  RG_TRY(auto last, blocks_.LastOf(from_, to_, read_at_once_, columns_));
  const bool more = last.size() == static_cast<std::size_t>(read_at_once_);
  const std::int64_t edge = more ? last.back().first_event : from_;
  RG_CHECK(OpenAll(std::move(last)));
  RG_TRY(auto across, blocks_.Across(edge, columns_));
  RG_CHECK(OpenAll(std::move(across)));
  return edge;
}

// Those that are not open yet.
Result<void> EventCursor::OpenAll(std::vector<EventBlocks::Block> blocks) {
  for (EventBlocks::Block& block : blocks) {
    const auto same = [&](const auto& open) {
      return open->block.first_event == block.first_event;
    };
    if (std::ranges::any_of(open_, same)) continue;
    Open& open = *open_.emplace_back(std::make_unique<Open>());
    open.block = std::move(block);
    const std::int64_t first = open.block.first_event;
    if (columns_ == EventBlocks::Columns::kAll) {
      RG_CHECK(DecodeBlock(first, open.block.head, open.block.records, open.events));
    } else {
      RG_CHECK(DecodeHead(first, open.block.head, open.events));
    }
  }
  return {};
}

void EventCursor::Sort(std::int64_t from, std::int64_t to) {
  for (const auto& open : open_) {
    auto event = std::ranges::lower_bound(open->events, from, {}, &BlockEvent::event_id);
    for (; event != open->events.end() && event->event_id <= to; ++event) {
      sorted_.push_back(&*event);
    }
  }
  // Nearly always they are, when blocks do not overlap.
  if (!std::ranges::is_sorted(sorted_, {}, &BlockEvent::event_id)) {
    std::ranges::sort(sorted_, {}, &BlockEvent::event_id);
  }
  if (order_ == Order::kFalling) std::ranges::reverse(sorted_);
}

}  // namespace rg::store::sql

// A block of events: whatever can be read, written again, reads the same; its head says the same
// as the whole of it; and a part of one is none.

#include "store/sql/event_block.h"

#include <tuple>

#include "fuzz.h"

namespace rg::fuzz {
namespace {

using store::sql::BlockEvent;
using store::sql::kBlockEventsMax;

constexpr std::int64_t kFirst = 1'000;

bool SameNumbers(const BlockEvent& a, const BlockEvent& b) {
  return std::tie(a.event_id, a.group, a.status, a.cost_nanos, a.settle_seq) ==
         std::tie(b.event_id, b.group, b.status, b.cost_nanos, b.settle_seq);
}
bool Same(const BlockEvent& a, const BlockEvent& b) {
  return SameNumbers(a, b) && a.own_model == b.own_model && a.record == b.record;
}

void RequireSameHead(std::string_view head, const std::vector<BlockEvent>& events) {
  std::vector<BlockEvent> by_head;
  Require(bool(store::sql::DecodeHead(kFirst, head, by_head)), "a block's head reads alone");
  std::vector<std::int64_t> numbers;
  Require(bool(store::sql::DecodeNumbers(kFirst, head, numbers)), "and so do its numbers");
  Require(std::ranges::equal(events, by_head, SameNumbers), "the head says what the block says");
  Require(std::ranges::equal(events, numbers, {}, &BlockEvent::event_id),
          "the numbers are those of the events");
}

void RequireWritesBack(const std::vector<BlockEvent>& events) {
  std::vector<const BlockEvent*> pointers;
  for (const BlockEvent& event : events) pointers.push_back(&event);
  std::string head;
  std::string records;
  store::sql::EncodeBlock(pointers, head, records);
  std::vector<BlockEvent> again;
  Require(bool(store::sql::DecodeBlock(kFirst, head, records, again)),
          "what was written can be read");
  Require(std::ranges::equal(events, again, Same), "what was written reads the same");
  RequireSameHead(head, events);

  again.clear();
  const std::string_view part(head.data(), head.size() - 1);
  Require(!store::sql::DecodeBlock(kFirst, part, records, again), "a part of a head is no block");
  again.clear();
  Require(!store::sql::DecodeBlock(kFirst, head, records + "x", again),
          "more than a block is none");
}

// As the bytes of a row, the head first: how long it is stands in front.
void RowBytes(std::string_view input) {
  const std::size_t size = std::min(Choose(input, 256) * 4, input.size());
  const std::string_view head = input.substr(0, size);
  std::vector<BlockEvent> events;
  if (!store::sql::DecodeBlock(kFirst, head, input.substr(size), events)) return;
  Require(!events.empty() && events.front().event_id == kFirst, "a block begins at its key");
  RequireSameHead(head, events);
  if (events.size() <= kBlockEventsMax) RequireWritesBack(events);
}

// As events: each takes some bytes of the input for its numbers, and the same ones as its texts.
void Events(std::string_view input) {
  std::vector<BlockEvent> events;
  std::int64_t number = kFirst;
  const auto take = [&] {
    std::uint64_t value = 0;
    for (std::size_t bytes = Choose(input, 9); bytes > 0; --bytes) {
      value = value << 8 | Choose(input, 256);
    }
    return static_cast<std::int64_t>(value);
  };
  while (!input.empty() && events.size() < kBlockEventsMax) {
    const std::string_view text = input;
    BlockEvent& event = events.emplace_back();
    event.event_id = number;
    number += 1 + static_cast<std::int64_t>(Choose(input, 100));
    event.group = take();
    event.status = take();
    event.cost_nanos = take();
    event.settle_seq = take();
    event.own_model = text.substr(0, Choose(input, 40));
    event.record = text.substr(0, Choose(input, 250));
  }
  if (!events.empty()) RequireWritesBack(events);
}

}  // namespace

void Try(std::string_view input) {
  RowBytes(input);
  Events(input);
}

}  // namespace rg::fuzz

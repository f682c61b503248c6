#include "store/sql/event_blocks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "store/sql/columns.h"

namespace rg::store::sql {
namespace {

constexpr std::int64_t kLooseWidth = std::int64_t{1} << 62;
constexpr std::int64_t kWidthMax = std::int64_t{1} << 60;
// Records are as long as their texts; those of a block are read together.
constexpr std::size_t kBlockBytes = std::size_t{64} << 10;
// How much wider than most of its batch a block with late events is.
constexpr std::int64_t kLateFactor = 16;

constexpr std::string_view kInsert =
    "INSERT INTO event_blocks (first_event, last_event, width, head, records) "
    "VALUES (?, ?, ?, ?, ?)";

// A recursion over the widths there are, of which it finds each by one step down the index.
std::string MakeAcross(std::string_view columns) {
  return "WITH RECURSIVE widths (width) AS (SELECT MIN(width) FROM event_blocks UNION ALL "
         "SELECT (SELECT MIN(width) FROM event_blocks WHERE width > widths.width) FROM widths "
         "WHERE width IS NOT NULL) "
         "SELECT first_event, last_event, " +
         std::string(columns) +
         " FROM widths CROSS JOIN event_blocks WHERE event_blocks.width = widths.width "
         "AND first_event < ? AND first_event > ? - widths.width AND last_event >= ?";
}
std::string MakeWithin(std::string_view columns, std::string_view order) {
  return "SELECT first_event, last_event, " + std::string(columns) +
         " FROM event_blocks WHERE first_event >= ? AND first_event <= ? ORDER BY first_event" +
         std::string(order);
}
constexpr std::string_view kAllColumns = "head, records";

// At most kWidthMax, however far apart they are.
std::int64_t Apart(std::int64_t earlier, std::int64_t later) {
  const std::uint64_t apart =
      static_cast<std::uint64_t>(later) - static_cast<std::uint64_t>(earlier);
  return static_cast<std::int64_t>(std::min(apart, static_cast<std::uint64_t>(kWidthMax)));
}
std::int64_t Span(BlockEvents events) {
  return Apart(events.front()->event_id, events.back()->event_id);
}

// The smallest power of four above the span.
std::int64_t WidthOf(std::int64_t span) {
  const int bits = std::bit_width(static_cast<std::uint64_t>(span));
  return std::int64_t{1} << (bits + bits % 2);
}

// Into blocks, from the newest back: what is left over is of the oldest, where the late ones are.
std::vector<BlockEvents> Cut(BlockEvents events) {
  std::vector<BlockEvents> blocks;
  while (!events.empty()) {
    std::size_t size = 0;
    std::size_t bytes = 0;
    while (size < std::min(kBlockEventsMax, events.size()) && bytes < kBlockBytes) {
      const BlockEvent& event = *events[events.size() - 1 - size];
      if (Apart(event.event_id, events.back()->event_id) >= kWidthMax) break;
      bytes += event.own_model.size() + event.record.size();
      ++size;
    }
    blocks.push_back(events.last(size));
    events = events.first(events.size() - size);
  }
  return blocks;
}

// Wider than this are blocks that late events are in.
std::int64_t LateSpan(std::span<const BlockEvents> blocks) {
  std::vector<std::int64_t> spans;
  for (const BlockEvents& block : blocks) spans.push_back(Span(block));
  const auto middle = spans.begin() + static_cast<std::ptrdiff_t>(spans.size() / 2);
  std::ranges::nth_element(spans, middle);
  return std::min(*middle, kWidthMax / kLateFactor) * kLateFactor;
}

}  // namespace

Result<void> EventBlocks::Insert(BlockEvents events) {
  if (events.empty()) return {};
  const std::vector<BlockEvents> blocks = Cut(events);
  const std::int64_t late = LateSpan(blocks);
  for (const BlockEvents& block : blocks) {
    const bool left_over = &block == &blocks.back() && block.size() < kBlockEventsMax;
    RG_CHECK(InsertBlock(block, left_over || Span(block) > late ? Kind::kLoose : Kind::kSorted));
  }
  return {};
}

Result<void> EventBlocks::InsertSorted(BlockEvents events) {
  for (const BlockEvents& block : Cut(events)) RG_CHECK(InsertBlock(block, Kind::kSorted));
  return {};
}

Result<void> EventBlocks::InsertBlock(BlockEvents events, Kind kind) {
  values_[0] = events.front()->event_id;
  values_[1] = events.back()->event_id;
  values_[2] = kind == Kind::kLoose ? kLooseWidth : WidthOf(Span(events));
  EncodeBlock(events, std::get<Blob>(values_[3]).bytes, std::get<Blob>(values_[4]).bytes);
  RG_CHECK(connection_.Execute(kInsert, values_));
  return {};
}

Result<void> EventBlocks::MergeLoose() {
  const std::array<Value, 2> loose = {kLooseWidth, kLooseMax};
  RG_TRY(const Rows keys, connection_.Query("SELECT first_event FROM event_blocks WHERE width = ? "
                                            "ORDER BY first_event LIMIT ?",
                                            loose));
  if (keys.size() < static_cast<std::size_t>(kLooseMax)) return {};
  RG_TRY(const std::vector<Block> blocks,
         Read("SELECT first_event, last_event, head, records FROM event_blocks WHERE width = ? "
              "ORDER BY first_event LIMIT ?",
              loose, Columns::kAll));
  std::vector<BlockEvent> events;
  for (const Block& block : blocks) {
    RG_CHECK(DecodeBlock(block.first_event, block.head, block.records, events));
  }
  std::vector<const BlockEvent*> sorted;
  sorted.reserve(events.size());
  for (const BlockEvent& event : events) sorted.push_back(&event);
  std::ranges::sort(sorted, {}, &BlockEvent::event_id);
  const std::array<Value, 2> merged = {kLooseWidth, blocks.back().first_event};
  RG_CHECK(
      connection_.Execute("DELETE FROM event_blocks WHERE width = ? AND first_event <= ?", merged));
  return InsertSorted(sorted);
}

Result<std::vector<EventBlocks::Block>> EventBlocks::Read(std::string_view sql,
                                                          std::span<const Value> values,
                                                          Columns columns) {
  std::vector<Block> blocks;
  RG_CHECK(connection_.Each(sql, values, [&](const Row& row) {
    Block& block = blocks.emplace_back();
    block.first_event = row.Int(0);
    block.last_event = row.Int(1);
    block.head = row.Bytes(2);
    if (columns == Columns::kAll) block.records = row.Bytes(3);
  }));
  return blocks;
}

Result<std::vector<EventBlocks::Block>> EventBlocks::Across(std::int64_t number, Columns columns) {
  static const std::string kHeads = MakeAcross("head");
  static const std::string kAll = MakeAcross(kAllColumns);
  const std::array<Value, 3> values = {number, number, number};
  return Read(columns == Columns::kAll ? kAll : kHeads, values, columns);
}

Result<std::vector<EventBlocks::Block>> EventBlocks::FirstOf(std::int64_t from, std::int64_t to,
                                                             std::int64_t limit, Columns columns) {
  static const std::string kHeads = MakeWithin("head", " LIMIT ?");
  static const std::string kAll = MakeWithin(kAllColumns, " LIMIT ?");
  const std::array<Value, 3> values = {from, to, limit};
  return Read(columns == Columns::kAll ? kAll : kHeads, values, columns);
}

Result<std::vector<EventBlocks::Block>> EventBlocks::LastOf(std::int64_t from, std::int64_t to,
                                                            std::int64_t limit, Columns columns) {
  static const std::string kHeads = MakeWithin("head", " DESC LIMIT ?");
  static const std::string kAll = MakeWithin(kAllColumns, " DESC LIMIT ?");
  const std::array<Value, 3> values = {from, to, limit};
  return Read(columns == Columns::kAll ? kAll : kHeads, values, columns);
}

Result<void> EventBlocks::EachHeadOf(std::int64_t from, std::int64_t to, const EachHead& each) {
  static const std::string kWithin = MakeWithin("head", "");
  static const std::string kAcross = MakeAcross("head");
  Result<void> outcome;
  const auto row = [&](const Row& block) {
    if (outcome) outcome = each(block.Int(0), block.Bytes(2));
  };
  const std::array<Value, 2> within = {from, to};
  RG_CHECK(connection_.Each(kWithin, within, row));
  const std::array<Value, 3> across = {from, from, from};
  RG_CHECK(connection_.Each(kAcross, across, row));
  return outcome;
}

}  // namespace rg::store::sql

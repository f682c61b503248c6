#include "store/sql/move_events.h"

#include <array>
#include <limits>
#include <vector>

#include "store/sql/event_blocks.h"

namespace rg::store::sql {
namespace {

constexpr std::int64_t kRowsAtOnce = 64 * kBlockEventsMax;

BlockEvent EventOf(const Row& row) {
  return {row.Int(0), row.Int(1), row.Int(2), row.Int(3), row.Int(4), row.Text(5), row.Bytes(6)};
}

Result<void> Insert(const Rows& rows, EventBlocks& blocks) {
  std::vector<BlockEvent> events;
  std::vector<const BlockEvent*> sorted;
  events.reserve(rows.size());
  for (const Row& row : rows) sorted.push_back(&events.emplace_back(EventOf(row)));
  return blocks.InsertSorted(sorted);
}

}  // namespace

Result<void> MoveEvents(Connection& connection) {
  EventBlocks blocks(connection);
  std::int64_t from = std::numeric_limits<std::int64_t>::min();
  for (;;) {
    const std::array<Value, 2> values = {from, kRowsAtOnce};
    RG_TRY(const Rows rows,
           connection.Query("SELECT event_id, group_id, status, cost_nanos, settle_seq, own_model, "
                            "record FROM old_events WHERE event_id >= ? ORDER BY event_id LIMIT ?",
                            values));
    RG_CHECK(Insert(rows, blocks));
    if (rows.size() < static_cast<std::size_t>(kRowsAtOnce)) break;
    from = rows.back().Int(0) + 1;
  }
  RG_CHECK(connection.Execute("DROP TABLE old_events", {}));
  return {};
}

}  // namespace rg::store::sql

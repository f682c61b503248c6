#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/result.h"
#include "store/sql/database.h"
#include "store/sql/event_block.h"
#include "store/sql/event_blocks.h"

namespace rg::store::sql {

// Walks through the events with numbers from `from` to `to`, in their order or against it.
//
// A few blocks are read at a time, up to a number that all blocks that can have an earlier one are
// read for; their events are sorted together. So a list of the newest ones reads the last blocks,
// and a walk through all of them keeps a few in memory.
//
//   blocks     [------]  [--------]
//                 [---------------------]
//   walked     ...........|  the next few
//
// Threads   As the connection: one.
// Errors    As EventBlocks.
class EventCursor {
 public:
  enum class Order : std::uint8_t { kRising, kFalling };

  EventCursor(Connection& connection, std::int64_t from, std::int64_t to, Order order,
              EventBlocks::Columns columns);

  // The next event, with texts if the columns have them; valid until the next call. Null at the
  // end.
  Result<const BlockEvent*> Next();

 private:
  struct Open {
    EventBlocks::Block block;
    std::vector<BlockEvent> events;
  };

  Result<void> Load();
  Result<std::int64_t> LoadRising();
  Result<std::int64_t> LoadFalling();
  Result<void> OpenAll(std::vector<EventBlocks::Block> blocks);
  void Sort(std::int64_t from, std::int64_t to);

  EventBlocks blocks_;
  std::int64_t from_;  // what was walked through is not in from_ to to_ any more
  std::int64_t to_;
  const Order order_;
  const EventBlocks::Columns columns_;
  bool begun_ = false;
  bool ended_ = false;  // all that there is is in sorted_
  std::int64_t read_at_once_ = 2;
  std::vector<std::unique_ptr<Open>> open_;  // blocks that may have more events
  std::vector<const BlockEvent*> sorted_;    // events to come, of open_
  std::size_t at_ = 0;
};

}  // namespace rg::store::sql

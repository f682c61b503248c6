#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "store/sql/database.h"
#include "store/sql/event_block.h"

namespace rg::store::sql {

// The table of blocks of events (event_block.h), by the number of the first event of each.
//
// Blocks overlap: two cores write of the same second, and a long call is filed under the time it
// opened at, minutes ago. Which of those that begin before a number reach beyond it, an index by
// width finds: a block is not longer than its width, a power of four, so of each width only the
// last few need a look.
//
//   width 4^9     [----] [--] [---]  [----]  [---]
//   width 4^14       [-------------------------------------------]
//   loose                  []       [-----------------------]                 looked at always
//                                    |
//                       which reach beyond here?
//
// Loose are blocks that few events or some of long ago went into. Once there are kLooseMax, they
// are sorted together and become narrow and full ones. So every event is written at most twice,
// nothing but loose blocks is ever rewritten, and late events do not make reading slow.
//
// Threads   As the connection: one.
// Errors    As Connection; kInternal for a block that is damaged, which says so.
class EventBlocks {
 public:
  static constexpr std::int64_t kLooseMax = 128;

  explicit EventBlocks(Connection& connection) : connection_(connection) {}

  // In blocks, of numbers that no other event has.
  Result<void> Insert(BlockEvents events);
  // The same, and none is loose: what is inserted has been sorted as far as it can be.
  Result<void> InsertSorted(BlockEvents events);
  // Sorts the loose blocks together when there are many.
  Result<void> MergeLoose();

  struct Block {
    std::int64_t first_event = 0;
    std::int64_t last_event = 0;
    std::string head;
    std::string records;
  };
  enum class Columns : std::uint8_t { kHead, kAll };  // without `records`, or all

  // Those that begin before `number` and do not end before it, in no order.
  Result<std::vector<Block>> Across(std::int64_t number, Columns columns);
  // The first blocks that begin with one of the numbers `from` to `to`, or the last of them, last
  // first.
  Result<std::vector<Block>> FirstOf(std::int64_t from, std::int64_t to, std::int64_t limit,
                                     Columns columns);
  Result<std::vector<Block>> LastOf(std::int64_t from, std::int64_t to, std::int64_t limit,
                                    Columns columns);
  // Calls `each` with the head of every block that can have one of these numbers.
  using EachHead = std::function<Result<void>(std::int64_t first_event, std::string_view head)>;
  Result<void> EachHeadOf(std::int64_t from, std::int64_t to, const EachHead& each);

 private:
  enum class Kind : std::uint8_t { kSorted, kLoose };

  Result<void> InsertBlock(BlockEvents events, Kind kind);
  Result<std::vector<Block>> Read(std::string_view sql, std::span<const Value> values,
                                  Columns columns);

  Connection& connection_;
  std::array<Value, 5> values_ = {std::int64_t{0}, std::int64_t{0}, std::int64_t{0}, Blob{},
                                  Blob{}};  // of the block being inserted
};

}  // namespace rg::store::sql

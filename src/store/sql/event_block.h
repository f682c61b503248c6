#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

// Some hundred events as one row: most of what a row costs in a database is the row.
//
//   head      | version 1 | how many | number of each, from the one before it ... | facts of each
//   ... | facts     | group | status | cost | settle_seq, from the one before it | bytes of model,
//   of record | records   | own model, record | own model, record | ...
//
// All numbers are varints, and those that may shrink are zigzagged. What a block is searched and
// added up by is its head, a sixth of it: the databases read a long row only as far as it is asked
// for, so looking for an event, or summing up what a month cost, does not touch the records.
namespace rg::store::sql {

// The row of an event. Texts are views into whatever they were read from.
struct BlockEvent {
  std::int64_t event_id = 0;
  std::int64_t group = 0;
  std::int64_t status = 0;
  std::int64_t cost_nanos = 0;
  std::int64_t settle_seq = 0;
  std::string_view own_model;
  std::string_view record;
};
// In the order of their numbers, each once.
using BlockEvents = std::span<const BlockEvent* const>;

inline constexpr std::size_t kBlockEventsMax = 128;

// Writes a block of at most kBlockEventsMax events.
void EncodeBlock(BlockEvents events, std::string& head, std::string& records);

// Each appends to `into`. kInternal when the bytes are no block, or one of a newer binary. The
// first event's number is not in the head: it is the row's key.
Result<void> DecodeNumbers(std::int64_t first_event, std::string_view head,
                           std::vector<std::int64_t>& into);
// Without texts.
Result<void> DecodeHead(std::int64_t first_event, std::string_view head,
                        std::vector<BlockEvent>& into);
Result<void> DecodeBlock(std::int64_t first_event, std::string_view head, std::string_view records,
                         std::vector<BlockEvent>& into);

}  // namespace rg::store::sql

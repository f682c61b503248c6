#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/id.h"
#include "core/money.h"
#include "core/result.h"
#include "core/time.h"
#include "journal/segment.h"

namespace rg::journal {

// A hold that was shipped without its end: the payload of its record.
struct ShippedHold {
  RequestId request;
  std::uint32_t core = 0;
  std::string payload;
};

struct RecoveryReport {
  std::uint64_t records = 0;
  std::uint64_t unseen = 0;  // holds given the end nobody saw
  Money unseen_cost;
  std::uint64_t corrupt = 0;              // damaged stretches quarantined
  std::uint64_t torn = 0;                 // torn ends cut
  std::vector<std::string> unseen_holds;  // the payloads of those holds
};

// Gives every hold without an end one: an event with outcome kUnseen that books the whole hold and
// is marked as an estimate. The provider may have charged for anything up to that; booking less
// could forgive money that was spent, booking nothing would leak the hold.
//
//   hold A, event A, hold B, <crash>   ->   ..., event B (unseen, cost = hold, estimated)
//
// Reads what was not shipped (`shipped` holds one position per core that has one) and adds
// `open_holds`, the ones known to the store. Call it before the journals are opened and before
// ledgers are loaded. A crash in the middle loses nothing: the events already written count as ends
// the next time.
//
// `salt` is random; `now` names and dates the segments it writes.
Result<RecoveryReport> Recover(const std::filesystem::path& folder,
                               std::span<const Position> shipped,
                               std::span<const ShippedHold> open_holds, TimePoint now,
                               std::uint32_t salt);

}  // namespace rg::journal

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "admission/counters.h"
#include "core/id.h"
#include "core/money.h"
#include "core/time.h"
#include "limit/rule.h"
#include "store/redis/command.h"
#include "store/redis/envelope.h"
#include "store/redis/plan.h"
#include "store/redis/reply.h"
#include "store/redis/settling.h"

// What lua/report.lua is told of slices and what it answers.
namespace rg::store::redis {

// All figures are totals since the slice was granted.
struct SliceReport {
  Uuid slice;
  std::uint64_t number = 0;  // a higher one overrules
  bool last = false;         // nothing will follow: the slice is over
  TimePoint opened;
  std::vector<std::string> accounts;  // that it holds on
  Money booked;                       // what its calls cost
  Money kept;                         // what it still holds
  Money grown;                        // what it is known to have been extended by
  // What limits are to be charged with for it; nullopt: what they were.
  std::optional<limit::Cost> charged;
};

// Of one workspace and one plan, each slice once; one at least.
Arguments AskToReport(std::span<const SliceReport> reports, Plan& plan, Duration lease,
                      const SettleTerms& terms);

struct Reported {
  enum class Status : std::uint8_t {
    kReported,
    kKnown,    // that report, or a later one, has come already
    kUnknown,  // there is no such slice, or not any more
    kOther,    // nothing was booked: the counters were begun anew since, from the events
  };
  Status status = Status::kUnknown;
  admission::Crossings crossings;
};
// About each, in their order. Nullopt: what came is no answer.
std::optional<std::vector<Reported>> ReadReported(std::span<const SliceReport> reports, Plan& plan,
                                                  const Reply& reply);

// A slice as it stands in Redis.
struct StoredSlice {
  Uuid id;
  Uuid gateway;
  std::uint64_t writer = 0;
  std::uint64_t first_seq = 0;
  std::uint64_t calls = 0;
  std::uint64_t reports = 0;
  TimePoint opened;
  std::vector<std::string> accounts;
};
// Nullopt for a field of another kind, and for what stands there in place of a slice.
std::optional<StoredSlice> ReadSlice(std::string_view field, std::string_view value);

}  // namespace rg::store::redis

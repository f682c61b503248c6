#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "admission/counters.h"
#include "core/time.h"
#include "limit/rule.h"
#include "store/redis/plan.h"
#include "store/redis/slice.h"

namespace rg::store::redis {

// When slices are taken, and how large they are.
struct LeaseTerms {
  // How many calls of a lane in one second make a slice worth its command.
  std::int64_t calls_per_second = 32;
  // How long a slice lasts that only budgets bound. Shorter than any lease.
  Duration life_max = std::chrono::seconds{2};
  // A slice takes at most this part of what is left of a limit or a hard budget, so that many cores
  // come by theirs, and slices shrink to one call where it nears.
  std::int64_t part = 8;
};

// What calls have asked for lately.
//
// A plain value.
class Demand {
 public:
  void Count(const limit::Cost& cost, TimePoint now);
  // In a second, by the larger of this one so far and the last.
  limit::Cost PerSecond(TimePoint now) const;
  // Whether nobody has asked for two seconds.
  bool silent(TimePoint now) const;

 private:
  TimePoint began_{};
  limit::Cost present_{.requests = 0};
  limit::Cost last_{.requests = 0};
};

// The calls of one core that meet the same counters of the same limits and the same accounts of the
// same budgets, and so can be paid from the same slices.
//
// A plain value of one core.
struct Lane {
  std::uint64_t number = 0;  // no other lane of the core has it
  WorkspaceId workspace;
  std::shared_ptr<Plan> plan;
  Met met;
  Duration life{};  // of a slice
  Spends spends;
  Demand demand;
  // What the counters said last: of the limits met, in their order, then of the budgets.
  admission::Verdicts last;
  std::shared_ptr<Slice> slice;  // that takes calls; null: there is none
  TimePoint direct_until{};      // a slice was refused
  bool asking = false;
};

// The counters and accounts that a call meets, as bytes: the name of its lane. "" where each call
// is decided by itself, because one of the limits that it meets is not leased, or it meets nothing.
void NameLane(const CallFacts& call, Plan& plan, const Met& met, TimePoint opened,
              std::string& name);

std::shared_ptr<Lane> MakeLane(const CallFacts& call, std::shared_ptr<Plan> plan, Met met,
                               const LeaseTerms& terms);

// What to take beside the call itself: as much as a slice's life is expected to need, as far as
// what is left suffices for many such slices. Of less than two calls: nothing.
limit::Cost WishOf(const Lane& lane, const LeaseTerms& terms, TimePoint now);

}  // namespace rg::store::redis

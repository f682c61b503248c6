#pragma once

#include <cstddef>
#include <cstdint>

#include <boost/container/small_vector.hpp>

#include "core/id.h"
#include "core/money.h"
#include "core/time.h"
#include "limit/algorithm.h"
#include "limit/rule.h"
#include "store/memory/accounts.h"
#include "store/memory/counter_table.h"
#include "store/memory/pool.h"

namespace rg::store::memory {

// A charge on a rate limit that the end of the call will correct.
struct Estimate {
  CounterRef counter;
  limit::Mark mark = 0;
  std::int64_t cost = 0;
  limit::Unit unit = limit::Unit::kRequests;
  bool concurrency = false;  // a place among the calls under way
  bool shared = false;       // the counter is one of all workspaces
};

// What is set aside for one call.
struct Hold {
  RequestId request;
  Money amount;  // the same on every budget
  TimePoint opened;
  TimePoint lease_until;
  bool in_use = false;
  // Its lease ran out: its money and places are free, and its price is still owed.
  bool expired = false;
  boost::container::small_vector<AccountRef, 4> accounts;
  boost::container::small_vector<Estimate, 4> estimates;
};

// The holds of a workspace, by request.
//
// Threads   One at a time.
class Holds {
 public:
  Hold* Find(RequestId request);
  Hold& Open(RequestId request);
  void Close(Hold& hold);

  // Calls visit(hold) for each that is open or expired.
  template <class Visit>
  void ForEach(Visit visit) {
    for (std::uint32_t place = 0; place < holds_.end(); ++place) {
      if (holds_[place].in_use) visit(holds_[place]);
    }
  }
  template <class Visit>
  void ForEach(Visit visit) const {
    for (std::uint32_t place = 0; place < holds_.end(); ++place) {
      if (holds_[place].in_use) visit(holds_[place]);
    }
  }

 private:
  std::uint32_t PlaceOf(RequestId request) const;

  Pool<Hold> holds_;
  Places places_;
};

}  // namespace rg::store::memory

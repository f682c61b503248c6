#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <boost/container/small_vector.hpp>

#include "admission/policy.h"
#include "budget/calendar.h"
#include "budget/ledger.h"
#include "core/id.h"
#include "core/time.h"
#include "store/memory/pool.h"

namespace rg::store::memory {

// Where a hold's money is set aside.
struct AccountRef {
  std::uint32_t place = 0;
  std::uint32_t generation = 0;
  TimePoint period_start{};

  bool operator==(const AccountRef&) const = default;
};

// The accounts of one workspace: for each budget of its policy one per period, of which the last
// two are kept, and earlier ones while holds of them are open.
//
// When the policy changes, a budget that covers the same calls over the same periods keeps its
// accounts, whatever else about it is new. Any other begins with one that is not ready.
//
// Threads   One at a time.
class Accounts {
 public:
  struct Ledger {
    BudgetId budget;
    budget::Terms terms;
    boost::container::small_vector<budget::Account, 2> periods;  // newest first
    std::uint32_t generation = 0;                                // odd while in use
    bool retired = false;  // its budget is gone; kept for the holds still open

    budget::Zone zone;
    budget::Period period = budget::Period::kTotal;
    budget::Weekday week_start = budget::Weekday::kMonday;
  };

  // Takes the budgets of `next` for those of `last` (null: none). What settles from now on has
  // numbers from `next_seq`.
  void Follow(const admission::Policy* last, const admission::Policy& next, std::uint64_t next_seq,
              TimePoint now);

  // The account of the policy's budget for a call opened at `time`.
  budget::Account& At(std::size_t budget, TimePoint time, std::uint64_t next_seq);
  AccountRef RefTo(std::size_t budget, const budget::Account& account) const;
  // Null when it is gone, which cannot be while a hold is in it.
  budget::Account* Find(const AccountRef& ref);
  const Ledger& LedgerOf(const AccountRef& ref) const { return ledgers_[ref.place]; }
  // The hold at `ref` has ended; forgets an account that was kept for it.
  void Closed(const AccountRef& ref);

  // The account of the policy's budget that awaits its baseline; null when none does.
  budget::Account* FindUnready(std::size_t budget);

  // Calls visit(ledger) for every budget of the policy.
  template <class Visit>
  void ForEach(Visit visit) const {
    for (const std::uint32_t place : of_budget_) visit(ledgers_[place]);
  }

 private:
  std::uint32_t Open(const budget::Budget& budget, const budget::Zone& zone);
  void Retire(std::uint32_t place);
  bool HasHolds(const Ledger& ledger) const;
  budget::Account& AddPeriod(Ledger& ledger, TimePoint time, std::uint64_t next_seq);

  Pool<Ledger> ledgers_;
  std::vector<std::uint32_t> of_budget_;  // the place of each budget of the policy
};

}  // namespace rg::store::memory

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "budget/ledger.h"
#include "core/id.h"
#include "core/money.h"
#include "core/time.h"

// What counters tell of themselves, wherever they are kept.
namespace rg::admission {

// A hold as others see it.
struct OpenHold {
  RequestId request;
  WorkspaceId workspace;
  Money amount;
  TimePoint opened;
  TimePoint lease_until;
};

// A budget whose earlier spending is not known yet. Its baseline is exactly the sum of the
// workspace's events that it covers, opened since period_start, with a settle_seq below from_seq.
struct Unready {
  BudgetId budget;
  TimePoint period_start;
  std::uint64_t from_seq = 0;
  std::uint64_t epoch = 0;  // where counters can be lost and begun anew: which of them
};

struct BudgetCopy {
  BudgetId budget;
  budget::PeriodBounds period;
  Money settled;
  Money held;
  std::uint32_t open_holds = 0;
  bool ready = false;
};

// The counters of one workspace at one moment: budgets agree with the events up to `seq`. Current
// periods, and earlier ones with holds still open where the store keeps those apart; a budget that
// nobody has used may be left out.
struct WorkspaceCopy {
  std::uint64_t seq = 0;
  std::size_t open_holds = 0;
  std::vector<BudgetCopy> budgets;
};

}  // namespace rg::admission

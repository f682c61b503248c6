#pragma once

#include <span>
#include <string>
#include <vector>

#include "analytics/scope_filter.h"
#include "analytics/spend.h"
#include "core/id.h"
#include "core/money.h"
#include "core/result.h"
#include "store/sql/database.h"

namespace rg::analytics {

// What a ledger says of one budget, read together with `settle_seq` in one step.
struct LedgerClaim {
  BudgetId budget;
  std::string name;
  Scope scope;
  Range period;
  Money settled;
  std::uint64_t settle_seq = 0;
};

struct Difference {
  std::string what;     // "budget daily-cap", "day 2026-11-23"
  std::string between;  // "ledger and events", "events and roll-ups"
  Money left;
  Money right;
  std::int64_t calls_left = 0;  // of days: how many calls each side knows
  std::int64_t calls_right = 0;
};

struct AuditReport {
  std::size_t budgets = 0;
  std::size_t days = 0;
  std::int64_t calls = 0;
  Money cost;
  std::size_t open_holds = 0;  // calls whose end was not ingested yet
  Money held;
  std::vector<Difference> differences;  // empty: the books balance
};

// Compares the three books of a workspace: each budget's ledger with the events behind it, and
// those events with the roll-ups; and for every UTC day all events with all roll-ups.
Result<AuditReport> Audit(store::sql::Connection& connection, WorkspaceId workspace,
                          std::span<const LedgerClaim> claims);

}  // namespace rg::analytics

#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "admission/match_index.h"
#include "budget/budget.h"
#include "budget/calendar.h"
#include "core/id.h"
#include "core/result.h"
#include "limit/algorithm.h"
#include "limit/rule.h"

namespace rg::admission {

// Everything that may refuse the calls of one workspace: its rules and those of the operator, and
// its budgets. Immutable, shared by the cores, and kept by whoever holds views into it (the names
// in verdicts).
struct Policy : std::enable_shared_from_this<Policy> {
  // Fails with every fault of every rule and budget, one a line.
  static Result<std::shared_ptr<const Policy>> Make(WorkspaceId workspace,
                                                    std::vector<limit::Rule> rules,
                                                    std::vector<budget::Budget> budgets,
                                                    std::uint64_t revision);

  WorkspaceId workspace;
  std::uint64_t revision = 0;  // grows with every change; a store follows the highest it has seen
  std::vector<limit::Rule> rules;
  std::vector<budget::Budget> budgets;

  // Worked out once; one per rule or budget.
  std::vector<limit::Terms> terms;
  std::vector<budget::Zone> zones;
  bool shares = false;  // some rule's counters are shared by all workspaces
  MatchIndex index;
};

// The policies of all workspaces, as of one moment.
//
// Threads   Immutable: any number at once.
class PolicyBook {
 public:
  PolicyBook();

  // Sorts rules and budgets to their workspaces; rules without one go to all. Fails with every
  // fault of every one of them, one a line.
  static Result<PolicyBook> Make(const std::vector<limit::Rule>& rules,
                                 const std::vector<budget::Budget>& budgets,
                                 std::uint64_t revision);

  // Never null: a workspace that has nothing of its own still obeys the operator's rules.
  const std::shared_ptr<const Policy>& Find(WorkspaceId workspace) const;
  // The policies of the workspaces that have rules or budgets of their own.
  std::vector<std::shared_ptr<const Policy>> All() const;

 private:
  std::unordered_map<WorkspaceId, std::shared_ptr<const Policy>> policies_;
  std::shared_ptr<const Policy> others_;
};

}  // namespace rg::admission

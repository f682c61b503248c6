#include "app/spend.h"

#include <algorithm>
#include <vector>

#include "analytics/spend.h"

namespace rg::app {
namespace {

struct Missing {
  WorkspaceId workspace;
  const budget::Budget* budget = nullptr;
  store::memory::Unready unready;
};

std::vector<Missing> FindMissing(const pipeline::Snapshot& snapshot,
                                 store::memory::MemoryCounters& counters, TimePoint now) {
  std::vector<Missing> missing;
  for (const auto& [id, workspace] : snapshot.workspaces) {
    const auto& policy = snapshot.policies.Find(id);
    for (const store::memory::Unready& unready : counters.Install(*policy, now)) {
      const auto budget = std::find_if(
          policy->budgets.begin(), policy->budgets.end(),
          [&](const budget::Budget& candidate) { return candidate.id == unready.budget; });
      if (budget != policy->budgets.end()) missing.push_back({id, &*budget, unready});
    }
  }
  return missing;
}

}  // namespace

Result<void> LoadSpend(const pipeline::Snapshot& snapshot, store::memory::MemoryCounters& counters,
                       store::sql::Connection& connection, TimePoint now,
                       const std::function<Result<void>()>& events_are_in) {
  const std::vector<Missing> missing = FindMissing(snapshot, counters, now);
  if (missing.empty()) return {};
  RG_CHECK(events_are_in());
  for (const Missing& one : missing) {
    // Nothing was settled before the first settlement; what events of before say is with seq 0.
    const std::uint64_t before = one.unready.from_seq == 0 ? 0 : one.unready.from_seq - 1;
    RG_TRY(const Money spent,
           analytics::SpentUpTo(connection, one.workspace, analytics::ScopeOf(*one.budget),
                                {.from = one.unready.period_start}, before));
    counters.Ready(one.workspace, one.unready.budget, spent);
  }
  return {};
}

}  // namespace rg::app

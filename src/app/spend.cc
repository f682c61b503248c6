#include "app/spend.h"

#include <algorithm>

#include "analytics/spend.h"

namespace rg::app {

void AppendMissing(WorkspaceId workspace, const admission::Policy& policy,
                   const std::vector<admission::Unready>& unready, std::vector<Missing>& missing) {
  for (const admission::Unready& one : unready) {
    const auto budget =
        std::find_if(policy.budgets.begin(), policy.budgets.end(),
                     [&](const budget::Budget& candidate) { return candidate.id == one.budget; });
    if (budget != policy.budgets.end()) missing.push_back({workspace, &*budget, one});
  }
}

Result<Money> SpentBefore(store::sql::Connection& connection, const Missing& missing) {
  // Nothing was settled before the first settlement; what events of before say is with seq 0, as is
  // what no ledger settled.
  const std::uint64_t before = missing.unready.from_seq == 0 ? 0 : missing.unready.from_seq - 1;
  return analytics::SpentUpTo(connection, missing.workspace, analytics::ScopeOf(*missing.budget),
                              {.from = missing.unready.period_start}, before);
}

Result<void> LoadSpend(const pipeline::Snapshot& snapshot, store::memory::MemoryCounters& counters,
                       store::sql::Connection& connection, TimePoint now,
                       const std::function<Result<void>()>& events_are_in) {
  std::vector<Missing> missing;
  for (const auto& [id, workspace] : snapshot.workspaces) {
    const auto& policy = snapshot.policies.Find(id);
    AppendMissing(id, *policy, counters.Install(*policy, now), missing);
  }
  if (missing.empty()) return {};
  RG_CHECK(events_are_in());
  for (const Missing& one : missing) {
    RG_TRY(const Money spent, SpentBefore(connection, one));
    counters.Ready(one.workspace, one.unready.budget, spent);
  }
  return {};
}

}  // namespace rg::app

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "admission/counters.h"
#include "admission/policy.h"
#include "admission/standing.h"
#include "budget/ledger.h"
#include "core/id.h"
#include "core/money.h"
#include "core/time.h"

namespace rg::store::memory {

using admission::BudgetCopy;
using admission::OpenHold;
using admission::Unready;
using admission::WorkspaceCopy;

struct CountersOptions {
  // How long a hold outlives the last sign of its call. Longer than any call's deadline.
  Duration lease = std::chrono::minutes{15};
  // Counters, per workspace, of values that clients choose (models, addresses, end users).
  std::size_t open_ended_counters_max = 100'000;
  // Keys the hash of such values, so that nobody can choose ones that collide.
  std::array<std::uint64_t, 2> hash_key{0x243f6a8885a308d3, 0x13198a2e03707344};
};

// The counters of a gateway that runs alone: in process, shared by its cores.
//
// One small lock per workspace, never held across a wait; rules whose counters all workspaces share
// have one of their own, taken first. Losing the process loses limits (forgiven) and budgets
// (rebuilt from the events: SetSeq, Install, then Ready or LoadSpend for each, before serving).
//
// Budgets come and go while serving: the policy with the highest revision is the truth. A budget
// seen for the first time counts at once, but enforces nothing until Ready brings what was spent
// before it came.
//
// Memory    There are as many holds as open calls. Counters at rest are dropped as new ones come.
//           Those of client-chosen values have a cap; at the cap the one nearest to rest is
//           forgotten, its usage forgiven, and forgotten_counters() counts it: such a flood must
//           neither push out the limits of keys and projects nor refuse everybody else.
// Threads   Any, concurrently.
class MemoryCounters final : public admission::Counters {
 public:
  explicit MemoryCounters(CountersOptions options = {});
  ~MemoryCounters() override;

  Async<admission::Answer> Admit(const admission::Ask& ask) override;
  Async<Result<void>> Extend(RequestId request, WorkspaceId workspace, Money by,
                             TimePoint now) override;
  Async<admission::Settlement> Settle(const struct admission::Settle& settle) override;

  // The same without a coroutine: nothing here ever waits.
  admission::Answer AdmitNow(const admission::Ask& ask);
  Result<void> ExtendNow(RequestId request, WorkspaceId workspace, Money by, TimePoint now);
  admission::Settlement SettleNow(const struct admission::Settle& settle);

  // The next settlement of the workspace is `seq` + 1.
  void SetSeq(WorkspaceId workspace, std::uint64_t seq);
  // Follows the policy if it is newer than the last one seen, and lists what is not ready.
  std::vector<Unready> Install(const admission::Policy& policy, TimePoint now);
  // Brings the baseline of a budget that Install listed, and answers the thresholds it is past,
  // which will not be told again. Does nothing when the budget is ready, or gone.
  admission::Crossings Ready(WorkspaceId workspace, BudgetId budget, Money baseline);
  // The same for the period that starts at `period_start`, after Install.
  void LoadSpend(WorkspaceId workspace, BudgetId budget, TimePoint period_start, Money settled);

  WorkspaceCopy Copy(WorkspaceId workspace) const;
  std::vector<OpenHold> Holds(WorkspaceId workspace) const;
  std::size_t OpenHolds() const;

  // Ends the holds whose lease has run out: their money and places are free again. Whoever calls
  // this owes each one a Settle with the best price known.
  std::vector<OpenHold> Expire(TimePoint now);

  // Counters that were forgotten before they were at rest.
  std::uint64_t forgotten_counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rg::store::memory

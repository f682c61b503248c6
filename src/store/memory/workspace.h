#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "admission/counters.h"
#include "admission/decision.h"
#include "admission/policy.h"
#include "core/id.h"
#include "core/money.h"
#include "core/time.h"
#include "store/memory/accounts.h"
#include "store/memory/counter_table.h"
#include "store/memory/counters.h"
#include "store/memory/holds.h"

namespace rg::store::memory {

// Everything one workspace counts. `shared` is the table of the counters that all workspaces share.
//
// Threads   One at a time: whoever calls holds the workspace's lock, and if it shares() that of the
//           shared table too.
class Workspace {
 public:
  Workspace(WorkspaceId id, const CountersOptions& options)
      : id_(id), options_(options), counters_(options.open_ended_counters_max) {}

  // The policy to go by: this one, unless a newer one has been seen.
  const admission::Policy& Follow(const admission::Policy& policy, TimePoint now);
  // Whether a policy it followed has had rules whose counters all workspaces share.
  bool shares() const { return shares_; }

  admission::Answer Admit(const admission::Ask& ask, CounterTable& shared);
  Result<void> Extend(RequestId request, Money by, TimePoint now);
  admission::Settlement Settle(const struct admission::Settle& settle, CounterTable& shared);
  void Expire(TimePoint now, CounterTable& shared, std::vector<OpenHold>& expired);

  void SetSeq(std::uint64_t seq) { seq_ = seq; }
  std::vector<Unready> ListUnready();
  admission::Crossings Ready(BudgetId budget, Money baseline);
  void LoadSpend(BudgetId budget, TimePoint period_start, Money settled);
  WorkspaceCopy Copy() const;
  void ListHolds(std::vector<OpenHold>& holds) const;
  std::size_t open_holds() const { return open_holds_; }
  std::uint64_t forgotten_counters() const { return counters_.forgotten(); }

 private:
  // What an admitted call is charged with.
  struct Charges;

  void LookAtRule(const admission::Ask& ask, std::size_t rule, CounterTable& shared,
                  admission::Decision& decision, Charges& charges) const;
  void Write(const admission::Ask& ask, const Charges& charges, CounterTable& shared);
  admission::Answer Repeat(const admission::Ask& ask, const Hold& hold, CounterTable& shared);
  CounterKey KeyOf(const limit::Rule& rule, const CallFacts& call) const;
  CounterTable& TableOf(bool is_shared, CounterTable& shared) {
    return is_shared ? shared : counters_;
  }
  void CorrectEstimates(const Hold& hold, const struct admission::Settle& settle,
                        CounterTable& shared);
  void Book(Hold& hold, const struct admission::Settle& settle, admission::Settlement& settlement);
  void Release(const AccountRef& ref, Money amount);

  const WorkspaceId id_;
  const CountersOptions& options_;
  std::shared_ptr<const admission::Policy> policy_;
  bool shares_ = false;
  std::uint64_t seq_ = 0;
  std::size_t open_holds_ = 0;
  CounterTable counters_;
  Accounts accounts_;
  Holds holds_;
};

}  // namespace rg::store::memory

#pragma once

#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "admission/counters.h"
#include "core/id.h"
#include "store/redis/counters.h"
#include "store/redis/leased_counters.h"
#include "store/redis/stats.h"

namespace rg::store::redis {

// What became of calls that Redis could not be asked about.
//
// Threads   Written by the core, read by any.
struct AloneStats {
  Tally served;   // decided by this gateway
  Tally refused;  // a hard budget covers them
};

// The counters of one gateway of a fleet: those it shares with the others, in Redis; and while
// Redis does not answer, or has lost what was spent, its own.
//
//                  Redis decides                Redis does not
//   rate limits    one count for all gateways   this gateway's share: amount / gateways
//   soft budgets   counted                      the call passes; its price is owed to Redis
//   hard budgets   never exceeded               what slices hold may be spent; then 503, except
//                                               for calls that cost nothing
//
// Threads   That of its core. `own` is shared by the cores.
// Errors    kUnavailable names the hard budget that cannot be asked.
// Retries   As admission/counters.h says.
class FleetCounters final : public admission::Counters {
 public:
  // `gateways`: how many share the limits.
  FleetCounters(RedisCounters& shared, LeasedCounters& leased, admission::Counters& own,
                int gateways)
      : shared_(shared), leased_(leased), own_(own), gateways_(gateways) {}

  Async<admission::Answer> Admit(const admission::Ask& ask) override;
  Async<Result<void>> Extend(RequestId request, WorkspaceId workspace, Money by,
                             TimePoint now) override;
  Async<admission::Settlement> Settle(const struct admission::Settle& settle) override;

  const AloneStats& stats() const { return stats_; }

 private:
  // A policy, and what a gateway that is alone makes of it.
  struct Share {
    std::shared_ptr<const admission::Policy> whole;
    std::shared_ptr<const admission::Policy> share;
  };

  Async<admission::Answer> AdmitAlone(const admission::Ask& ask, Error why);
  std::shared_ptr<const admission::Policy> ShareOf(const admission::Policy& policy);

  RedisCounters& shared_;
  LeasedCounters& leased_;
  admission::Counters& own_;
  const int gateways_;
  std::unordered_map<WorkspaceId, Share> shares_;
  std::unordered_set<RequestId> admitted_alone_;
  AloneStats stats_;
};

}  // namespace rg::store::redis

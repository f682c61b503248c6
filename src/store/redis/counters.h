#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "admission/counters.h"
#include "core/id.h"
#include "core/money.h"
#include "core/result.h"
#include "core/time.h"
#include "store/redis/admitting.h"
#include "store/redis/client.h"
#include "store/redis/plan.h"
#include "store/redis/settling.h"

namespace rg::store::redis {

struct CountersOptions {
  // How long a hold outlives the last sign of its call. Longer than any call's deadline.
  Duration lease = std::chrono::minutes{15};
  // Counters, per workspace, of values that clients choose (models, addresses, end users).
  std::size_t chosen_counters_max = 100'000;
  std::string prefix = "rg";                            // of every key
  Duration deadline = std::chrono::milliseconds{5};     // of what a call waits for
  Duration unhurried = std::chrono::milliseconds{500};  // of what no call waits for
  // Tells the writes of this core from those of others, of other processes and of earlier ones.
  std::uint64_t writer = 0;
  // Scripts go by the time of whoever asks, for tests and simulations. Else by the server's.
  bool callers_time = false;
};

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
  std::uint64_t epoch = 0;
};

// The counters of a fleet, in Redis 7: each call is decided by one script on one hash.
//
//   rg:{workspace}   everything the workspace counts, and its open holds      lua/workspace.lua
//   rg:{shared}      counters of the operator's rules that span workspaces    asked first, and
//                    charged back when the workspace then refuses
//
// Time is the server's, so that gateways whose clocks differ agree. Periods of budgets are the
// caller's, in the budget's zone, by when the call was opened.
//
// Memory    In Redis as many holds as open calls; counters at rest are dropped by Sweep; a hash
// that
//           nobody uses for 40 days goes. Here one entry per open call of this core.
// Threads   That of its core; each core has its own, on one connection.
// Errors    kUnavailable when Redis does not answer in time, or has lost what the workspace spent.
// Retries   As counters.h says. What was asked by an Admit whose answer never came is cancelled as
//           soon as Redis answers again.
class RedisCounters final : public admission::Counters {
 public:
  RedisCounters(Client& client, CountersOptions options);
  ~RedisCounters() override;

  Async<admission::Answer> Admit(const admission::Ask& ask) override;
  Async<Result<void>> Extend(RequestId request, WorkspaceId workspace, Money by,
                             TimePoint now) override;
  Async<admission::Settlement> Settle(const struct admission::Settle& settle) override;

  // Opens what the workspace needs under its policy, where Redis does not have it, and lists what
  // is to be told of the past. `in_events` is the last settlement that the events know. Counters of
  // the `distrusted` epoch are begun anew, but for what is held.
  Async<Result<std::vector<Unready>>> Install(std::shared_ptr<const admission::Policy> policy,
                                              WorkspaceId workspace, std::uint64_t in_events,
                                              std::uint64_t distrusted, TimePoint now);
  // Brings the baseline of a budget that Install listed, and answers the thresholds it is past,
  // which will not be told again. Does nothing when it is ready, gone, or lost again.
  Async<Result<admission::Crossings>> Ready(WorkspaceId workspace, const Unready& unready,
                                            Money baseline, TimePoint now);
  // Ends the holds whose lease has run out: their money and places are free again. Whoever calls
  // this owes each one a Settle with the best price known. Also drops counters at rest. Without a
  // workspace: the shared counters.
  Async<Result<std::vector<OpenHold>>> Sweep(std::optional<WorkspaceId> workspace, TimePoint now);

 private:
  // A call that was admitted here and has not ended.
  struct OpenCall {
    WorkspaceId policy;  // the one that was obeyed: nil where a workspace has none of its own
    std::vector<std::string> accounts;
    bool shared = false;
  };

  std::shared_ptr<Plan> Follow(const admission::Policy& policy);
  ScriptTime TimeOf(TimePoint now) const { return {!options_.callers_time, now}; }
  SettleTerms TermsOf(TimePoint now) const { return {TimeOf(now), writer_field_}; }

  Async<Result<Admission>> Ask(const admission::Ask& ask, Plan& plan, const Met& met,
                               AdmitMode mode);
  Async<void> Cancel(std::string key, RequestId request, TimePoint now);
  Async<void> Renew(RequestId request, std::shared_ptr<Plan> plan, TimePoint now);
  void Remember(const admission::Ask& ask, Plan& plan, const Met& met);

  Client& client_;
  const CountersOptions options_;
  const std::string writer_field_;
  const std::string shared_key_;
  std::unordered_map<WorkspaceId, std::shared_ptr<Plan>> plans_;
  std::unordered_map<RequestId, OpenCall> open_;
};

}  // namespace rg::store::redis

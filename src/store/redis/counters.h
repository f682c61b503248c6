#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "admission/counters.h"
#include "admission/standing.h"
#include "core/id.h"
#include "core/money.h"
#include "core/result.h"
#include "core/time.h"
#include "store/redis/admitting.h"
#include "store/redis/alarms.h"
#include "store/redis/client.h"
#include "store/redis/plan.h"
#include "store/redis/reporting.h"
#include "store/redis/settling.h"
#include "store/redis/slice.h"

namespace rg::store::redis {

using admission::BudgetCopy;
using admission::OpenHold;
using admission::Unready;
using admission::WorkspaceCopy;

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
  Uuid gateway{};       // whose core it is
  bool leases = false;  // whether slices are taken: see limit/leasing.h. The same in every gateway
  // What could not be booked and is kept until Redis answers again.
  std::size_t dues_max = 20'000;
  Alarms* alarms = nullptr;  // null: nobody listens
  // Scripts go by the time of whoever asks, for tests and simulations. Else by the server's.
  bool callers_time = false;
};

// The counters of a workspace as they are known to be in place.
struct Installed {
  std::uint64_t epoch = 0;  // another one: they were lost, or distrusted, and begun anew
  std::vector<Unready> missing;
};

// Who tells of the past: each gateway knows the events of its own calls, and what was spent is
// known once all of them have told.
struct Teller {
  Uuid gateway;
  int gateways = 1;  // how many there are
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
// What Redis does not answer is owed to it: settlements, and the undoing of an Admit whose answer
// never came. Dues are paid as soon as it answers again, each once, those of a workspace in the
// order they came; prices only into counters whose past has been told, or they would be told of
// too. A workspace that cannot be paid yet is in no other's way. Where there are more dues than can
// be kept, they are let go, and the counters are begun anew from the events.
//
// Memory    In Redis as many holds as open calls; counters at rest are dropped by Sweep; a hash
//           that nobody uses for 40 days goes. Here one entry per open call of this core, the last
//           thousands that ended, and the dues.
// Threads   That of its core; each core has its own, on one connection.
// Errors    kUnavailable when Redis does not answer in time, or has lost what the workspace spent.
//           A Settlement that is not booked though its call was admitted is owed.
// Retries   As counters.h says.
class RedisCounters final : public admission::Counters {
 public:
  RedisCounters(Client& client, CountersOptions options);
  ~RedisCounters() override;

  Async<admission::Answer> Admit(const admission::Ask& ask) override;
  Async<Result<void>> Extend(RequestId request, WorkspaceId workspace, Money by,
                             TimePoint now) override;
  Async<admission::Settlement> Settle(const struct admission::Settle& settle) override;

  // Books the price of a call that left without Redis having been asked.
  Async<admission::Settlement> SettleUnheld(const struct admission::Settle& settle);

  // The policy to go by: this one, unless this core has seen a newer one; and what is known of it.
  std::shared_ptr<Plan> Follow(const admission::Policy& policy);
  // Sets aside what `ask` asks for, all or nothing, for `ask.requests` calls; `ask.request` is the
  // id of the slice. kRateLimited when it does not fit.
  Async<Result<Granted>> Lease(const admission::Ask& ask, std::shared_ptr<Plan> plan,
                               const Met& met);
  // Tells what became of slices, each of them named once. kUnavailable: it may have been told.
  Async<Result<std::vector<Reported>>> Report(std::vector<SliceReport> reports,
                                              WorkspaceId workspace, std::shared_ptr<Plan> plan,
                                              TimePoint now);
  // Extends a slice, and renews its lease; as Extend does.
  Async<Result<void>> ExtendSlice(const Slice& slice, Money by, TimePoint now);
  // Every slice that the workspace's counters know; looks, one after the other.
  Async<Result<std::vector<StoredSlice>>> Slices(WorkspaceId workspace);
  // The epoch of the counters, as they were seen last; 0: not yet.
  std::uint64_t EpochOf(WorkspaceId workspace) const;
  // Whether the server that keeps them is not asked for now.
  bool Away(WorkspaceId workspace) const;
  Duration lease() const { return options_.lease; }

  // Opens what the workspace needs under its policy, where Redis does not have it, and lists what
  // is to be told of the past. The first settlement of counters that begin is the one after
  // `first_after`, which must be above every one that any event knows. Counters of the `distrusted`
  // epoch are begun anew, but for what is held.
  Async<Result<Installed>> Install(std::shared_ptr<const admission::Policy> policy,
                                   WorkspaceId workspace, std::uint64_t first_after,
                                   std::uint64_t distrusted, TimePoint now);
  // Brings one gateway's baseline of a budget that Install listed, and answers the thresholds it is
  // past then, which will not be told again. Does nothing when the gateway has told already, or the
  // budget is ready, gone, or lost again.
  Async<Result<admission::Crossings>> Ready(WorkspaceId workspace, const Unready& unready,
                                            Money baseline, Teller teller);
  // The events tell of everything of the workspace that is owed until now.
  void ForgiveDues(WorkspaceId workspace);
  // Of a workspace that is gone nobody will ask what was spent.
  void ForgiveDuesOutside(const std::function<bool(WorkspaceId)>& there);
  // Prices that are owed from now on, or still, are paid into the workspace's counters of that
  // epoch and into no others. Before the first of these, into none.
  void PayInto(WorkspaceId workspace, std::uint64_t epoch) { payable_[workspace] = epoch; }
  // Pays what is owed, unless that is under way. What a server does not answer stays owed.
  Async<void> PayDues();
  std::size_t dues() const { return dues_count_; }
  std::size_t open_calls() const { return open_.size(); }

  // Hears out what Redis was asked before about any workspace: it has been answered, or has not
  // been in `within`. False when one that keeps any of these does not answer.
  Async<bool> Hear(const std::vector<WorkspaceId>& workspaces, Duration within);

  // Looks, at one moment.
  Async<Result<WorkspaceCopy>> Copy(std::shared_ptr<const admission::Policy> policy,
                                    WorkspaceId workspace, TimePoint now);
  // Looks, one after the other; `most` at most.
  Async<Result<std::vector<OpenHold>>> Holds(WorkspaceId workspace, std::size_t most);
  // Ends the holds whose lease has run out: their money and places are free again. Whoever calls
  // this owes each one a Settle with the best price known. Also drops counters at rest. Without a
  // workspace: the shared counters.
  Async<Result<std::vector<OpenHold>>> Sweep(std::optional<WorkspaceId> workspace, TimePoint now);

 private:
  // A call that was admitted here and has not ended.
  struct OpenCall {
    WorkspaceId policy;  // the one that was obeyed: nil where a workspace has none of its own
    std::uint64_t epoch = 0;
    std::vector<std::string> accounts;
    bool shared = false;
  };
  // A command that Redis has not carried out yet, as far as we know.
  struct Due {
    std::string key;
    Arguments arguments;
    bool books = false;  // a price: in vain while the workspace's counters are not there
    std::uint64_t number = 0;
  };
  // A call that was settled here a short while ago, which Redis may yet forget.
  struct EndedCall {
    RequestId request;
    WorkspaceId workspace;
    TimePoint at;
  };
  // What this core has last seen of its own writes to a workspace.
  struct Written {
    std::uint64_t epoch = 0;
    std::uint64_t count = 0;
    TimePoint at;
  };

  // Looks at the fields of the workspace whose names match, one after the other, until `take` has
  // enough.
  using TakeField = std::function<bool(std::string_view field, std::string_view value)>;
  Async<Result<void>> EachField(WorkspaceId workspace, std::string_view pattern, TakeField take);
  ScriptTime TimeOf(TimePoint now) const { return {!options_.callers_time, now}; }
  SettleTerms TermsOf(TimePoint now) const { return {TimeOf(now), writer_field_}; }

  // Whatever was sent and has no answer is undone.
  Async<Result<Admission>> Ask(const admission::Ask& ask, Plan& plan, const Met& met,
                               AdmitMode mode);
  Async<admission::Settlement> Book(const struct admission::Settle& settle, Plan& plan,
                                    const Met& met, Owed owed, std::uint64_t epoch);
  Async<void> Renew(RequestId request, std::shared_ptr<Plan> plan, TimePoint now);
  void Remember(const admission::Ask& ask, Plan& plan, const Met& met, std::uint64_t epoch);
  // Undoes an Admit.
  void Cancel(WorkspaceId workspace, const std::string& key, std::string_view field, TimePoint now);
  void RememberEnd(const struct admission::Settle& settle);
  // Lets go of what is held again for calls that have ended: that they had, may be forgotten.
  void EndAgain(WorkspaceId workspace, TimePoint now);
  void Owe(WorkspaceId workspace, Due due);
  void LetGo();
  std::vector<WorkspaceId> Creditors() const;
  Async<void> PayDuesOf(WorkspaceId workspace);
  void Paid(WorkspaceId workspace, std::uint64_t number);
  // Looks at what an answer says of our own writes: fewer than we know of means that Redis has
  // gone back to an earlier state.
  void Notice(const Plan& plan, WorkspaceId workspace, const Head& head, TimePoint now);
  Async<void> Distrust(std::shared_ptr<const admission::Policy> policy, WorkspaceId workspace,
                       std::uint64_t epoch, TimePoint now);
  void Lost(WorkspaceId workspace);

  Client& client_;
  const CountersOptions options_;
  const std::string writer_field_;
  const std::string shared_key_;
  std::unordered_map<WorkspaceId, std::shared_ptr<Plan>> plans_;
  std::unordered_map<RequestId, OpenCall> open_;
  std::deque<EndedCall> ended_;
  std::unordered_map<WorkspaceId, Written> written_;
  std::unordered_map<WorkspaceId, std::deque<Due>> dues_;  // none of them empty
  std::size_t dues_count_ = 0;
  std::unordered_map<WorkspaceId, std::uint64_t> payable_;  // the epochs
  std::uint64_t dues_made_ = 0;
  bool paying_ = false;
};

}  // namespace rg::store::redis

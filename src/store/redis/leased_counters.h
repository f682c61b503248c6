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
#include "core/tally.h"
#include "store/redis/counters.h"
#include "store/redis/lane.h"
#include "store/redis/slice.h"

namespace rg::store::redis {

struct LeasesOptions {
  LeaseTerms terms;
  // Kinds of calls whose demand is watched. Those beyond are decided one by one.
  std::size_t lanes_max = 4'096;
  // How soon what calls have cost is told to Redis.
  Duration report_every = std::chrono::seconds{1};
};

// What becomes of slices.
//
// Threads   Written by the core, read by any.
struct LeaseStats {
  Tally slices;   // granted
  Tally refused;  // asked for and not granted
  Tally calls;    // paid from slices
  Tally reports;  // commands that told of slices
  Tally lost;     // slices that Redis did not know any more
  Tally open;     // slices now
  Tally leased;   // nano-dollars that they hold now
};

// Counters in Redis of which a core takes slices: one command for many calls that meet the same
// limits and the same budgets. The rest are asked about one by one.
//
//   Admit --- a slice has it ---------------------> admitted here
//     |---- many like it lately: Lease a slice ---> admitted from that
//     \---- else: asked -------------------------> RedisCounters
//   every second, and when a slice is over: Report what its calls cost, give back what is left
//
// Invariants
//   What is admitted from slices was charged to every limit, and held on every budget, before: see
//   limit/leasing.h for why no limit is exceeded by it.
//   A slice takes a part of what is left, so that it shrinks to one call as a limit nears: then
//   each call is asked about.
//   Calls of a slice have the numbers of their settlements when they are admitted, so that a crash
//   is made good from the events: what those with a slice's numbers cost, the slice has cost.
//   While Redis is away, slices that are out may still be spent on hard budgets.
//
// What a failover that loses writes may overspend is what slices hold that it forgot.
//
// Threads   That of its core.
// Errors    As RedisCounters.
class LeasedCounters final : public admission::Counters {
 public:
  LeasedCounters(RedisCounters& asked, bool enabled, std::uint64_t writer,
                 LeasesOptions options = {});
  ~LeasedCounters() override;

  Async<admission::Answer> Admit(const admission::Ask& ask) override;
  Async<Result<void>> Extend(RequestId request, WorkspaceId workspace, Money by,
                             TimePoint now) override;
  Async<admission::Settlement> Settle(const struct admission::Settle& settle) override;

  // Where Redis cannot be asked: whether a slice holds the money for a call, whatever is left of
  // its limits.
  bool Holds(const admission::Ask& ask);
  // Pays it from there. The number of its settlement.
  std::uint64_t AdmitFromSlice(const admission::Ask& ask);
  // Whether the call is paid from a slice.
  bool Pays(RequestId request) const { return calls_.contains(request); }

  // To be called some times a second: closes slices whose time is over, and reports.
  void Tick(TimePoint now);
  // The gateway tells now what its calls have cost, to counters that begin: what ends later is
  // booked after that.
  void Cut(WorkspaceId workspace);
  // Cuts, reports and takes no more slices until then, so that the counters of Redis know all that
  // was settled. False when Redis does not answer.
  Async<bool> Surrender(WorkspaceId workspace, TimePoint now, TimePoint until);

  // The same for good, of all workspaces: the core takes no more calls.
  Async<bool> SurrenderAll(TimePoint now);

  // Hears of thresholds that a report has found passed.
  using Crossed = std::function<void(WorkspaceId workspace, const admission::Crossings& crossings)>;
  void OnCrossed(Crossed crossed) { crossed_ = std::move(crossed); }

  const LeaseStats& stats() const { return stats_; }
  std::size_t slices() const { return slices_.size(); }
  // All that slices hold of budgets now.
  Money leased() const;

 private:
  // A call that is paid from a slice.
  struct Call {
    std::shared_ptr<Slice> slice;
    limit::Cost most;
    std::uint64_t seq = 0;
  };

  // A slice that was over a short while ago, which Redis may yet forget.
  struct Ended {
    SliceReport report;
    WorkspaceId workspace;
    std::shared_ptr<Plan> plan;
    TimePoint at;
  };

  // Slices of one workspace and one plan.
  using Batch = std::vector<std::shared_ptr<Slice>>;

  std::shared_ptr<Lane> LaneOf(const admission::Ask& ask);
  Async<Result<void>> Lease(std::shared_ptr<Lane> lane, const admission::Ask& ask,
                            limit::Cost amount);
  admission::Answer Pay(const std::shared_ptr<Slice>& slice, const admission::Ask& ask);
  void LookAtEpoch(WorkspaceId workspace, std::uint64_t& known, TimePoint now);
  Async<bool> GiveBack(const Lane& lane, std::string subject, TimePoint now);
  bool IsDue(const Slice& slice, TimePoint now) const;
  // As few as may be told of in one command each.
  static std::vector<Batch> BatchesOf(const std::vector<std::shared_ptr<Slice>>& slices);
  Async<bool> Report(Batch slices, TimePoint now);
  Async<void> ReportAlone(Batch slices, TimePoint now);
  void Hear(const std::shared_ptr<Slice>& slice, const SliceReport& report,
            const Reported& reported, TimePoint now);
  Async<void> SendAgain(Ended ended, TimePoint now);

  RedisCounters& asked_;
  const bool enabled_;
  const std::uint64_t writer_;
  const LeasesOptions options_;
  Crossed crossed_;
  LeaseStats stats_;
  std::uint64_t slices_made_ = 0;
  std::uint64_t lanes_made_ = 0;
  std::string name_;  // of the lane that was looked for last
  std::unordered_map<std::string, std::shared_ptr<Lane>> lanes_;
  std::vector<std::shared_ptr<Slice>> slices_;  // those Redis still has
  std::unordered_map<RequestId, Call> calls_;
  std::deque<Ended> ended_;
  std::unordered_map<WorkspaceId, std::uint64_t> epochs_;  // of workspaces that had slices
  std::unordered_map<WorkspaceId, TimePoint> surrendered_;
};

}  // namespace rg::store::redis

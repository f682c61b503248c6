#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/id.h"
#include "core/result.h"
#include "core/time.h"
#include "store/clickhouse/client.h"

namespace rg::store::clickhouse {

struct RollupOptions {
  // How long after its end a window is taken for complete. Events that come later are not lost:
  // their windows are summed up again.
  Duration grace = std::chrono::minutes{5};
};

// Keeps the roll-ups of closed windows what their events add up to.
//
//   Changed(workspace, window)  ->  dirty  ->  Refresh: closed ones are summed up from their events
//
// A window is never added to. It is summed up anew, as a whole, under the number of a run of its
// own, and then published: a row of rollup_windows says how many rows the events had before they
// were summed up. The run with the most counts. So it does not matter how often this is done, by
// how many, or at which moment one of them dies.
//
// Invariant: the windows of a workspace are published in the order of time. Behind the last one,
// questions add up the events themselves.
//
// Threads   One.
// Errors    As Client. What was dirty stays so.
class Rollup {
 public:
  static constexpr std::size_t kDirtyMax = 100'000;

  Rollup(Client& client, const Clock& clock, RollupOptions options);

  void Changed(WorkspaceId workspace, TimePoint window);
  // Sums up the dirty windows that are closed; returns how many there were.
  Result<std::size_t> Refresh();
  // Looks in the tables for windows from `since` on that are dirty, and refreshes them: what a
  // program that died knew of.
  Result<std::size_t> Recover(TimePoint since);

 private:
  using Windows = std::map<TimePoint, std::set<WorkspaceId>>;

  bool IsClosed(TimePoint window) const;
  Result<void> FindDirty(TimePoint from, TimePoint to);
  // Of those that begin before `end`.
  Result<std::size_t> RefreshClosed(TimePoint end);
  Result<void> SumUpAll(std::span<const TimePoint> windows,
                        const std::vector<WorkspaceId>& workspaces);
  Result<void> SumUp(const std::string& condition);
  Result<void> WriteRun(std::uint64_t run, const std::string& condition);
  Result<std::string> CountVersions(std::uint64_t run, const std::string& condition);

  Client& client_;
  const Clock& clock_;
  const RollupOptions options_;
  IdSource ids_ = IdSource::FromEntropy();
  Windows dirty_;
  std::size_t dirty_size_ = 0;
  std::optional<TimePoint> missed_since_;  // there were too many to remember
};

}  // namespace rg::store::clickhouse

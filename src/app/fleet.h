#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <boost/asio/ssl/context.hpp>

#include "app/process/trouble.h"
#include "app/spend.h"
#include "config/settings.h"
#include "core/log.h"
#include "core/secret.h"
#include "http/loop_thread.h"
#include "pipeline/snapshot.h"
#include "store/redis/alarms.h"
#include "store/redis/core_counters.h"
#include "store/redis/examine.h"
#include "store/redis/url.h"
#include "store/sql/database.h"

namespace rg::app {

// Whether Redis can be reached, as all cores of a gateway see it together: away from the
// first that has lost it until the last that has it back. One line in the log for each.
//
// Threads   Any.
class RedisWatch {
 public:
  explicit RedisWatch(Log& log);

  void Changed(const store::redis::Client& client, const std::string& why);
  // Why it is away; "" while it is not.
  std::string why() const;

 private:
  mutable std::mutex mutex_;
  Trouble trouble_;
  std::set<const store::redis::Client*> away_;
  std::string why_;
};

// The counters that this gateway shares with others, in Redis: a connection for each core, and one
// for what is done beside the calls.
//
// Threads   MakeCore on the thread that makes the cores. Mend, Sweep and Book on one thread at a
//           time; they wait for Redis, half a second at most for each question. The others on any.
class Fleet {
 public:
  struct Parts {
    const Clock& clock;
    Log& log;
    admission::Counters& own;  // what each gateway counts by itself while Redis is away
    IdSource& ids;
    const Secret& admin_token;  // what tells this gateway from the others
  };
  // Counters of a workspace that this process has not met before.
  struct Begun {
    WorkspaceId workspace;
    std::uint64_t epoch = 0;
    bool to_tell = false;  // their past is not known
  };
  // What the events are to tell: of counters that have begun, and of budgets that were not counted
  // before, in the workspaces `told`.
  struct Telling {
    std::vector<Begun> begun;
    std::set<WorkspaceId> told;
  };
  // Brings every event settled so far into the store. The cores pay what they owe into the counters
  // that have begun from then on, but for what they owed to those whose past is to be told: it is
  // among those events. What calls of the slices that are out then cost is, too; those that end
  // later are booked one by one.
  using EventsAreIn = std::function<Result<void>(const Telling& telling)>;

  // kInvalidRequest: settings that cannot work, or a server that cannot keep counters. One that
  // does not answer is no fault: it may come back.
  static Result<std::unique_ptr<Fleet>> Open(const config::RedisSettings& settings, Parts parts);
  ~Fleet();

  std::unique_ptr<store::redis::CoreCounters> MakeCore(boost::asio::io_context& io,
                                                       http::Ticker& ticker);

  // Whether something about the counters has to be mended now, and not only every half minute.
  bool NeedsMending(std::uint64_t generation) const;
  // Sees to it that the counters of every workspace are there and know what was spent. Where they
  // were lost, or have gone back, they are begun anew from the events.
  Result<void> Mend(const pipeline::Snapshot& snapshot, store::sql::Connection& connection,
                    const EventsAreIn& events_are_in);
  // Books what slices have cost that an earlier process of this gateway left, and lets go of what
  // they held: by the events with their numbers, which must be in the store.
  void CloseSlices(const pipeline::Snapshot& snapshot, store::sql::Connection& connection);
  // Ends holds whose lease has run out, and lists them.
  std::vector<store::redis::OpenHold> Sweep(const pipeline::Snapshot& snapshot);
  // Books what calls cost that an earlier process of this gateway left open: the payloads of their
  // holds.
  void BookUnseen(const pipeline::Snapshot& snapshot, const std::vector<std::string>& holds);

  Result<store::redis::WorkspaceCopy> Copy(const pipeline::Snapshot& snapshot,
                                           WorkspaceId workspace);
  std::vector<store::redis::OpenHold> Holds(WorkspaceId workspace);

  // Why Redis is away; "" while it is not.
  std::string why_away() const { return watch_.why(); }
  bool alone() const { return gateways_ == 1; }  // no other gateway spends from the budgets

 private:
  using Alarm = store::redis::Alarms::Alarm;

  Fleet(const config::RedisSettings& settings, store::redis::Address address, Parts parts);

  Result<void> Examine();
  Result<void> MendAll(const pipeline::Snapshot& snapshot, store::sql::Connection& connection,
                       std::map<WorkspaceId, Alarm>& alarms, const EventsAreIn& events_are_in);
  Result<store::redis::Installed> Install(WorkspaceId workspace,
                                          const std::shared_ptr<const admission::Policy>& policy,
                                          std::uint64_t distrusted,
                                          store::sql::Connection& connection);
  Result<void> Tell(const Missing& missing, store::sql::Connection& connection);
  Result<void> CloseSlicesOf(WorkspaceId workspace,
                             const std::shared_ptr<const admission::Policy>& policy,
                             store::sql::Connection& connection);

  Parts parts_;
  const store::redis::Address address_;
  const Duration deadline_;
  const int gateways_;
  const bool leases_;
  const Uuid gateway_;
  boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_client};
  RedisWatch watch_;
  store::redis::Alarms alarms_;
  http::LoopThread loop_;
  std::unique_ptr<store::redis::CoreCounters> upkeep_;
  std::set<std::uint64_t> writers_;  // of this process
  std::set<WorkspaceId> closed_;     // whose slices of earlier processes are
  std::map<WorkspaceId, std::uint64_t> epochs_;
  std::map<WorkspaceId, std::uint64_t> payable_;  // as the cores have been told
  std::uint64_t mended_generation_ = 0;
  bool mended_ = false;
};

}  // namespace rg::app

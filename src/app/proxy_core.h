#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include "app/fleet.h"
#include "config/settings.h"
#include "http/server.h"
#include "http/ticker.h"
#include "journal/journal.h"
#include "pipeline/pipeline.h"
#include "upstream/address_gate.h"
#include "upstream/pool.h"

namespace rg::app {

// What all cores have in common. The caller keeps it alive longer than the cores.
struct SharedParts {
  const Clock& clock;
  const auth::KeyHasher& hasher;
  admission::Counters& counters;  // of the process
  Fleet* fleet;                   // null: those are all there are
  Log& log;
  FaultPoints& faults;
  const std::atomic<bool>& snapshot_is_current;
  const upstream::AddressGate& gate;
  boost::asio::ssl::context& upstream_tls;
  config::Engine engine = config::Engine::kAuto;
};

// One core of the proxy: an event loop with its own listener, upstream connections and journal, run
// by one thread. What it shares with the others is immutable, or the counters.
//
// Threads   Made, started and joined by one thread. Post, telemetry() and stats may be used from
//           any while it runs; everything else belongs to its own thread.
class ProxyCore {
 public:
  static Result<std::unique_ptr<ProxyCore>> Make(const SharedParts& shared,
                                                 journal::JournalOptions journal,
                                                 http::ServerOptions server,
                                                 pipeline::Options options,
                                                 std::shared_ptr<const pipeline::Snapshot> first);
  ~ProxyCore();

  // Binds the port; then Run starts the thread.
  Result<void> Listen() { return server_->Listen(); }
  std::uint16_t port() const { return server_->port(); }
  void Run();

  // Runs `task` on the core's thread, after what is queued there already.
  void Post(std::function<void()> task);
  // Post, and wait until it has run. Never from the core's own thread.
  void Do(const std::function<void()>& task);

  // Null: the counters are those of the process.
  store::redis::CoreCounters* redis() { return redis_.get(); }
  // Returns once everything has been heard that Redis answered this core before about the
  // workspaces. Never from the core's own thread.
  Result<void> HearRedis(const std::vector<WorkspaceId>& workspaces);
  // Brings all that slices of the workspace have cost into Redis, and takes no more until then.
  // False when that does not answer. Never from the core's own thread.
  bool SurrenderSlices(WorkspaceId workspace, TimePoint until);
  // The same of all workspaces, for good.
  void SurrenderSlices();
  // What this core owes to workspaces that are gone, by its own configuration, is forgiven.
  void ForgiveTheGone();

  // From now on calls see this configuration.
  void Use(std::shared_ptr<const pipeline::Snapshot> snapshot);

  // Ends the loop and joins the thread. What is still under way is cut.
  void Stop();

  http::Server& server() { return *server_; }
  journal::Journal& journal() { return *journal_; }
  const pipeline::Telemetry& telemetry() const { return telemetry_; }

 private:
  void UseEngine();
  // Runs it on the core's thread and waits for its end.
  bool Wait(const std::function<Async<bool>()>& work);
  static Async<void> Tell(const std::function<Async<bool>()>& work, std::promise<bool>& done);
  ProxyCore(const SharedParts& shared, http::ServerOptions server, pipeline::Options options);

  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<Executor> work_{io_.get_executor()};
  http::Ticker ticker_;
  pipeline::Telemetry telemetry_;
  std::unique_ptr<journal::Journal> journal_;
  upstream::Pool upstreams_;
  std::unique_ptr<store::redis::CoreCounters> redis_;
  const SharedParts& shared_;
  http::ServerOptions server_options_;
  pipeline::Options options_;
  std::unique_ptr<pipeline::Core> core_;
  std::unique_ptr<pipeline::Pipeline> pipeline_;
  std::unique_ptr<http::Server> server_;
  std::thread thread_;
};

}  // namespace rg::app

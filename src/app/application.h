#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include <boost/asio/ssl/context.hpp>

#include "analytics/ingest.h"
#include "analytics/questions.h"
#include "app/analytics/analytics.h"
#include "app/fleet.h"
#include "app/fleet_questions.h"
#include "app/freshness.h"
#include "app/process/trouble.h"
#include "app/process/worker.h"
#include "app/proxy_core.h"
#include "app/shipping.h"
#include "app/stores/data_folder.h"
#include "auth/hasher.h"
#include "auth/last_used.h"
#include "auth/vault.h"
#include "config/settings.h"
#include "core/crypto.h"
#include "core/fault_points.h"
#include "core/log.h"
#include "journal/recovery.h"
#include "resource/registry.h"
#include "store/memory/counters.h"
#include "store/postgres/listener.h"
#include "store/postgres/postgres.h"
#include "store/sql/database.h"
#include "upstream/address_gate.h"

namespace rg::app {

// The whole product on one machine, as one tree of objects. Read here what depends on what.
//
//   data folder, secrets, database; PostgreSQL, where the settings name one, for the configuration
//     recovery: holds without an end are booked; the journal is moved into the database
//     registry: configuration -> snapshot
//     counters: budgets as the events say; in Redis, where the settings name one
//       cores: one event loop each, with its journal; they serve the proxy's port. None without
//         the role proxy, whose process then counts nothing either
//       books: a thread that moves the journal into the database
//       shipping: one that moves it to Kafka as well, where the settings name one
//       analytics: one that moves events on from there into ClickHouse, with that role
//       follower: a thread that puts other processes' changes of the configuration in force
//
// Threads   Made, run and ended by the main thread, on whose loop the admin API listens. What waits
//           for a store has a thread of its own: those above, and one of the admin API.
class Application {
 public:
  // Everything up to listening. Errors name what to change.
  static Result<std::unique_ptr<Application>> Start(const config::Settings& settings);
  ~Application();

  // From now on no new connection is accepted, and those there are end with their calls.
  void BeginDrain();
  // Whether the drain is over: nobody is connected any more, or http.drain_timeout has passed.
  bool Drained();
  // From now on what PostgreSQL does not answer at once fails. After it, the configuration is read
  // and changed no more.
  void Leave();
  // Drains, unless that has been done; cuts what is left, and brings the journal into the database.
  // Afterwards nothing runs any more.
  void Stop();

  // Brings every event that was settled until now into the database.
  Result<void> IngestNow();

  const config::Settings& settings() const { return settings_; }
  const config::Roles& roles() const { return roles_; }
  // 0 where this process takes no calls.
  std::uint16_t proxy_port() const { return cores_.empty() ? 0 : cores_.front()->port(); }
  const DataFolder& data() const { return data_; }
  resource::Registry& registry() { return *registry_; }
  auth::LastUsedBook& last_used() { return last_used_; }
  store::memory::MemoryCounters& counters() { return counters_; }
  // Null: the counters are this process's own.
  Fleet* fleet() { return fleet_.get(); }
  // For reports: of the thread that the admin API waits on.
  store::sql::Connection& reports_connection() { return *reports_connection_; }
  // What the admin API asks: of the thread that it waits on.
  analytics::Questions& questions() { return *questions_; }
  // Null without the role.
  const Analytics* analytics() const { return analytics_.get(); }
  // Null: events stay here.
  const Shipping* shipping() const { return shipping_.get(); }
  // Null when the configuration is in the data folder.
  const store::postgres::Postgres* postgres() const { return postgres_.get(); }
  const Freshness& freshness() const { return freshness_; }  // of the configuration
  // Whether another process counts what this one counts: see Listener.
  bool displaced() const { return listener_ != nullptr && listener_->displaced(); }
  const std::vector<std::unique_ptr<ProxyCore>>& cores() const { return cores_; }
  const journal::RecoveryReport& recovery() const { return recovery_; }
  analytics::IngestStats ingest_stats() const { return ingest_->stats(); }
  const Clock& clock() const { return clock_; }
  IdSource& ids() { return ids_; }
  Log& log() { return log_; }
  bool draining() const { return draining_; }

  // What the main loop does every second, without waiting for anything: ends stale holds, notices
  // a database that has fallen silent.
  void Tend();
  // Reads the configuration again, changed or not.
  void Reload();

 private:
  Application(const config::Settings& settings, DataFolder data);

  Result<void> OpenStores();
  Result<void> OpenConfiguration();
  Result<void> OpenShipping();
  Result<void> OpenAnalytics();
  void StartWorkers();
  void MoveBooks();
  // On the follower's thread.
  void Follow();
  Result<void> RecoverJournal();
  Result<void> LoadConfiguration();
  Result<void> OpenFleet(const pipeline::Snapshot& snapshot);
  Result<void> StartCores();
  // On the books' thread, or before it exists.
  void MendCounters(const pipeline::Snapshot& snapshot);
  // What the counters do not know yet of what was spent. On the books' thread.
  Result<void> LearnSpend(const pipeline::Snapshot& snapshot);
  void LogExpired(const std::vector<admission::OpenHold>& holds);
  // As many as the settings say, or as there are file descriptors for.
  std::size_t ConnectionsMax();
  std::size_t LiveConnections();
  // Once, when prices that somebody loaded cannot be used. On the follower's thread.
  void TellOfCatalogue();
  void Publish(std::shared_ptr<const pipeline::Snapshot> snapshot);
  // What was appended to a journal before this call is in its file afterwards.
  void FlushJournals();
  // On the books' thread, or before it exists.
  Result<void> Drain();
  Result<void> BringEventsIn();

  config::Settings settings_;
  const config::Roles roles_;
  SystemClock clock_;
  SystemEntropy entropy_;
  Log log_;
  FaultPoints faults_;
  IdSource ids_ = IdSource::FromEntropy();
  DataFolder data_;
  auth::KeyHasher hasher_;
  auth::LastUsedBook last_used_;
  std::unique_ptr<auth::Vault> vault_;
  std::unique_ptr<store::sql::Database> database_;  // in the data folder
  std::unique_ptr<store::postgres::Postgres> postgres_;
  std::unique_ptr<store::sql::Connection> configuration_connection_;
  std::unique_ptr<store::sql::Connection> books_connection_;
  std::unique_ptr<store::sql::Connection> reports_connection_;
  journal::RecoveryReport recovery_;
  std::unique_ptr<ClickHouse> asked_;
  std::unique_ptr<analytics::Questions> questions_;
  std::unique_ptr<Shipping> shipping_;
  std::unique_ptr<Analytics> analytics_;
  std::unique_ptr<analytics::Ingest> ingest_;
  store::memory::MemoryCounters counters_;
  std::unique_ptr<Fleet> fleet_;
  Duration next_mend_{};
  Trouble spend_unknown_;
  std::unique_ptr<resource::Registry> registry_;
  upstream::AddressGate gate_;
  boost::asio::ssl::context upstream_tls_{boost::asio::ssl::context::tls_client};
  std::unique_ptr<boost::asio::ssl::context> server_tls_;
  std::unique_ptr<SharedParts> shared_;
  std::vector<std::unique_ptr<ProxyCore>> cores_;
  std::int64_t told_of_catalogue_ = 0;
  std::atomic<bool> draining_ = false;
  bool stopped_ = false;
  Duration drain_deadline_{};
  Trouble ingest_failing_;
  std::unique_ptr<Worker> books_;
  Freshness freshness_{clock_};
  Trouble unread_;
  Trouble displacement_;
  std::unique_ptr<Worker> follower_;
  std::unique_ptr<store::postgres::Listener> listener_;
};

}  // namespace rg::app

#include "app/application.h"

#include <algorithm>
#include <cstdlib>
#include <thread>

#include "analytics/spend.h"
#include "app/gateway_id.h"
#include "app/process/descriptors.h"
#include "app/process/log_of.h"
#include "app/spend.h"
#include "app/stores/database.h"
#include "app/stores/trust_store.h"
#include "meter/catalogue/catalogue.h"
#include "store/sql/event_rows.h"
#include "store/sqlite/sqlite.h"

namespace rg::app {
namespace {

namespace asio = boost::asio;

constexpr Duration kLook = std::chrono::milliseconds{20};

// How often counters in Redis are looked after though nothing says that they need it.
constexpr Duration kMendEvery = std::chrono::seconds{30};

// How often the stored configuration is compared with the one in force. A store that announces its
// changes is not waited for; this is for what gets lost.
constexpr Duration kPollEvery = std::chrono::seconds{1};

// How long the admin API waits for ClickHouse, and whoever asks after it waits for both.
constexpr Duration kAskedConnect = std::chrono::seconds{2};
constexpr Duration kAskedSilence = std::chrono::seconds{10};

constexpr Trouble::Words kIngestFailing = {
    "books_failing", "events wait in the journal: the database does not take them",
    "books_recovered", "events reach the database again"};
constexpr Trouble::Words kSpendUnknown = {
    "spend_unknown", "what was spent is not known: hard budgets refuse calls until it is",
    "spend_known", "hard budgets know what was spent again"};
constexpr Trouble::Words kUnread = {
    "configuration_unread", "the configuration in force stays: the stored one cannot be read",
    "configuration_read", "the stored configuration is in force again"};
constexpr Trouble::Words kDisplaced = {
    "displaced",
    "another process has come into the database while this one's connection was lost: both count "
    "limits and budgets now",
    "alone_again", "no other process is in the database any more"};

std::string_view Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

Result<std::unique_ptr<asio::ssl::context>> LoadServerTls(const config::TlsSettings& settings) {
  if (settings.certificate_file.empty()) return std::unique_ptr<asio::ssl::context>();
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  boost::system::error_code error;
  context->use_certificate_chain_file(settings.certificate_file, error);
  if (error) {
    return Fail(Errc::kInvalidRequest, settings.certificate_file + ": " + error.message(),
                "proxy.tls.certificate_file");
  }
  context->use_private_key_file(settings.key_file, asio::ssl::context::pem, error);
  if (error) {
    return Fail(Errc::kInvalidRequest, settings.key_file + ": " + error.message(),
                "proxy.tls.key_file");
  }
  return context;
}

}  // namespace

Application::Application(const config::Settings& settings, DataFolder data)
    : settings_(settings),
      roles_(config::RolesOf(settings)),
      log_(clock_, LevelOf(settings.log.level), WantsJson(settings.log.format)),
      data_(std::move(data)),
      hasher_(settings.auth.pepper),
      counters_({.hash_key = {ids_.Random(), ids_.Random()}}),
      spend_unknown_(log_, kSpendUnknown),
      ingest_failing_(log_, kIngestFailing),
      unread_(log_, kUnread),
      displacement_(log_, kDisplaced) {}

Application::~Application() { Stop(); }

Result<std::unique_ptr<Application>> Application::Start(const config::Settings& settings) {
  SystemEntropy entropy;
  RG_TRY(DataFolder data, DataFolder::Open(settings.data_folder, entropy));
  std::unique_ptr<Application> app(new Application(settings, std::move(data)));
  RG_CHECK(FaultPoints::Set(app->faults_, Environment("RATEGUARD_CRASH_AT"),
                            Environment("RATEGUARD_THROW_AT")));
  RG_CHECK(app->OpenStores());
  RG_CHECK(app->OpenShipping());
  RG_CHECK(app->OpenAnalytics());
  RG_CHECK(app->RecoverJournal());
  RG_CHECK(app->LoadConfiguration());
  if (app->roles_.proxy) RG_CHECK(app->StartCores());
  app->StartWorkers();
  return app;
}

void Application::StartWorkers() {
  books_ = std::make_unique<Worker>("rg-books", Worker::Priority::kBehindCalls,
                                    settings_.analytics.ingest_interval, [this] { MoveBooks(); });
  // Like calls: a key that is revoked is not to work on because there are many calls.
  follower_ = std::make_unique<Worker>("rg-follow", Worker::Priority::kLikeCalls, kPollEvery,
                                       [this] { Follow(); });
  if (shipping_ != nullptr) shipping_->Start();
  if (analytics_ != nullptr) analytics_->Start();
  if (listener_ != nullptr) listener_->Follow([this] { follower_->Post([] {}); });
}

void Application::MoveBooks() { ingest_failing_.Look(Drain()); }

Result<void> Application::OpenStores() {
  RG_TRY(auth::Vault vault, auth::Vault::Load(data_.vault_key(), entropy_));
  vault_ = std::make_unique<auth::Vault>(std::move(vault));
  RG_TRY(database_, store::sqlite::OpenSqlite({.file = data_.database()}));
  RG_CHECK(database_->Migrate());
  RG_TRY(books_connection_, database_->Open());
  RG_TRY(reports_connection_, database_->Open());
  return OpenConfiguration();
}

Result<void> Application::OpenConfiguration() {
  if (settings_.database.url.empty()) {
    // Two configurations would spend the same budgets, and nobody would know which is the true one.
    if (std::filesystem::exists(data_.moved())) {
      return Fail(Errc::kInvalidRequest,
                  "is not set, and the configuration of " + data_.path().string() +
                      " was moved into PostgreSQL; set it, or delete " + data_.moved().string() +
                      " to serve from what there was before",
                  "database.url");
    }
    RG_TRY(configuration_connection_, database_->Open());
    return {};
  }
  RG_TRY(EnteredDatabase entered, EnterDatabase(settings_, clock_));
  postgres_ = std::move(entered.database);
  listener_ = std::move(entered.presence);
  configuration_connection_ = std::move(entered.connection);
  if (CountsForItself(settings_)) {
    log_.Write(LogLevel::kWarning, "among_others",
               "limits and budgets are counted by each process of the database for itself");
  }
  return {};
}

Result<void> Application::OpenShipping() {
  if (settings_.events.kafka.empty()) return {};
  RG_TRY(shipping_,
         Shipping::Open(settings_.events, {.clock = clock_,
                                           .log = log_,
                                           .journal = data_.journal(),
                                           .positions = data_.kafka_positions(),
                                           .gateway = GatewayIdOf(data_.admin_token())}));
  return {};
}

Result<void> Application::OpenAnalytics() {
  auto here = std::make_unique<analytics::SqlQuestions>(*reports_connection_);
  if (settings_.events.clickhouse.empty()) {
    questions_ = std::move(here);
    return {};
  }
  store::clickhouse::ClientOptions options;
  options.connect_within = kAskedConnect;
  options.silence_max = kAskedSilence;
  RG_TRY(asked_, ClickHouse::Open(settings_.events, std::move(options)));
  questions_ = std::make_unique<FleetQuestions>(*asked_, clock_, std::move(here));
  if (!roles_.analytics) return {};
  RG_TRY(analytics_, Analytics::Open(settings_.events, {.clock = clock_, .log = log_}));
  return {};
}

// Closes the calls of a process that ended without closing them, and brings everything the journal
// holds into the database, so that what is loaded next is complete.
Result<void> Application::RecoverJournal() {
  RG_TRY(const auto positions, store::sql::LoadPositions(*books_connection_));
  RG_TRY(const auto open_holds, store::sql::LoadOpenHolds(*books_connection_));
  RG_TRY(recovery_, journal::Recover(data_.journal(), positions, open_holds, clock_.Now(),
                                     static_cast<std::uint32_t>(ids_.Random())));
  analytics::IngestOptions ingest{.folder = data_.journal()};
  if (shipping_ != nullptr) {
    ingest.needed_from = [this](std::uint32_t core) { return shipping_->NeededFrom(core); };
  }
  ingest_ = std::make_unique<analytics::Ingest>(*books_connection_, std::move(ingest));
  if (recovery_.unseen > 0 || recovery_.corrupt > 0) {
    log_.Write(LogLevel::kWarning, "journal_recovered",
               "calls whose end nobody saw were booked as estimates",
               {{"calls", static_cast<std::int64_t>(recovery_.unseen)},
                {"cost", ToDollars(recovery_.unseen_cost)},
                {"corrupt", static_cast<std::int64_t>(recovery_.corrupt)}});
  }
  return Drain();
}

Result<void> Application::LoadConfiguration() {
  registry_ = std::make_unique<resource::Registry>(resource::Registry::Parts{
      .connection = *configuration_connection_,
      .clock = clock_,
      .ids = ids_,
      .entropy = entropy_,
      .vault = *vault_,
      .hasher = hasher_,
      .last_used = last_used_,
      .catalogue = meter::EmbeddedPrices(),
      .timeouts = {settings_.upstream.connect_timeout, settings_.upstream.first_byte_timeout,
                   settings_.upstream.idle_timeout},
      .publish = [this](auto snapshot) { Publish(std::move(snapshot)); }});
  RG_CHECK(registry_->Load());
  freshness_.Looked({});
  TellOfCatalogue();
  if (const auto made = registry_->MakeFirstWorkspace(); !made) return made.error().error;
  const auto snapshot = registry_->snapshot();
  if (!settings_.redis.url.empty()) return OpenFleet(*snapshot);
  if (!roles_.proxy) return {};
  for (const auto& [id, workspace] : snapshot->workspaces) {
    RG_TRY(const std::uint64_t seq, analytics::LastSeq(*books_connection_, id));
    counters_.SetSeq(id, seq);
  }
  return LoadSpend(*snapshot, counters_, *books_connection_, clock_.Now(),
                   [] { return Result<void>(); });
}

Result<void> Application::OpenFleet(const pipeline::Snapshot& snapshot) {
  RG_TRY(fleet_, Fleet::Open(settings_.redis, {.clock = clock_,
                                               .log = log_,
                                               .own = counters_,
                                               .ids = ids_,
                                               .admin_token = data_.admin_token()}));
  if (roles_.proxy) MendCounters(snapshot);
  // With what was recovered: the events are in the store since.
  fleet_->BookUnseen(snapshot, recovery_.unseen_holds);
  recovery_.unseen_holds.clear();
  return {};
}

void Application::MendCounters(const pipeline::Snapshot& snapshot) {
  const Duration now = clock_.Steady();
  if (!fleet_->NeedsMending(snapshot.generation) && now < next_mend_) return;
  next_mend_ = now + kMendEvery;
  for (const auto& core : cores_) core->ForgiveTheGone();
  const auto events_are_in = [this](const Fleet::Telling& telling) -> Result<void> {
    // What was answered to a core before its counters were begun anew has been heard by then.
    std::vector<WorkspaceId> workspaces;
    for (const Fleet::Begun& one : telling.begun) workspaces.push_back(one.workspace);
    for (const auto& core : cores_) RG_CHECK(core->HearRedis(workspaces));
    for (const auto& core : cores_) {
      core->Do([&] {
        for (const WorkspaceId told : telling.told) core->redis()->leased().Cut(told);
        for (const Fleet::Begun& one : telling.begun) {
          store::redis::RedisCounters& counters = core->redis()->redis();
          if (one.to_tell) counters.ForgiveDues(one.workspace);
          counters.PayInto(one.workspace, one.epoch);
        }
      });
    }
    return BringEventsIn();
  };
  spend_unknown_.Look(fleet_->Mend(snapshot, *books_connection_, events_are_in));
  fleet_->CloseSlices(snapshot, *books_connection_);
  LogExpired(fleet_->Sweep(snapshot));
}

Result<void> Application::LearnSpend(const pipeline::Snapshot& snapshot) {
  // Who takes no calls spends nothing, and has nothing to tell of what was spent.
  if (!roles_.proxy) return {};
  if (fleet_ != nullptr) {
    MendCounters(snapshot);
    return {};
  }
  return LoadSpend(snapshot, counters_, *books_connection_, clock_.Now(),
                   [this] { return BringEventsIn(); });
}

void Application::TellOfCatalogue() {
  const resource::Registry::Catalogue catalogue = registry_->catalogue();
  if (catalogue.fault.empty() || catalogue.version == told_of_catalogue_) return;
  told_of_catalogue_ = catalogue.version;
  log_.Write(LogLevel::kError, "prices_unread",
             "the built-in prices are in force: this program does not read the loaded ones",
             {{"why", catalogue.fault}});
}

Result<void> Application::StartCores() {
  RG_TRY(gate_, upstream::AddressGate::Parse(settings_.upstream.allow_private));
  RG_CHECK(UseTrustStore(upstream_tls_, settings_.upstream.ca_file, "upstream.ca_file"));
  RG_TRY(server_tls_, LoadServerTls(settings_.proxy.tls));
  shared_.reset(new SharedParts{clock_, hasher_, counters_, fleet_.get(), log_, faults_,
                                freshness_.is_current(), gate_, upstream_tls_, settings_.engine});
  RG_TRY(const auto positions, store::sql::LoadPositions(*books_connection_));
  const unsigned threads = settings_.threads > 0
                               ? static_cast<unsigned>(settings_.threads)
                               : std::max(1U, std::thread::hardware_concurrency());
  http::ServerOptions server{.address = settings_.proxy.host,
                             .port = settings_.proxy.port,
                             .port_use = http::PortUse::kFirst,
                             .head_timeout = settings_.http.header_timeout,
                             .body_grace = settings_.http.body_grace,
                             .body_bytes_per_second = settings_.http.body_bytes_per_second_min,
                             .idle_timeout = settings_.http.idle_timeout,
                             .write_timeout = settings_.http.write_timeout,
                             .connections_max = ConnectionsMax() / threads + 1,
                             .tls = server_tls_.get()};
  for (std::uint32_t core = 0; core < threads; ++core) {
    journal::JournalOptions journal{.folder = data_.journal(),
                                    .core = core,
                                    .segment_bytes = settings_.journal.segment_bytes,
                                    .quota_bytes = settings_.journal.quota_bytes};
    journal.sync = settings_.journal.fsync == config::Fsync::kAlways
                       ? journal::SyncPolicy::kAlways
                       : journal::SyncPolicy::kBatched;
    journal.sync_every =
        std::chrono::duration_cast<std::chrono::milliseconds>(settings_.journal.fsync_interval);
    journal.salt = static_cast<std::uint32_t>(ids_.Random());
    for (const journal::Position& position : positions) {
      if (position.core == core) journal.sequence_floor = position.sequence;
    }
    RG_TRY(auto made, ProxyCore::Make(*shared_, journal, server,
                                      {.body_bytes_max =
                                           static_cast<std::size_t>(settings_.http.body_bytes_max)},
                                      registry_->snapshot()));
    RG_CHECK(made->Listen());
    server.port = made->port();  // the others share the port the first one got
    server.port_use = http::PortUse::kFollow;
    cores_.push_back(std::move(made));
  }
  for (const auto& core : cores_) core->Run();
  return {};
}

std::size_t Application::ConnectionsMax() {
  const auto wanted = static_cast<std::size_t>(settings_.http.connections_max);
  const std::size_t descriptors = RaiseDescriptorLimit();
  const std::size_t fit = ConnectionsThatFit(wanted, descriptors);
  if (fit < wanted) {
    log_.Write(LogLevel::kWarning, "connections_limited",
               "fewer connections than http.connections_max: raise the limit of open files",
               {{"connections", static_cast<std::int64_t>(fit)},
                {"open_files", static_cast<std::int64_t>(descriptors)}});
  }
  return fit;
}

void Application::Publish(std::shared_ptr<const pipeline::Snapshot> snapshot) {
  for (const auto& core : cores_) core->Use(snapshot);
  if (books_ == nullptr) return;
  // A budget that is new counts from now on, and enforces once its past is known.
  books_->Post([this, snapshot] {
    const Result<void> learned = LearnSpend(*snapshot);
    if (learned) return;
    log_.Write(LogLevel::kError, "spend_unknown",
               "a new budget does not enforce yet: what was spent before cannot be read",
               {{"why", learned.error().detail}});
  });
}

void Application::FlushJournals() {
  // Twice: a flush that a call's handler has asked for runs behind what was queued when it asked,
  // and so may run behind the first task, but not behind the second.
  for (int round = 0; round < 2; ++round) {
    for (const auto& core : cores_) core->Do([] {});
  }
}

Result<void> Application::Drain() {
  const Result<std::size_t> records = ingest_->Drain();
  if (!records) return records.error();
  return {};
}

Result<void> Application::BringEventsIn() {
  FlushJournals();
  return Drain();
}

Result<void> Application::IngestNow() {
  Result<void> brought;
  books_->Do([&] { brought = BringEventsIn(); });
  return brought;
}

void Application::Follow() {
  const Result<void> read = registry_->Poll();
  freshness_.Looked(read);
  unread_.Look(read);
  TellOfCatalogue();
}

void Application::Reload() {
  follower_->Post([this] {
    const Result<void> read = registry_->Load();
    if (read) log_.Write(LogLevel::kInfo, "reload", "the configuration was read again");
    unread_.Look(read);
  });
}

void Application::Tend() {
  freshness_.Age();
  displacement_.Look(displaced());
  LogExpired(counters_.Expire(clock_.Now()));
  // A budget whose past could not be read is tried again.
  if (books_ != nullptr) {
    books_->Post([this, snapshot = registry_->snapshot()] {
      // An error has been told when it first happened, and the next second tries again.
      static_cast<void>(LearnSpend(*snapshot));
    });
  }
}

// Their calls are still under way somewhere, and book their prices when they end.
void Application::LogExpired(const std::vector<admission::OpenHold>& holds) {
  for (const admission::OpenHold& hold : holds) {
    log_.Write(LogLevel::kWarning, "hold_expired", "a call outlived its hold",
               {{"request_id", ToString(hold.request)}, {"amount", ToDollars(hold.amount)}});
  }
}

void Application::BeginDrain() {
  draining_ = true;
  drain_deadline_ = clock_.Steady() + settings_.http.drain_timeout;
  for (const auto& core : cores_) core->Post([raw = core.get()] { raw->server().BeginDrain(); });
}

bool Application::Drained() { return LiveConnections() == 0 || clock_.Steady() >= drain_deadline_; }

std::size_t Application::LiveConnections() {
  std::size_t sum = 0;
  for (const auto& core : cores_) core->Do([&] { sum += core->server().live(); });
  return sum;
}

void Application::Leave() {
  if (asked_ != nullptr) asked_->Leave();
  if (postgres_ != nullptr) postgres_->Leave();
}

void Application::Stop() {
  if (stopped_ || (cores_.empty() && books_ == nullptr)) return;
  stopped_ = true;
  Leave();
  listener_.reset();
  if (follower_ != nullptr) follower_->Stop(Worker::Last::kNothing);
  if (!draining_) BeginDrain();
  while (!Drained()) std::this_thread::sleep_for(kLook);
  for (const auto& core : cores_) core->Post([raw = core.get()] { raw->server().CutAll(); });
  // What was cut still settles and is recorded.
  const Duration end = clock_.Steady() + std::chrono::seconds{2};
  while (LiveConnections() > 0 && clock_.Steady() < end) std::this_thread::sleep_for(kLook);
  for (const auto& core : cores_) core->SurrenderSlices();
  FlushJournals();
  // First, so that the books, at their end, delete what is then needed by nobody.
  if (shipping_ != nullptr) shipping_->Stop();
  if (analytics_ != nullptr) analytics_->Stop();
  if (books_ != nullptr) books_->Stop();
  for (const auto& core : cores_) core->Stop();
  cores_.clear();
}

}  // namespace rg::app

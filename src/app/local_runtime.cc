#include "app/local_runtime.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "app/process/process.h"

namespace rg::app {
namespace {

using pipeline::Telemetry;

// The sum over the cores of what `pick` takes from each.
template <class Pick>
std::int64_t Sum(const Application& app, Pick pick) {
  std::int64_t sum = 0;
  for (const auto& core : app.cores()) sum += pick(core->telemetry());
  return sum;
}

journal::JournalStats JournalStatsOf(const Application& app) {
  journal::JournalStats sum;
  for (const auto& core : app.cores()) {
    journal::JournalStats one;
    core->Do([&] { one = core->journal().stats(); });
    sum.records += one.records;
    sum.bytes += one.bytes;
    sum.writes += one.writes;
    sum.failed_writes += one.failed_writes;
    sum.refused_holds += one.refused_holds;
    sum.lost_events += one.lost_events;
    sum.syncs += one.syncs;
    sum.folder_bytes = one.folder_bytes;  // each core looks at the folder of all
  }
  return sum;
}

}  // namespace

admin::Runtime::Standing LocalRuntime::StandingOf(WorkspaceId workspace) {
  Standing standing{.settle_seq = 0, .open_holds = 0, .budgets = {}};
  admission::WorkspaceCopy copy;
  if (app_.fleet() == nullptr && !app_.roles().proxy) {
    // What other processes count in their memory is not known here.
    standing.shared = true;
    return standing;
  }
  if (app_.fleet() == nullptr) {
    copy = app_.counters().Copy(workspace);
  } else {
    standing.shared = !app_.fleet()->alone() || !app_.roles().proxy;
    const auto answered = app_.fleet()->Copy(*app_.registry().snapshot(), workspace);
    // Redis is away: nobody knows.
    if (!answered) return standing;
    copy = *answered;
  }
  standing.settle_seq = copy.seq;
  standing.open_holds = copy.open_holds;
  for (const admission::BudgetCopy& budget : copy.budgets) {
    standing.budgets.push_back({.budget = budget.budget,
                                .period = budget.period,
                                .settled = budget.settled,
                                .held = budget.held,
                                .open_holds = budget.open_holds,
                                .ready = budget.ready});
  }
  return standing;
}

void LocalRuntime::GatherSettlements(WorkspaceId workspace) {
  // Long enough for whoever gathers to look.
  constexpr Duration kMoment = std::chrono::seconds{1};
  if (app_.fleet() == nullptr) return;
  for (const auto& core : app_.cores())
    core->SurrenderSlices(workspace, app_.clock().Now() + kMoment);
}

std::vector<admin::Runtime::Hold> LocalRuntime::HoldsOf(WorkspaceId workspace) {
  std::vector<Hold> holds;
  for (const admission::OpenHold& hold : app_.fleet() == nullptr ? app_.counters().Holds(workspace)
                                                                 : app_.fleet()->Holds(workspace)) {
    holds.push_back({hold.request, hold.amount, hold.opened, hold.lease_until});
  }
  return holds;
}

Result<std::string> LocalRuntime::Backup(const std::string& file) {
  if (std::filesystem::exists(file)) {
    return Fail(Errc::kConflict, file + " exists already; name another file", "file");
  }
  RG_CHECK(app_.IngestNow());
  const std::array<store::sql::Value, 1> target{file};
  RG_CHECK(app_.reports_connection().Execute("VACUUM INTO ?", target));
  std::error_code error;
  std::filesystem::permissions(
      file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
  if (error) return Fail(Errc::kUnavailable, file + ": " + error.message(), "file");
  return file;
}

admin::Runtime::Health LocalRuntime::health() {
  Health health{.started = true, .ready = true, .why_not = "", .note = Survived()};
  const auto not_ready = [&](std::string why) {
    health.ready = false;
    health.why_not = std::move(why);
    return health;
  };
  if (app_.draining()) return not_ready("draining");
  if (app_.displaced()) return not_ready("another process counts this database's budgets too");
  for (const auto& core : app_.cores()) {
    bool full = false;
    core->Do([&] { full = core->journal().full(); });
    if (full) return not_ready("the journal is full: calls that cost money are refused");
  }
  return health;
}

std::string LocalRuntime::Survived() {
  std::string said;
  const auto say = [&](const std::string& what) { said += (said.empty() ? "" : "; ") + what; };
  if (!app_.freshness().is_current()) {
    say("the configuration may be an old one: it cannot be read; unknown keys get 503");
  }
  const std::string redis = app_.fleet() == nullptr ? "" : app_.fleet()->why_away();
  if (!redis.empty()) say("Redis is away: " + redis);
  const std::string kafka = app_.shipping() == nullptr ? "" : app_.shipping()->why_away();
  if (!kafka.empty()) say("Kafka is away: " + kafka);
  const std::string events = app_.analytics() == nullptr ? "" : app_.analytics()->why_away();
  if (!events.empty()) say("events do not reach ClickHouse: " + events);
  return said;
}

admin::Runtime::Status LocalRuntime::status() {
  return {.proxy_url = ProxyUrl(),
          .data_folder = app_.data().path().string(),
          .started_at = started_at_,
          .threads = static_cast<std::int64_t>(app_.cores().size()),
          .calls_in_flight = Sum(app_, [](const Telemetry& t) { return t.in_flight.Get(); }),
          .journal_bytes = JournalStatsOf(app_).folder_bytes,
          .ingest_failures = static_cast<std::int64_t>(app_.ingest_stats().failures),
          .configuration_age = app_.freshness().age(),
          .configuration_is_current = app_.freshness().is_current()};
}

std::string LocalRuntime::ProxyUrl() const {
  if (!app_.roles().proxy) return "";
  const config::ProxySettings& proxy = app_.settings().proxy;
  return Url(proxy.host, app_.proxy_port(), !proxy.tls.certificate_file.empty());
}

void LocalRuntime::Collect(admin::MetricsText& metrics) {
  CollectVersion(metrics);
  CollectCalls(metrics);
  CollectJournal(metrics);
  CollectConnections(metrics);
  if (app_.fleet() != nullptr) CollectRedis(metrics);
  if (app_.shipping() != nullptr) CollectKafka(metrics);
  if (app_.analytics() != nullptr) app_.analytics()->Collect(metrics);
  CollectConfiguration(metrics);
  metrics.Counter("rateguard_limit_counters_forgotten_total",
                  "Counters of client-chosen values that were dropped before they were at rest.",
                  {}, static_cast<std::int64_t>(app_.counters().forgotten_counters()));
  metrics.Gauge("rateguard_holds_open", "Calls whose money is set aside.", {}, OpenHolds());
}

std::int64_t LocalRuntime::OpenHolds() {
  auto open = static_cast<std::int64_t>(app_.counters().OpenHolds());
  for (const auto& core : app_.cores()) {
    if (core->redis() == nullptr) continue;
    core->Do([&] { open += static_cast<std::int64_t>(core->redis()->redis().open_calls()); });
  }
  return open;
}

// What calls ask Redis, which the upkeep beside them would blur.
void LocalRuntime::CollectRedis(admin::MetricsText& metrics) {
  const auto sum = [&](auto pick) {
    std::int64_t all = 0;
    for (const auto& core : app_.cores()) all += pick(*core->redis());
    return all;
  };
  using store::redis::CoreCounters;
  metrics.Gauge("rateguard_redis_up", "Whether every connection to Redis works.", {},
                app_.fleet()->why_away().empty() ? 1 : 0);
  metrics.Gauge("rateguard_redis_breakers_open",
                "Connections, of all cores, over which no server of Redis is asked for now.", {},
                sum([](CoreCounters& core) { return core.client().stats().servers_away.Get(); }));
  const auto commands = [&](std::string_view outcome, Tally store::redis::Stats::*which) {
    metrics.Counter("rateguard_redis_commands_total", "Commands for calls, by what became of them.",
                    {{"outcome", outcome}}, sum([which](CoreCounters& core) {
                      return (core.client().stats().*which).Get();
                    }));
  };
  commands("answered", &store::redis::Stats::answered);
  commands("timeout", &store::redis::Stats::timeouts);
  commands("broken", &store::redis::Stats::broken);
  commands("not_sent", &store::redis::Stats::refused);
  std::array<std::int64_t, store::redis::kLatencyBounds.size() + 1> counts{};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    counts[i] = sum([i](CoreCounters& core) { return core.client().stats().latency[i].Get(); });
  }
  metrics.Histogram(
      "rateguard_redis_seconds", "What answers of Redis took.", {}, store::redis::kLatencyBounds,
      counts, sum([](CoreCounters& core) { return core.client().stats().latency_nanos.Get(); }));
  metrics.Counter("rateguard_redis_connects_total", "Connections begun.", {},
                  sum([](CoreCounters& core) { return core.client().stats().connects.Get(); }));
  CollectRedirects(metrics);
  metrics.Counter("rateguard_calls_without_redis_total",
                  "Calls that Redis could not be asked about, by what was decided.",
                  {{"decision", "served"}},
                  sum([](CoreCounters& core) { return core.fleet().stats().served.Get(); }));
  metrics.Counter("rateguard_calls_without_redis_total", "", {{"decision", "refused"}},
                  sum([](CoreCounters& core) { return core.fleet().stats().refused.Get(); }));
  CollectSlices(metrics);
  std::int64_t owed = 0;
  for (const auto& core : app_.cores()) {
    core->Do([&] { owed += static_cast<std::int64_t>(core->redis()->redis().dues()); });
  }
  metrics.Gauge("rateguard_redis_owed", "Commands kept until Redis answers again.", {}, owed);
}

void LocalRuntime::CollectSlices(admin::MetricsText& metrics) {
  using store::redis::LeaseStats;
  const auto sum = [&](Tally LeaseStats::*which) {
    std::int64_t all = 0;
    for (const auto& core : app_.cores()) all += (core->redis()->leased().stats().*which).Get();
    return all;
  };
  metrics.Counter("rateguard_calls_from_slices_total",
                  "Calls that were admitted without asking Redis.", {}, sum(&LeaseStats::calls));
  metrics.Counter("rateguard_slices_total", "Slices of limits and budgets, by what became of them.",
                  {{"outcome", "granted"}}, sum(&LeaseStats::slices));
  metrics.Counter("rateguard_slices_total", "", {{"outcome", "refused"}},
                  sum(&LeaseStats::refused));
  metrics.Counter("rateguard_slices_total", "", {{"outcome", "lost"}}, sum(&LeaseStats::lost));
  metrics.Counter("rateguard_slice_reports_total", "What slices cost, told to Redis.", {},
                  sum(&LeaseStats::reports));
  metrics.Gauge("rateguard_slices_open", "Slices that are out.", {}, sum(&LeaseStats::open));
  metrics.Gauge("rateguard_slices_nanos", "Money of budgets that slices hold, in nano-dollars.", {},
                sum(&LeaseStats::leased));
}

// Of a cluster, and of sentinels.
void LocalRuntime::CollectRedirects(admin::MetricsText& metrics) {
  using store::redis::Stats;
  const auto sum = [&](Tally Stats::*which) {
    std::int64_t all = 0;
    for (const auto& core : app_.cores()) all += (core->redis()->client().stats().*which).Get();
    return all;
  };
  constexpr std::string_view kName = "rateguard_redis_redirects_total";
  metrics.Counter(kName, "Commands that a server of a cluster sent elsewhere, or bade wait.",
                  {{"kind", "moved"}}, sum(&Stats::moved));
  metrics.Counter(kName, "", {{"kind", "ask"}}, sum(&Stats::asked));
  metrics.Counter(kName, "", {{"kind", "tryagain"}}, sum(&Stats::early));
  metrics.Counter("rateguard_redis_looks_total", "How often it was asked where the masters are.",
                  {}, sum(&Stats::looks));
}

void LocalRuntime::CollectKafka(admin::MetricsText& metrics) {
  const journal::ShipperStats& stats = app_.shipping()->stats();
  metrics.Gauge("rateguard_kafka_up", "Whether records reach Kafka without waiting for long.", {},
                app_.shipping()->why_away().empty() ? 1 : 0);
  const auto records = [&](std::string_view outcome, const Tally& count) {
    metrics.Counter("rateguard_kafka_records_total", "Records of the journal, by where they ended.",
                    {{"outcome", outcome}}, count.Get());
  };
  records("stored", stats.taken);
  records("dead_letter", stats.put_aside);
  records("quarantined", stats.quarantined);
  metrics.Counter("rateguard_kafka_refusals_total",
                  "Times that Kafka refused a record for what it is.", {}, stats.refusals.Get());
  metrics.Counter("rateguard_kafka_failures_total", "Times that a record had to be sent again.", {},
                  stats.failures.Get());
  metrics.Gauge("rateguard_kafka_under_way", "Records that are not known to be stored yet.", {},
                stats.under_way.Get());
  metrics.Gauge("rateguard_kafka_under_way_bytes", "Their bytes.", {}, stats.bytes_under_way.Get());
  metrics.GaugeOfNanos("rateguard_kafka_oldest_seconds",
                       "How long the oldest of them has been under way.", {},
                       app_.shipping()->oldest_wait().count());
  std::array<std::int64_t, journal::kShipmentBounds.size() + 1> counts{};
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = stats.latency[i].Get();
  metrics.Histogram("rateguard_kafka_seconds", "From the journal to stored in Kafka.", {},
                    journal::kShipmentBounds, counts, stats.latency_nanos.Get());
}

void LocalRuntime::CollectCalls(admin::MetricsText& metrics) {
  for (std::size_t i = 0; i < journal::kOutcomes; ++i) {
    const auto outcome = static_cast<journal::Outcome>(i);
    if (outcome == journal::Outcome::kOpen) continue;
    metrics.Counter("rateguard_calls_total", "Calls that have ended, by how.",
                    {{"outcome", journal::ToString(outcome)}},
                    Sum(app_, [i](const Telemetry& t) { return t.calls[i].Get(); }));
  }
  metrics.Gauge("rateguard_calls_in_flight", "Calls under way.", {},
                Sum(app_, [](const Telemetry& t) { return t.in_flight.Get(); }));
  metrics.CounterOfNanos("rateguard_cost_dollars_total", "What calls cost.", {},
                         Sum(app_, [](const Telemetry& t) { return t.cost_nanos.Get(); }));
  metrics.Counter("rateguard_calls_estimated_total", "Calls whose cost is an estimate.", {},
                  Sum(app_, [](const Telemetry& t) { return t.estimated.Get(); }));
  metrics.Counter("rateguard_calls_unpriced_total", "Calls whose cost is not known.", {},
                  Sum(app_, [](const Telemetry& t) { return t.unpriced.Get(); }));
  for (std::size_t i = 0; i < kUsageClasses; ++i) {
    metrics.Counter("rateguard_usage_total", "What calls used, by class.",
                    {{"class", kUsageClassNames[i]}},
                    Sum(app_, [i](const Telemetry& t) { return t.usage[i].Get(); }));
  }
  metrics.Counter("rateguard_request_bytes_total", "Bodies of requests.", {},
                  Sum(app_, [](const Telemetry& t) { return t.request_bytes.Get(); }));
  metrics.Counter("rateguard_response_bytes_total", "Bodies of answers.", {},
                  Sum(app_, [](const Telemetry& t) { return t.response_bytes.Get(); }));
  metrics.Counter("rateguard_upstream_retries_total", "Calls sent again.", {},
                  Sum(app_, [](const Telemetry& t) { return t.retries.Get(); }));
  const auto histogram = [&](std::string_view name, std::string_view help,
                             pipeline::Histogram Telemetry::*which) {
    std::array<std::int64_t, pipeline::kLatencyBounds.size() + 1> counts{};
    for (std::size_t i = 0; i < counts.size(); ++i) {
      counts[i] = Sum(app_, [&](const Telemetry& t) { return (t.*which).Bucket(i); });
    }
    metrics.Histogram(name, help, {}, pipeline::kLatencyBounds, counts,
                      Sum(app_, [&](const Telemetry& t) { return (t.*which).sum_nanos(); }));
  };
  histogram("rateguard_gateway_seconds", "Time that the gateway added to calls.",
            &Telemetry::gateway_time);
  histogram("rateguard_call_seconds", "Time from a call's first byte to its end.",
            &Telemetry::total_time);
}

void LocalRuntime::CollectConnections(admin::MetricsText& metrics) {
  std::int64_t live = 0;
  http::ServerStats sum;
  for (const auto& core : app_.cores()) {
    core->Do([&] {
      const http::ServerStats& one = core->server().stats();
      live += static_cast<std::int64_t>(core->server().live());
      sum.accepted += one.accepted;
      sum.refused_full += one.refused_full;
      sum.bad_requests += one.bad_requests;
    });
  }
  metrics.Gauge("rateguard_connections", "Clients that are connected.", {}, live);
  metrics.Counter("rateguard_connections_accepted_total", "Clients that connected.", {},
                  static_cast<std::int64_t>(sum.accepted));
  metrics.Counter("rateguard_connections_refused_total",
                  "Connections turned away because of http.connections_max.", {},
                  static_cast<std::int64_t>(sum.refused_full));
  metrics.Counter("rateguard_bad_requests_total", "Requests refused as broken HTTP.", {},
                  static_cast<std::int64_t>(sum.bad_requests));
}

void LocalRuntime::CollectConfiguration(admin::MetricsText& metrics) {
  metrics.GaugeOfNanos("rateguard_configuration_age_seconds",
                       "Since the configuration in force was seen to be the stored one.", {},
                       app_.freshness().age().count());
  metrics.Gauge("rateguard_configuration_current",
                "1 while the stored configuration can be read; at 0, unknown keys get 503.", {},
                app_.freshness().is_current() ? 1 : 0);
  if (app_.postgres() == nullptr) return;
  metrics.Gauge("rateguard_postgres_displaced",
                "1 while another process is in the database although this one is to be alone.", {},
                app_.displaced() ? 1 : 0);
  const store::postgres::Traffic& traffic = app_.postgres()->traffic();
  std::array<std::int64_t, store::postgres::kStatementBounds.size() + 1> statements{};
  std::copy(traffic.statements.begin(), traffic.statements.end(), statements.begin());
  metrics.Histogram("rateguard_postgres_statement_seconds", "Time that statements took.", {},
                    store::postgres::kStatementBounds, statements, traffic.nanos);
  metrics.Counter("rateguard_postgres_statement_failures_total",
                  "Statements that ended in an error.", {}, traffic.failures);
  metrics.Counter("rateguard_postgres_connects_total", "Connections that were made.", {},
                  traffic.connects);
  metrics.Counter("rateguard_postgres_connect_failures_total",
                  "Connections that could not be made.", {}, traffic.connect_failures);
}

void LocalRuntime::CollectJournal(admin::MetricsText& metrics) {
  const journal::JournalStats journal = JournalStatsOf(app_);
  const auto counter = [&](std::string_view name, std::string_view help, std::uint64_t value) {
    metrics.Counter(name, help, {}, static_cast<std::int64_t>(value));
  };
  counter("rateguard_journal_records_total", "Records appended.", journal.records);
  counter("rateguard_journal_bytes_total", "Bytes appended.", journal.bytes);
  counter("rateguard_journal_writes_total", "Writes to segments.", journal.writes);
  counter("rateguard_journal_write_failures_total", "Writes the disk refused.",
          journal.failed_writes);
  counter("rateguard_journal_holds_refused_total", "Calls refused because the journal was full.",
          journal.refused_holds);
  counter("rateguard_journal_events_lost_total", "Events a failing disk made us drop.",
          journal.lost_events);
  counter("rateguard_journal_syncs_total", "Times the disk was told to keep what it has.",
          journal.syncs);
  metrics.Gauge("rateguard_journal_folder_bytes", "Journal not yet moved to the database.", {},
                journal.folder_bytes);
  const analytics::IngestStats ingest = app_.ingest_stats();
  counter("rateguard_ingest_events_total", "Events moved to the database.", ingest.events);
  counter("rateguard_ingest_duplicates_total", "Events met again and not counted twice.",
          ingest.duplicates);
  counter("rateguard_ingest_corrupt_total", "Damaged stretches put into quarantine.",
          ingest.corrupt);
  counter("rateguard_ingest_failures_total", "Attempts that ended in an error.", ingest.failures);
}

}  // namespace rg::app

#include "config/settings.h"

#include <algorithm>
#include <array>

#include "config/address.h"

namespace rg::config {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

// A secret below this can be guessed from its digest.
constexpr int kSecretBytesMin = 16;

constexpr char kHostWords[] = "an IPv4 or IPv6 address, or \"localhost\"";

void BothOrNeither(const TlsSettings& tls, Faults& faults) {
  if (tls.certificate_file.empty() == tls.key_file.empty()) return;
  const bool no_key = tls.key_file.empty();
  faults.push_back({no_key ? "/key_file" : "/certificate_file",
                    "is missing: TLS needs both a certificate and its key"});
}

void QuotaHoldsSegments(const JournalSettings& journal, Faults& faults) {
  if (journal.quota_bytes >= 2 * journal.segment_bytes) return;
  faults.push_back({"/quota_bytes", "must hold at least two segments (journal.segment_bytes)"});
}

void UrlIsOfRedis(const RedisSettings& redis, Faults& faults) {
  const std::string& url = redis.url.Reveal();
  constexpr std::array kSchemes = {"redis://",          "rediss://",         "redis-cluster://",
                                   "rediss-cluster://", "redis+sentinel://", "rediss+sentinel://"};
  const bool known = std::any_of(kSchemes.begin(), kSchemes.end(),
                                 [&](const char* scheme) { return url.starts_with(scheme); });
  if (!url.empty() && !known) {
    faults.push_back({"/url",
                      "must begin with redis://, redis-cluster:// or redis+sentinel://, or with "
                      "rediss for TLS"});
  }
  if (url.empty() && redis.gateways > 1) {
    faults.push_back({"/gateways",
                      "is more than one without redis.url: each would count limits and budgets by "
                      "itself, and let pass a multiple of them"});
  }
}

// The values are secrets, and so are not said.
void UrlsAreOfPostgres(const DatabaseSettings& database, Faults& faults) {
  const auto check = [&](const char* pointer, const Secret& url) {
    const std::string& text = url.Reveal();
    if (url.empty() || text.starts_with("postgres://") || text.starts_with("postgresql://")) return;
    faults.push_back({pointer, "must begin with postgres://"});
  };
  check("/url", database.url);
  check("/owner_url", database.owner_url);
}

void UrlIsOfKafka(const EventsSettings& events, Faults& faults) {
  const std::string& url = events.kafka.Reveal();
  if (url.empty() || url.starts_with("kafka://") || url.starts_with("kafkas://")) return;
  faults.push_back({"/kafka", "must begin with kafka:// or kafkas://"});
}

void UrlIsOfClickHouse(const EventsSettings& events, Faults& faults) {
  const std::string& url = events.clickhouse.Reveal();
  if (url.empty() || url.starts_with("http://") || url.starts_with("https://")) return;
  faults.push_back({"/clickhouse", "must begin with https:// or http://"});
}

void PortsDiffer(const Settings& settings, Faults& faults) {
  if (settings.proxy.port == 0 || settings.proxy.port != settings.admin.port) return;
  faults.push_back({"/admin/port", "is the proxy's port too; each needs its own"});
}

// Gateways on one configuration are the ones that count together.
void GatewaysAreProcesses(const Settings& settings, Faults& faults) {
  if (settings.redis.url.empty() || settings.database.url.empty()) return;
  const bool several = settings.database.processes == Processes::kSeveral;
  if (several == (settings.redis.gateways > 1)) return;
  faults.push_back(
      {"/redis/gateways", several ? "is one, but database.processes is several: say how many"
                                  : "is more than one, but database.processes is one"});
}

}  // namespace

void Describe(Fields<TlsSettings>& f) {
  f.Name("Tls", "TLS towards clients.");
  f.Add("certificate_file", &TlsSettings::certificate_file)
      .Because(
          "PEM file with the certificate chain; set it to serve HTTPS without a proxy in front.");
  f.Add("key_file", &TlsSettings::key_file).Because("PEM file with the certificate's private key.");
  f.Check<&BothOrNeither>();
}

void Describe(Fields<ProxySettings>& f) {
  f.Name("Proxy", "Where applications send their calls.");
  f.Add("host", &ProxySettings::host)
      .AtLeast(1)
      .Matching("^[0-9a-fA-F:.]+$|^localhost$", &IsListenHost, kHostWords)
      .Because("Address to listen on; 0.0.0.0 to be reached from other machines.");
  f.Add("port", &ProxySettings::port)
      .AtLeast(0)
      .AtMost(65535)
      .Because("Change it when another program has it; 0 takes any free port.");
  f.Add("tls", &ProxySettings::tls);
}

void Describe(Fields<AdminSettings>& f) {
  f.Name("Admin", "The admin API, health checks and metrics.");
  f.Add("host", &AdminSettings::host)
      .AtLeast(1)
      .Matching("^[0-9a-fA-F:.]+$|^localhost$", &IsListenHost, kHostWords)
      .Because("Leave it on loopback unless something in front adds TLS.");
  f.Add("port", &AdminSettings::port)
      .AtLeast(0)
      .AtMost(65535)
      .Because("Change it when another program has it; 0 takes any free port.");
  f.Add("allowed_hosts", &AdminSettings::allowed_hosts)
      .AtMost(100)
      .Example("admin.example.com")
      .Because(
          "Host names under which the admin API may be reached, besides localhost and bare "
          "addresses; any other is refused, which stops DNS rebinding.");
}

void Describe(Fields<HttpSettings>& f) {
  f.Name("Http", "What a client's connection may cost.");
  f.AddBytes("body_bytes_max", &HttpSettings::body_bytes_max)
      .AtLeast(1024)
      .AtMost(std::int64_t{1} << 30)
      .Because("Raise it for calls that carry images, audio or files.");
  f.Add("header_timeout", &HttpSettings::header_timeout)
      .AtLeast(seconds{1})
      .AtMost(minutes{5})
      .Because("How long a client may take to send the head of a request.");
  f.Add("body_grace", &HttpSettings::body_grace)
      .AtLeast(seconds{1})
      .AtMost(minutes{5})
      .Because("How long a body may arrive slower than body_bytes_per_second_min.");
  f.AddBytes("body_bytes_per_second_min", &HttpSettings::body_bytes_per_second_min)
      .AtLeast(1)
      .AtMost(1 << 20)
      .Because("Lower it for clients on very slow lines.");
  f.Add("idle_timeout", &HttpSettings::idle_timeout)
      .AtLeast(seconds{1})
      .AtMost(hours{1})
      .Because(
          "How long a connection may stay open between requests; keep it above the idle "
          "timeout of a load balancer in front.");
  f.Add("write_timeout", &HttpSettings::write_timeout)
      .AtLeast(seconds{1})
      .AtMost(hours{1})
      .Because("How long a client may stop reading before its answer is cut.");
  f.Add("drain_timeout", &HttpSettings::drain_timeout)
      .AtLeast(seconds{0})
      .AtMost(hours{1})
      .Because(
          "How long open calls may go on after SIGTERM; keep it below what the supervisor "
          "waits before SIGKILL.");
  f.Add("connections_max", &HttpSettings::connections_max)
      .AtLeast(16)
      .AtMost(1'000'000)
      .Because(
          "Connections accepted at the same time; needs as many file descriptors again for "
          "upstreams.");
}

void Describe(Fields<JournalSettings>& f) {
  f.Name("Journal", "The record of every call on disk, until it is in the books.");
  f.AddBytes("segment_bytes", &JournalSettings::segment_bytes)
      .AtLeast(1 << 20)
      .AtMost(1 << 30)
      .Because("Size of one journal file; smaller ones free disk sooner.");
  f.AddBytes("quota_bytes", &JournalSettings::quota_bytes)
      .AtLeast(4 << 20)
      .AtMost(std::int64_t{1} << 44)
      .Because("Disk the journal may use; when it is full, calls that cost money are refused.");
  f.Add("fsync", &JournalSettings::fsync)
      .OneOf<Fsync>({{"batched", Fsync::kBatched}, {"always", Fsync::kAlways}})
      .Because(
          "Set it to always when a power cut must not lose the last milliseconds; each call "
          "then waits for the disk.");
  f.Add("fsync_interval", &JournalSettings::fsync_interval)
      .AtLeast(milliseconds{1})
      .AtMost(seconds{1})
      .Because("The most a power cut can lose when fsync is batched.");
  f.Check<&QuotaHoldsSegments>();
}

void Describe(Fields<RedisSettings>& f) {
  f.Name("Redis", "Counters of limits and budgets that several gateways share.");
  f.Add("url", &RedisSettings::url)
      .AtLeast(1)
      .Because(
          "redis://user:password@host:6379/0, redis-cluster://host:6379,host:6379 or "
          "redis+sentinel://host:26379,host:26379/name; with rediss all of it is TLS. Without it, "
          "limits and budgets are counted in this process. See docs/redis.md.");
  f.Add("sentinel_password", &RedisSettings::sentinel_password)
      .AtLeast(1)
      .Because("What the sentinels want to hear, where they want to hear anything.");
  f.Add("gateways", &RedisSettings::gateways)
      .AtLeast(1)
      .AtMost(1000)
      .Because(
          "How many gateways use this Redis: while it is away each lets pass its share of a limit, "
          "and once it has lost its memory all of them tell what was spent.");
  f.Add("deadline", &RedisSettings::deadline)
      .AtLeast(milliseconds{1})
      .AtMost(seconds{1})
      .Because("How long a call waits for Redis before this gateway decides by itself.");
  f.Add("leases", &RedisSettings::leases)
      .Because(
          "Whether a core that sees many calls of one kind takes slices of their limits and "
          "budgets, to "
          "spend without asking Redis for each call. The same in all gateways.");
  f.Add("ca_file", &RedisSettings::ca_file)
      .Because("PEM file of certificate authorities to trust instead of the system's.");
  f.Check<&UrlIsOfRedis>();
}

void Describe(Fields<DatabaseSettings>& f) {
  f.Name("Database", "Where the configuration is kept: workspaces, APIs, keys, limits, budgets.");
  // One that is set to nothing was meant to be something.
  f.Add("url", &DatabaseSettings::url)
      .AtLeast(1)
      .Because(
          "postgres://user:password@host/database?sslmode=verify-full, to share it between "
          "machines; without it, it lies in the data folder. See docs/postgres.md.");
  f.Add("owner_url", &DatabaseSettings::owner_url)
      .AtLeast(1)
      .Because(
          "The same database as the user who owns the tables, where the user of database.url "
          "shall not; used only to make and change them.");
  f.Add("processes", &DatabaseSettings::processes)
      .OneOf<Processes>({{"one", Processes::kOne}, {"several", Processes::kSeveral}})
      .Because(
          "How many processes serve from this database: one refuses to start beside another. Set "
          "it "
          "to several, in all of them, where they count limits and budgets in one Redis; without "
          "redis.url, to accept that each enforces every limit and budget for itself.");
  f.Add("statement_timeout", &DatabaseSettings::statement_timeout)
      .AtLeast(milliseconds{100})
      .AtMost(minutes{10})
      .Because(
          "Raise it when PostgreSQL is far away, or when a hundred thousand keys take longer to "
          "read.");
  f.Check<&UrlsAreOfPostgres>();
}

void Describe(Fields<EventsSettings>& f) {
  f.Name("Events", "Where events go besides the data folder.");
  f.Add("kafka", &EventsSettings::kafka)
      .AtLeast(1)
      .Because(
          "kafka://user:password@host:9092,host:9092/api-events, or kafkas:// with TLS; without "
          "it, "
          "events stay on this machine. See docs/kafka.md.");
  f.Add("partitions", &EventsSettings::partitions)
      .AtLeast(1)
      .AtMost(10'000)
      .Because(
          "How many partitions rateguard migrate makes: at least as many as workers shall read the "
          "topic at once.");
  f.Add("replicas", &EventsSettings::replicas)
      .AtLeast(0)
      .AtMost(100)
      .Because(
          "How many brokers keep each record of the topics that rateguard migrate makes; 0 is the "
          "cluster's default. With 3 or more, losing one loses nothing.");
  f.Add("clickhouse", &EventsSettings::clickhouse)
      .AtLeast(1)
      .Because(
          "https://user:password@host:8443/database, or http:// without TLS; with it, the role "
          "analytics moves events there from Kafka, and usage and events are asked there. Several "
          "hosts, with commas between them, share the workspaces: which and in which order is "
          "fixed with the first event. See docs/clickhouse.md.");
  f.Add("clickhouse_ca_file", &EventsSettings::clickhouse_ca_file)
      .Because("PEM file of certificate authorities to trust instead of the system's.");
  f.Add("clickhouse_tables", &EventsSettings::clickhouse_tables)
      .OneOf<EventTables>(
          {{"plain", EventTables::kPlain}, {"replicated", EventTables::kReplicated}})
      .Because(
          "replicated: each shard is several servers, named with a bar between them, that keep the "
          "same by way of ZooKeeper. Set before rateguard migrate makes the tables.");
  f.Add("clickhouse_months", &EventsSettings::clickhouse_months)
      .AtLeast(0)
      .AtMost(1200)
      .Because(
          "How many whole months ClickHouse keeps events and roll-ups, besides the current one; 0 "
          "is for ever.");
  f.Check<&UrlIsOfKafka>();
  f.Check<&UrlIsOfClickHouse>();
}

void Describe(Fields<AuthSettings>& f) {
  f.Name("Auth", "How keys are stored.");
  f.Add("pepper", &AuthSettings::pepper)
      .AtLeast(kSecretBytesMin)
      .Because(
          "Mixed into every stored key digest, so that a stolen database cannot be searched "
          "for keys; set it before the first key is made, because changing it voids them all.");
}

void Describe(Fields<UpstreamSettings>& f) {
  f.Name("Upstream", "The way to the APIs.");
  f.Add("allow_private", &UpstreamSettings::allow_private)
      .AtMost(100)
      .Matching("", &IsPrivateAllowance,
                "an address range such as \"10.0.0.0/8\" or an address with port such as "
                "\"127.0.0.1:8080\"")
      .Example("127.0.0.1:11434")
      .Because(
          "Loopback and private addresses that APIs may point to; everything else in those "
          "ranges is refused, so that nobody can reach your network through the gateway.");
  f.Add("ca_file", &UpstreamSettings::ca_file)
      .Because("PEM file of certificate authorities to trust instead of the system's.");
  f.Add("connect_timeout", &UpstreamSettings::connect_timeout)
      .AtLeast(milliseconds{10})
      .AtMost(minutes{5})
      .Because("For APIs that name none: the time to connect, TLS included.");
  f.Add("first_byte_timeout", &UpstreamSettings::first_byte_timeout)
      .AtLeast(milliseconds{10})
      .AtMost(hours{1})
      .Because("For APIs that name none: raise it for models that think long before they answer.");
  f.Add("idle_timeout", &UpstreamSettings::idle_timeout)
      .AtLeast(milliseconds{10})
      .AtMost(hours{1})
      .Because("For APIs that name none: how long a stream may fall silent.");
}

void Describe(Fields<AnalyticsSettings>& f) {
  f.Name("Analytics", "Events and reports.");
  f.Add("ingest_interval", &AnalyticsSettings::ingest_interval)
      .AtLeast(milliseconds{50})
      .AtMost(minutes{1})
      .Because("How soon a call shows in lists and reports; longer costs less.");
}

void Describe(Fields<LogSettings>& f) {
  f.Name("Log", "What is written to stderr.");
  f.Add("level", &LogSettings::level)
      .OneOf<LogLevel>({{"debug", LogLevel::kDebug},
                        {"info", LogLevel::kInfo},
                        {"warn", LogLevel::kWarn},
                        {"error", LogLevel::kError}})
      .Because("Lower it to debug to follow single calls.");
  f.Add("format", &LogSettings::format)
      .OneOf<LogFormat>(
          {{"auto", LogFormat::kAuto}, {"text", LogFormat::kText}, {"json", LogFormat::kJson}})
      .Because("auto is text on a terminal and JSON everywhere else.");
}

void Describe(Fields<Settings>& f) {
  f.Name("Settings", "Settings of rateguard.");
  f.Add("data_folder", &Settings::data_folder)
      .Because(
          "Where everything that must survive a restart lies; by default "
          "$XDG_DATA_HOME/rateguard, under systemd $STATE_DIRECTORY.");
  f.Add("role", &Settings::role)
      .OneOf<Role>({{"proxy", Role::kProxy},
                    {"control", Role::kControl},
                    {"analytics", Role::kAnalytics},
                    {"alerts", Role::kAlerts}})
      .Because(
          "What this process does: proxy takes calls, control is the admin API, analytics moves "
          "events from Kafka into ClickHouse. Without it, everything that the given stores make "
          "possible.");
  f.Add("threads", &Settings::threads)
      .AtLeast(0)
      .AtMost(1024)
      .Because("Threads that carry calls; 0 is one per core.");
  f.Add("engine", &Settings::engine)
      .OneOf<Engine>(
          {{"auto", Engine::kAuto}, {"epoll", Engine::kEpoll}, {"io_uring", Engine::kIoUring}})
      .Because(
          "auto receives through io_uring where the kernel has what it takes and a container's "
          "rules allow it, else through epoll. Set it to epoll to rule io_uring out.");
  f.Add("proxy", &Settings::proxy);
  f.Add("admin", &Settings::admin);
  f.Add("http", &Settings::http);
  f.Add("journal", &Settings::journal);
  f.Add("redis", &Settings::redis);
  f.Add("database", &Settings::database);
  f.Add("events", &Settings::events);
  f.Add("auth", &Settings::auth);
  f.Add("upstream", &Settings::upstream);
  f.Add("analytics", &Settings::analytics);
  f.Add("log", &Settings::log);
  f.Check<&PortsDiffer>();
  f.Check<&GatewaysAreProcesses>();
  f.Check<&RolesHaveTheirStores>();
}

}  // namespace rg::config

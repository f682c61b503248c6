#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/fields.h"
#include "config/roles.h"

// The settings of the program. A member is declared in settings.cc, once: name, default, bounds and
// the reason to change it. Files, variables, flags, `config print`, `config schema` and
// docs/configuration.md follow from that.
namespace rg::config {

struct TlsSettings {
  std::string certificate_file;  // "": plain HTTP
  std::string key_file;
};

struct ProxySettings {
  std::string host = "127.0.0.1";
  std::uint16_t port = 3001;
  TlsSettings tls;
};

struct AdminSettings {
  std::string host = "127.0.0.1";
  std::uint16_t port = 3000;
  std::vector<std::string> allowed_hosts;
};

// What one connection of a client may cost us.
struct HttpSettings {
  std::int64_t body_bytes_max = 10 << 20;
  Duration header_timeout = std::chrono::seconds{10};
  Duration body_grace = std::chrono::seconds{5};
  std::int64_t body_bytes_per_second_min = 1024;
  Duration idle_timeout = std::chrono::seconds{60};
  Duration write_timeout = std::chrono::seconds{30};
  Duration drain_timeout = std::chrono::seconds{30};
  std::int64_t connections_max = 10'000;
};

enum class Fsync : std::uint8_t { kBatched, kAlways };

struct JournalSettings {
  std::int64_t segment_bytes = 64 << 20;
  std::int64_t quota_bytes = std::int64_t{4} << 30;
  Fsync fsync = Fsync::kBatched;
  Duration fsync_interval = std::chrono::milliseconds{5};
};

// Where gateways share the counters of limits and budgets.
struct RedisSettings {
  Secret url;                 // empty: they are kept in the process
  Secret sentinel_password;   // empty: sentinels ask for none
  std::int32_t gateways = 1;  // how many share them
  Duration deadline = std::chrono::milliseconds{5};
  bool leases = true;   // cores take slices of limits and budgets, to spend without asking
  std::string ca_file;  // "": the system's
};

enum class Processes : std::uint8_t { kOne, kSeveral };

// Where the configuration is kept: in the data folder, or in PostgreSQL.
struct DatabaseSettings {
  Secret url;        // empty: in the data folder
  Secret owner_url;  // empty: `url` is the owner's
  Processes processes = Processes::kOne;
  Duration statement_timeout = std::chrono::seconds{5};
};

enum class EventTables : std::uint8_t { kPlain, kReplicated };

// Where events go besides the data folder.
struct EventsSettings {
  Secret kafka;  // a URL; empty: nowhere else
  std::int32_t partitions = 12;
  std::int32_t replicas = 0;         // 0: as many as the cluster makes by itself
  Secret clickhouse;                 // a URL; empty: events are kept where they were made
  std::string clickhouse_ca_file{};  // "": the system's
  EventTables clickhouse_tables = EventTables::kPlain;
  std::int32_t clickhouse_months = 0;  // 0: for ever
};

struct AuthSettings {
  Secret pepper;  // empty: keys are stored as plain SHA-256
};

// Where calls go, and the deadlines of an API that names none of its own.
struct UpstreamSettings {
  std::vector<std::string> allow_private;  // "10.0.0.0/8", "127.0.0.1:8080", "[::1]:11434"
  std::string ca_file;                     // "": the system's
  Duration connect_timeout = std::chrono::seconds{5};
  Duration first_byte_timeout = std::chrono::seconds{60};
  Duration idle_timeout = std::chrono::seconds{60};
};

struct AnalyticsSettings {
  Duration ingest_interval = std::chrono::seconds{1};
};

enum class LogLevel : std::uint8_t { kDebug, kInfo, kWarn, kError };
enum class LogFormat : std::uint8_t { kAuto, kText, kJson };

struct LogSettings {
  LogLevel level = LogLevel::kInfo;
  LogFormat format = LogFormat::kAuto;
};

// How the bytes of calls are received.
enum class Engine : std::uint8_t { kAuto, kEpoll, kIoUring };

struct Settings {
  std::string data_folder;  // filled by Load from the XDG rules when nobody names one
  std::vector<Role> role;   // none: see RolesOf
  std::int32_t threads = 0;
  Engine engine = Engine::kAuto;
  ProxySettings proxy;
  AdminSettings admin;
  HttpSettings http;
  JournalSettings journal;
  RedisSettings redis;
  DatabaseSettings database;
  EventsSettings events;
  AuthSettings auth;
  UpstreamSettings upstream;
  AnalyticsSettings analytics;
  LogSettings log;
};

void Describe(Fields<TlsSettings>& f);
void Describe(Fields<ProxySettings>& f);
void Describe(Fields<AdminSettings>& f);
void Describe(Fields<HttpSettings>& f);
void Describe(Fields<JournalSettings>& f);
void Describe(Fields<RedisSettings>& f);
void Describe(Fields<DatabaseSettings>& f);
void Describe(Fields<EventsSettings>& f);
void Describe(Fields<AuthSettings>& f);
void Describe(Fields<UpstreamSettings>& f);
void Describe(Fields<AnalyticsSettings>& f);
void Describe(Fields<LogSettings>& f);
void Describe(Fields<Settings>& f);

// Where settings come from, strongest first: flags, environment, file, defaults.
struct Sources {
  struct Flag {
    std::string name;  // "proxy-port", without the dashes
    std::string value;
  };
  std::vector<Flag> flags;
  std::map<std::string, std::string> environment;
  // The file to read; nullopt: RATEGUARD_CONFIG, else the first of the usual places that exists.
  std::optional<std::string> file;
  // Reads a whole file; kNotFound when it is not there. ReadFile, except in tests.
  std::function<Result<std::string>(const std::string& path)> read;
};

// The environment of this process.
std::map<std::string, std::string> ProcessEnvironment();
Result<std::string> ReadFile(const std::string& path);

struct SettingFault {
  std::string where;  // "rateguard.yaml:3:7", "RATEGUARD_PROXY__PORT", "--proxy-port"
  std::string path;   // "proxy.port"
  std::string detail;
};
// "rateguard.yaml:3:7: proxy.port must be at most 65535"
std::string Print(const SettingFault& fault);

struct Loaded {
  Settings settings;  // meaningful only without faults
  std::string file;   // what was read, "" when none
  std::map<std::string, std::string>
      origins;                       // "proxy.port" -> "RATEGUARD_PROXY__PORT"; absent: default
  std::vector<SettingFault> faults;  // every one, in the order of the sources
};

// Reads all sources and reports everything that is wrong at once. Secrets are also taken from
// RATEGUARD_SECTION__KEY_FILE and from $CREDENTIALS_DIRECTORY/section.key; never from flags.
Loaded Load(const Sources& sources);

// One row per setting, in the order of the declaration.
struct SettingRow {
  std::string path;      // "proxy.port"
  std::string flag;      // "--proxy-port"; "" for secrets
  std::string variable;  // "RATEGUARD_PROXY__PORT"
  std::string type;      // "integer", "duration", "text", ...
  std::string bounds;    // "0 to 65535", "batched, always"; "" when none
  std::string fallback;  // the default, as it would be written
  std::string because;
};
std::vector<SettingRow> SettingRows();
// True when `name` (without dashes) is the flag of a setting; tells the CLI's flags from ours.
bool IsSettingFlag(std::string_view name);

// What is in force, as YAML that Load would read again; secrets as ****. With `with_origin`, each
// line says where its value came from.
enum class Origins : std::uint8_t { kHide, kShow };
std::string PrintSettings(const Loaded& loaded, Origins origins);
// JSON Schema of the file, as text.
std::string SettingsSchema();
// docs/configuration.md.
std::string SettingsPage();

}  // namespace rg::config

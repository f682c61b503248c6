#include "app/serve.h"

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include "admin/api.h"
#include "admin/handler.h"
#include "app/analytics/serve.h"
#include "app/application.h"
#include "app/demo_seed.h"
#include "app/local_runtime.h"
#include "app/process/process.h"
#include "cli/exit_code.h"
#include "demo/provider.h"
#include "http/server.h"

namespace rg::app {
namespace {

namespace asio = boost::asio;

constexpr std::uint16_t kDemoProviderPort = 3002;
constexpr Duration kTendEvery = std::chrono::seconds{1};
constexpr Duration kLookEvery = std::chrono::milliseconds{20};
constexpr std::chrono::milliseconds kDemoPace{12};

// The loop of the thread that called Serve: signals, and what the control plane does by the clock.
class ControlLoop {
 public:
  ControlLoop(Application& app, asio::io_context& io)
      : app_(app),
        io_(io),
        signals_(io, SIGTERM, SIGINT),
        reload_(io, SIGHUP),
        tend_(io.get_executor()),
        look_(io.get_executor()) {
    signals_.async_wait([this](const boost::system::error_code& error, int) {
      if (error) return;
      app_.BeginDrain();
      WaitForDrain();
    });
    WaitForReload();
    Tend();
  }

 private:
  void WaitForReload() {
    reload_.async_wait([this](const boost::system::error_code& error, int) {
      if (error) return;
      app_.Reload();
      WaitForReload();
    });
  }

  // The loop goes on meanwhile, so that whoever asks is told that calls should go elsewhere.
  void WaitForDrain() {
    if (app_.Drained()) return io_.stop();
    look_.expires_after(kLookEvery);
    look_.async_wait([this](const boost::system::error_code& error) {
      if (!error) WaitForDrain();
    });
  }

  void Tend() {
    tend_.expires_after(kTendEvery);
    tend_.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      app_.Tend();
      Tend();
    });
  }

  Application& app_;
  asio::io_context& io_;
  asio::signal_set signals_;
  asio::signal_set reload_;
  http::SteadyTimer tend_;
  http::SteadyTimer look_;
};

// The admin API, on the main thread's loop; of a process without the role control, its probes and
// metrics only. What waits for a database waits on a thread beside it.
class AdminServer {
 public:
  AdminServer(Application& app, asio::io_context& io)
      : runtime_(app),
        ticker_(io, app.clock()),
        api_(app.roles().control
                 ? admin::MakeApi({app.registry(), app.reports_connection(), app.questions(),
                                   runtime_, app.last_used(), app.clock()})
                 : admin::MakeProbes(runtime_)),
        handler_(api_, &app.registry(), app.data().admin_token(),
                 {.allowed_hosts = app.settings().admin.allowed_hosts,
                  .aside = [this](std::function<void()> job) { aside_.Post(std::move(job)); }},
                 app.log()),
        server_(io, ticker_,
                {.address = app.settings().admin.host, .port = app.settings().admin.port},
                handler_) {}

  Result<void> Start() {
    ticker_.Start();
    return server_.Listen();
  }
  // When the loop has ended: what is under way ends, and nobody hears of it.
  void Stop() { aside_.Stop(); }
  std::uint16_t port() const { return server_.port(); }

 private:
  LocalRuntime runtime_;
  http::Ticker ticker_;
  admin::Api api_;
  admin::Handler handler_;
  http::Server server_;
  Worker aside_{"rg-admin", Worker::Priority::kLikeCalls, std::chrono::hours{1}, [] {}};
};

// A demo's provider: the same program on the other side of a socket, on a thread of its own.
class DemoProvider {
 public:
  explicit DemoProvider(const Clock& clock)
      : ticker_(io_, clock), provider_(clock, {.pace = kDemoPace}) {}
  ~DemoProvider() {
    io_.stop();
    if (thread_.joinable()) thread_.join();
  }

  Result<void> Start() {
    for (const std::uint16_t port : {kDemoProviderPort, std::uint16_t{0}}) {
      http::ServerOptions options;
      options.port = port;
      server_ = std::make_unique<http::Server>(io_, ticker_, options, provider_);
      const Result<void> listening = server_->Listen();
      if (!listening && port == 0) return listening.error();
      if (listening) break;
    }
    ticker_.Start();
    thread_ = std::thread([this] { io_.run(); });
    return {};
  }
  std::uint16_t port() const { return server_->port(); }

 private:
  asio::io_context io_{1};
  http::Ticker ticker_;
  demo::Provider provider_;
  std::unique_ptr<http::Server> server_;
  std::thread thread_;
};

// Serves the admin API until a signal has come and the calls have ended. `greet` prints the first
// screen once everything listens.
int RunUntilSignal(Application& app, const std::function<void(std::uint16_t admin_port)>& greet) {
  asio::io_context io(1);
  AdminServer admin(app, io);
  if (const Result<void> listening = admin.Start(); !listening) {
    app.Stop();
    return Explain(listening.error());
  }
  ControlLoop loop(app, io);
  greet(admin.port());
  std::cout.flush();
  io.run();
  app.Leave();
  admin.Stop();
  app.Stop();
  return cli::kExitOk;
}

// Where the configuration is, and where limits and budgets are counted.
std::string ShapeOf(const config::Settings& settings) {
  std::string events = settings.events.kafka.empty() ? "" : ", events to Kafka";
  if (!settings.events.clickhouse.empty()) events += ", asked in ClickHouse";
  const bool alone = settings.database.url.empty() && settings.redis.url.empty();
  if (alone) return "one machine (SQLite, in process)" + events;
  return std::string(settings.database.url.empty() ? "SQLite" : "PostgreSQL") + ", " +
         (settings.redis.url.empty() ? "in process" : "Redis") + events;
}

void PrintBanner(const Application& app, std::uint16_t admin_port, Duration started_in) {
  const config::Settings& settings = app.settings();
  const bool tls = !settings.proxy.tls.certificate_file.empty();
  const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(started_in).count();
  std::cout << "RateGuard " RG_VERSION "   " << ShapeOf(settings) << "   started in " << millis
            << " ms\n";
  if (!settings.role.empty()) std::cout << "  Role     " << config::Print(app.roles()) << "\n";
  if (app.roles().proxy) {
    std::cout << "  Proxy    " << Url(settings.proxy.host, app.proxy_port(), tls)
              << "/v1      OpenAI and Anthropic compatible\n";
  }
  const std::string admin = Url(settings.admin.host, admin_port, false);
  std::cout << (app.roles().control ? "  Admin    " + admin + "/api/v1\n"
                                    : "  Health   " + admin + "/readyz\n")
            << "  Data     " << app.data().path().string();
  if (app.roles().control) std::cout << "      back up with: rateguard backup";
  std::cout << "\n";
}

// The command that brings a new installation one step further. A provider's key in the environment
// is offered, never taken.
void PrintNext(Application& app) {
  if (!app.roles().control) return;
  if (!app.registry().snapshot()->apis.apis().empty()) {
    std::cout << "  Next     rateguard keys create --name my-app\n";
    return;
  }
  const bool anthropic =
      std::getenv("OPENAI_API_KEY") == nullptr && std::getenv("ANTHROPIC_API_KEY") != nullptr;
  const std::string provider = anthropic ? "anthropic" : "openai";
  const std::string variable = anthropic ? "ANTHROPIC_API_KEY" : "OPENAI_API_KEY";
  std::cout << "  Next     rateguard apis create --provider " << provider << " --credential-env "
            << variable << "\n"
            << "           rateguard keys create --name my-app\n";
}

void PrintDemo(const std::string& proxy_url, const std::string& provider_url, const Secret& key) {
  std::cout
      << "  Demo     a seeded workspace and a provider inside (" << provider_url
      << "): nothing leaves this machine or costs money\n"
      << "  Key      " << key.Reveal() << "\n"
      << "  Try      this, as it stands:\n"
      << "curl -si " << proxy_url << "/v1/chat/completions -H 'Authorization: Bearer "
      << key.Reveal() << "' -H 'Content-Type: application/json' -d "
      << R"('{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Say hello in five words"}],"max_tokens":40}')"
      << "\n";
}

}  // namespace

int Serve(const cli::ServeRequest& request) {
  const config::Roles roles = config::RolesOf(request.loaded.settings);
  if (!roles.proxy && !roles.control) return ServeAnalytics(request.loaded.settings);
  const SystemClock clock;
  const Duration began = clock.Steady();
  const auto app = Application::Start(request.loaded.settings);
  if (!app) return Explain(app.error());
  return RunUntilSignal(**app, [&](std::uint16_t admin_port) {
    PrintBanner(**app, admin_port, clock.Steady() - began);
    PrintNext(**app);
  });
}

int Demo(const cli::DemoRequest& request) {
  const SystemClock clock;
  const Duration began = clock.Steady();
  config::Settings settings = request.loaded.settings;
  // What others share is not the demo's to touch.
  settings.database = {};
  settings.redis = {};
  settings.events = {};
  settings.role = {};
  if (request.fresh) {
    std::error_code ignored;  // what is not there needs no removing; what stays is told by Open
    std::filesystem::remove_all(settings.data_folder, ignored);
  }
  DemoProvider provider(clock);
  if (const Result<void> started = provider.Start(); !started) return Explain(started.error());
  const std::string url = Url("127.0.0.1", provider.port(), false);
  settings.upstream.allow_private.push_back("127.0.0.1:" + std::to_string(provider.port()));
  const Result<Secret> key =
      SeedDemo(settings, {.seed = request.seed, .days = request.days, .provider_url = url}, clock);
  if (!key) return Explain(key.error());
  const auto app = Application::Start(settings);
  if (!app) return Explain(app.error());
  return RunUntilSignal(**app, [&](std::uint16_t admin_port) {
    PrintBanner(**app, admin_port, clock.Steady() - began);
    PrintDemo(Url(settings.proxy.host, (*app)->proxy_port(), false), url, *key);
  });
}

}  // namespace rg::app

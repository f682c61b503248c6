#include "app/analytics/serve.h"

#include <csignal>
#include <iostream>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include "admin/api.h"
#include "admin/handler.h"
#include "app/analytics/analytics.h"
#include "app/process/log_of.h"
#include "app/process/process.h"
#include "auth/key.h"
#include "cli/exit_code.h"
#include "http/server.h"

namespace rg::app {
namespace {

namespace asio = boost::asio;

// What probes and scrapers learn of a process that does nothing else.
class AnalyticsProbed final : public admin::Probed {
 public:
  explicit AnalyticsProbed(const Analytics& analytics) : analytics_(analytics) {}

  Health health() override {
    Health health{.started = true, .ready = true, .why_not = "", .note = ""};
    const std::string why = analytics_.why_away();
    if (!why.empty()) health.note = "events do not reach ClickHouse: " + why;
    return health;
  }
  void Collect(admin::MetricsText& metrics) override {
    CollectVersion(metrics);
    analytics_.Collect(metrics);
  }

 private:
  const Analytics& analytics_;
};

}  // namespace

int ServeAnalytics(const config::Settings& settings) {
  const SystemClock clock;
  const Duration began = clock.Steady();
  Log log(clock, LevelOf(settings.log.level), WantsJson(settings.log.format));
  const auto analytics = Analytics::Open(settings.events, {.clock = clock, .log = log});
  if (!analytics) return Explain(analytics.error());

  asio::io_context io(1);
  http::Ticker ticker(io, clock);
  AnalyticsProbed probed(**analytics);
  const admin::Api api = admin::MakeProbes(probed);
  SystemEntropy entropy;
  // Of nobody: no endpoint here asks for a token, and what is none is told nothing.
  const Secret token = auth::NewKey(entropy, auth::KeyKind::kAdmin);
  admin::Handler handler(api, nullptr, token, {.allowed_hosts = settings.admin.allowed_hosts}, log);
  http::Server server(io, ticker, {.address = settings.admin.host, .port = settings.admin.port},
                      handler);
  ticker.Start();
  if (const Result<void> listening = server.Listen(); !listening) return Explain(listening.error());
  asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (!error) io.stop();
  });
  (*analytics)->Start();
  const auto millis =
      std::chrono::duration_cast<std::chrono::milliseconds>(clock.Steady() - began).count();
  std::cout << "RateGuard " RG_VERSION "   analytics   started in " << millis << " ms\n"
            << "  Health   " << Url(settings.admin.host, server.port(), false) << "/readyz\n"
            << "  Events   " << (*analytics)->Describe() << "\n";
  std::cout.flush();
  io.run();
  (*analytics)->Stop();
  return cli::kExitOk;
}

}  // namespace rg::app

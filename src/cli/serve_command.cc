#include <filesystem>

#include "cli/command.h"
#include "cli/data_folder.h"
#include "cli/port_owner.h"
#include "core/money.h"

namespace rg::cli {
namespace {

// Said before anything is opened, and by name: the kernel would let a second server of the same
// user share the port.
Outcome<void> PortsAreFree(const config::Settings& settings) {
  const auto free = [](const std::string& host, std::uint16_t port,
                       std::string_view flag) -> Outcome<void> {
    const auto owner = OwnerOfPort(host, port);
    if (!owner) return {};
    return Failure(kExitUnavailable, PortTaken(port, *owner, flag));
  };
  if (config::RolesOf(settings).proxy) {
    RG_CHECK(free(settings.proxy.host, settings.proxy.port, "--proxy-port"));
  }
  return free(settings.admin.host, settings.admin.port, "--admin-port");
}

// At the first start, providers' keys in the environment are offered; nothing is stored unasked.
void OfferKeys(Session& session, const std::string& data_folder) {
  std::error_code failed;
  if (std::filesystem::exists(InFolder(data_folder, kDatabaseFile), failed)) return;
  const auto& environment = session.world().environment;
  for (const auto& [provider, variable] :
       {std::pair<std::string, std::string>{"openai", "OPENAI_API_KEY"},
        {"anthropic", "ANTHROPIC_API_KEY"}}) {
    const auto found = environment.find(variable);
    if (found == environment.end() || found->second.empty()) continue;
    session.Say(variable + " is set. To use it: rateguard apis create --provider " + provider +
                " --credential-env " + variable);
  }
}

Outcome<int> Serve(Session& session) {
  if (!session.arguments().words().empty()) {
    return UsageFailure("what is \"" + session.arguments().words().front() +
                        "\"? serve takes flags only");
  }
  RG_TRY(config::Loaded loaded, session.Settings());
  RG_CHECK(PortsAreFree(loaded.settings));
  if (config::RolesOf(loaded.settings).control) {
    OfferKeys(session, loaded.settings.data_folder);
  }
  return session.hooks().serve({std::move(loaded)});
}

Outcome<std::int64_t> NumberOf(const Arguments& arguments, std::string_view flag,
                               std::int64_t otherwise, std::int64_t most) {
  const auto text = arguments.Get(flag);
  if (!text) return otherwise;
  const Result<std::int64_t> number = ParseDecimal(*text, 0);
  if (number && *number >= 0 && *number <= most) return *number;
  return UsageFailure("--" + std::string(flag) + " must be a number from 0 to " +
                      std::to_string(most));
}

Outcome<int> Demo(Session& session) {
  constexpr std::int64_t kDaysMax = 366;
  constexpr std::int64_t kSeedMax = 1'000'000'000'000;
  DemoRequest request;
  RG_TRY(const std::int64_t days, NumberOf(session.arguments(), "days", request.days, kDaysMax));
  RG_TRY(const std::int64_t seed,
         NumberOf(session.arguments(), "seed", static_cast<std::int64_t>(request.seed), kSeedMax));
  RG_TRY(request.loaded, session.Settings());
  // The real data is not the demo's to touch, whatever the settings file says.
  if (!session.arguments().Has("data-folder")) {
    request.loaded.settings.data_folder = DemoFolderOf(request.loaded.settings.data_folder);
  }
  request.days = static_cast<int>(days);
  request.seed = static_cast<std::uint64_t>(seed);
  request.fresh = session.arguments().Has("fresh");
  RG_CHECK(PortsAreFree(request.loaded.settings));
  return session.hooks().demo(request);
}

}  // namespace

Command ServeCommand() {
  return {"serve",
          "run the gateway",
          {{.name = "",
            .summary = "run the gateway; everything has a default",
            .words = "",
            .examples = "rateguard serve\n"
                        "rateguard serve --proxy-port 8080 --data-folder ./data\n"
                        "RATEGUARD_PROXY__PORT=8080 rateguard serve\n"
                        "rateguard serve --role proxy         one of many, on a shared database\n"
                        "rateguard config print --origin     what it would run with, and why",
            .flags = {},
            .needs = Needs::kSettings,
            .run = &Serve}}};
}

Command DemoCommand() {
  return {"demo",
          "try everything: a provider inside, and thirty days of traffic",
          {{.name = "",
            .summary = "the gateway with a provider inside, a workspace and thirty days of traffic",
            .words = "",
            .examples = "rateguard demo\nrateguard demo --fresh --days 90",
            .flags = {{"days", "N", "How many days of traffic to make up; 30 unless told."},
                      {"seed", "N", "The same seed makes the same traffic."},
                      {"fresh", "", "Forget what an earlier demo left."}},
            .needs = Needs::kSettings,
            .run = &Demo}}};
}

}  // namespace rg::cli

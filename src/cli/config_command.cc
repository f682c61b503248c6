#include <ostream>

#include <boost/json/object.hpp>

#include "cli/command.h"
#include "cli/show.h"

namespace rg::cli {
namespace {

namespace json = boost::json;

Outcome<int> Print(Session& session) {
  RG_TRY(const config::Loaded loaded, session.Settings());
  const bool origin = session.arguments().Has("origin");
  session.out() << config::PrintSettings(loaded,
                                         origin ? config::Origins::kShow : config::Origins::kHide);
  return kExitOk;
}

Outcome<int> Check(Session& session) {
  const config::Loaded loaded = session.LoadSettings();
  if (session.WantsJson()) {
    json::array faults;
    for (const config::SettingFault& fault : loaded.faults) {
      faults.push_back({{"where", fault.where}, {"setting", fault.path}, {"detail", fault.detail}});
    }
    session.out() << PrettyJson({{"file", loaded.file}, {"faults", std::move(faults)}});
    return loaded.faults.empty() ? kExitOk : kExitConfiguration;
  }
  for (const config::SettingFault& fault : loaded.faults)
    session.out() << config::Print(fault) << '\n';
  if (!loaded.faults.empty()) return kExitConfiguration;
  session.Say(loaded.file.empty()
                  ? "There is no settings file; the defaults and the environment are fine."
                  : loaded.file + " is fine.");
  return kExitOk;
}

Outcome<int> Schema(Session& session) {
  session.out() << config::SettingsSchema() << '\n';
  return kExitOk;
}

}  // namespace

Command ConfigCommand() {
  return {
      "config",
      "the settings: print, check, schema",
      {{.name = "print",
        .summary = "show the settings in force",
        .words = "",
        .examples = "rateguard config print\nrateguard config print --origin",
        .flags = {{"origin", "", "Say where each value comes from."}},
        .needs = Needs::kSettings,
        .run = &Print},
       {.name = "check",
        .summary = "list everything that is wrong with them; exit 78 if something is",
        .words = "",
        .examples =
            "rateguard config check\nrateguard config check --config /etc/rateguard/rateguard.yaml",
        .flags = {},
        .needs = Needs::kSettings,
        .run = &Check},
       {.name = "schema",
        .summary = "print the JSON Schema of the settings file, for editors",
        .words = "",
        .examples = "rateguard config schema > rateguard.schema.json",
        .flags = {},
        .needs = Needs::kNothing,
        .run = &Schema}}};
}

}  // namespace rg::cli

#include <ostream>

#include <boost/json/object.hpp>

#include "cli/command.h"
#include "cli/show.h"
#include "meter/catalogue/catalogue.h"

namespace rg::cli {
namespace {

Outcome<int> Version(Session& session) {
  const std::string prices(meter::EmbeddedPrices()->version());
  if (session.WantsJson()) {
    session.out() << PrettyJson(
        {{"version", RG_VERSION}, {"prices", prices}, {"compiler", "GCC " __VERSION__}});
    return kExitOk;
  }
  session.out() << "rateguard " RG_VERSION "\n";
  if (session.arguments().Has("verbose")) {
    session.out() << "prices   " << prices << "\ncompiler GCC " __VERSION__ "\n";
  }
  return kExitOk;
}

}  // namespace

Command VersionCommand() {
  return {"version",
          "which version this is",
          {{.name = "",
            .summary = "which version this is",
            .words = "",
            .examples = "rateguard version\nrateguard version --verbose",
            .flags = {},
            .needs = Needs::kNothing,
            .run = &Version}}};
}

}  // namespace rg::cli

#include <ostream>
#include <string>

#include "cli/command.h"

namespace rg::cli {
namespace {

Outcome<int> Migrate(Session& session) {
  RG_TRY(const config::Loaded loaded, session.Settings());
  const config::DatabaseSettings& database = loaded.settings.database;
  if (database.url.empty()) {
    session.Say("There is nothing to do: serve brings the database in the data folder up to date.");
    return kExitOk;
  }
  const bool check = session.arguments().Has("check");
  const Result<bool> current =
      session.hooks().migrate(database, check ? Migration::kCheck : Migration::kApply);
  if (!current) return Failure(ExitCodeOf(current.error()), Describe(current.error()));
  session.Say(*current ? "The tables are as this version wants them."
                       : "The tables are not as this version wants them: rateguard migrate");
  return *current ? kExitOk : kExitFailure;
}

}  // namespace

Command MigrateCommand() {
  return {"migrate",
          "make or change the tables that this version wants",
          {{.name = "",
            .summary = "make or change the tables in PostgreSQL, while servers run or not; serve "
                       "does the same where its user may",
            .words = "",
            .examples = "rateguard migrate\n"
                        "rateguard migrate --check     changes nothing; says whether it would",
            .flags = {{"check", "", "Only look; fails when there is something to do."}},
            .needs = Needs::kSettings,
            .run = &Migrate}}};
}

}  // namespace rg::cli

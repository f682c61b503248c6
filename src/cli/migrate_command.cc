#include <ostream>
#include <string>

#include "cli/command.h"

namespace rg::cli {
namespace {

// One of the stores that the settings name.
struct Store {
  const char* current;
  const char* not_current;
};
constexpr Store kTables = {"The tables are as this version wants them.",
                           "The tables are not as this version wants them: rateguard migrate"};
constexpr Store kTopics = {"The topics are there, with as many partitions as are wanted.",
                           "Topics are missing, or have too few partitions: rateguard migrate"};

Outcome<int> Say(Session& session, const Store& store, const Result<bool>& current) {
  if (!current) return Failure(ExitCodeOf(current.error()), Describe(current.error()));
  session.Say(*current ? store.current : store.not_current);
  return *current ? kExitOk : kExitFailure;
}

Outcome<int> Migrate(Session& session) {
  RG_TRY(const config::Loaded loaded, session.Settings());
  const config::Settings& settings = loaded.settings;
  if (settings.database.url.empty() && settings.events.kafka.empty()) {
    session.Say("There is nothing to do: serve brings the database in the data folder up to date.");
    return kExitOk;
  }
  const Migration what = session.arguments().Has("check") ? Migration::kCheck : Migration::kApply;
  int tables = kExitOk;
  int topics = kExitOk;
  if (!settings.database.url.empty()) {
    RG_TRY(tables, Say(session, kTables, session.hooks().migrate(settings.database, what)));
  }
  if (!settings.events.kafka.empty()) {
    RG_TRY(topics, Say(session, kTopics, session.hooks().migrate_topics(settings.events, what)));
  }
  return tables == kExitOk ? topics : tables;
}

}  // namespace

Command MigrateCommand() {
  return {"migrate",
          "make or change the tables and topics that this version wants",
          {{.name = "",
            .summary = "make or change the tables in PostgreSQL and the topics in Kafka, while "
                       "servers run or not; serve does the same with tables where its user may",
            .words = "",
            .examples = "rateguard migrate\n"
                        "rateguard migrate --check     changes nothing; says whether it would",
            .flags = {{"check", "", "Only look; fails when there is something to do."}},
            .needs = Needs::kSettings,
            .run = &Migrate}}};
}

}  // namespace rg::cli

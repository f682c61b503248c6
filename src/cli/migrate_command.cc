#include <algorithm>
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
constexpr Store kEvents = {"ClickHouse has the tables that this version wants.",
                           "ClickHouse lacks tables that this version wants: rateguard migrate"};

Outcome<int> Say(Session& session, const Store& store, const Result<bool>& current) {
  if (!current) return Failure(ExitCodeOf(current.error()), Describe(current.error()));
  session.Say(*current ? store.current : store.not_current);
  return *current ? kExitOk : kExitFailure;
}

// All of them are looked at, also behind one that is not current; an error ends it.
Outcome<int> Migrate(Session& session) {
  RG_TRY(const config::Loaded loaded, session.Settings());
  const config::DatabaseSettings& database = loaded.settings.database;
  const config::EventsSettings& events = loaded.settings.events;
  const Migration what = session.arguments().Has("check") ? Migration::kCheck : Migration::kApply;
  bool any = false;
  int worst = kExitOk;
  const auto look = [&](bool given, const Store& store, auto migrate) -> Outcome<void> {
    if (!given) return {};
    any = true;
    RG_TRY(const int exit, Say(session, store, migrate()));
    worst = std::max(worst, exit);
    return {};
  };
  const Hooks& hooks = session.hooks();
  RG_CHECK(look(!database.url.empty(), kTables, [&] { return hooks.migrate(database, what); }));
  RG_CHECK(
      look(!events.kafka.empty(), kTopics, [&] { return hooks.migrate_topics(events, what); }));
  RG_CHECK(look(!events.clickhouse.empty(), kEvents,
                [&] { return hooks.migrate_events(events, what); }));
  if (!any) {
    session.Say("There is nothing to do: serve brings the database in the data folder up to date.");
  }
  return worst;
}

}  // namespace

Command MigrateCommand() {
  return {"migrate",
          "make or change the tables and topics that this version wants",
          {{.name = "",
            .summary = "make or change the tables in PostgreSQL and ClickHouse and the topics in "
                       "Kafka, while servers run or not; serve does so with those of PostgreSQL "
                       "itself, where its user may",
            .words = "",
            .examples = "rateguard migrate\n"
                        "rateguard migrate --check     changes nothing; says whether it would",
            .flags = {{"check", "", "Only look; fails when there is something to do."}},
            .needs = Needs::kSettings,
            .run = &Migrate}}};
}

}  // namespace rg::cli

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <ostream>
#include <string>

#include "cli/command.h"
#include "cli/show.h"

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

void Tell(Session& session, const Moved& moved, const std::string& from, const std::string& to) {
  session.Say(moved.configuration_was_there
                  ? "The configuration is in the database: it was moved before."
                  : "Moved into the database: " + ShowCount(moved.resources) +
                        " workspaces, keys, budgets and so on, and " + ShowCount(moved.changes) +
                        " lines of the log of changes.");
  const std::string calls = "The history of " + ShowCount(moved.calls) + " calls ";
  if (moved.stays) {
    session.Say(calls + "stays in " + to + ".");
  } else {
    session.Say(calls +
                (moved.history_was_there ? "was in " + to + " already." : "is in " + to + "."));
    session.Say("Let no gateway run on " + from +
                " any more: it would spend the same budgets a second time.");
  }
  if (moved.in_clickhouse) {
    session.Say("ClickHouse has it too" +
                (moved.refused == 0
                     ? "."
                     : ", but for " + ShowCount(moved.refused) + " events that it did not take."));
  }
  session.Say("Next: rateguard serve, with database.url set");
}

Outcome<int> Move(Session& session, const config::Settings& settings) {
  const std::string from = std::filesystem::absolute(session.arguments().GetOr("from-data", ""));
  const Result<Moved> moved = session.hooks().move_in(settings, from);
  if (!moved) return Failure(ExitCodeOf(moved.error()), Describe(moved.error()));
  Tell(session, *moved, from, settings.data_folder);
  return kExitOk;
}

// All stores are looked at, also behind one that is not current; an error ends it.
Outcome<int> MigrateStores(Session& session, const config::Settings& settings, Migration what) {
  const config::EventsSettings& events = settings.events;
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
  RG_CHECK(look(!settings.database.url.empty(), kTables,
                [&] { return hooks.migrate(settings.database, what); }));
  RG_CHECK(
      look(!events.kafka.empty(), kTopics, [&] { return hooks.migrate_topics(events, what); }));
  RG_CHECK(look(!events.clickhouse.empty(), kEvents,
                [&] { return hooks.migrate_events(events, what); }));
  if (!any) {
    session.Say("There is nothing to do: serve brings the database in the data folder up to date.");
  }
  return worst;
}

Outcome<int> Migrate(Session& session) {
  const bool moves = session.arguments().Has("from-data");
  const bool checks = session.arguments().Has("check");
  if (moves && checks) {
    return UsageFailure("--check looks at tables and topics only: leave it, or --from-data, out");
  }
  RG_TRY(const config::Loaded loaded, session.Settings());
  if (moves && loaded.settings.database.url.empty()) {
    return UsageFailure("--from-data moves into PostgreSQL: set database.url (docs/postgres.md)");
  }
  RG_TRY(const int exit,
         MigrateStores(session, loaded.settings, checks ? Migration::kCheck : Migration::kApply));
  if (moves) return Move(session, loaded.settings);
  return exit;
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
                        "rateguard migrate --check     changes nothing; says whether it would\n"
                        "rateguard migrate --from-data ~/.local/share/rateguard",
            .flags = {{"check", "", "Only look; fails when there is something to do."},
                      {"from-data", "DIR",
                       "Then move what one machine has in that data folder, where no gateway runs "
                       "any more: its configuration into PostgreSQL, its history into "
                       "data_folder, and into ClickHouse where the settings name one."}},
            .needs = Needs::kSettings,
            .run = &Migrate}}};
}

}  // namespace rg::cli

// rateguard: one program, every command. What each does is in src/cli; what serving needs is put
// together in application.cc.
#include <string>
#include <vector>

#include "app/doctor/stores.h"
#include "app/move/move_in.h"
#include "app/serve.h"
#include "app/stores/clickhouse.h"
#include "app/stores/database.h"
#include "app/stores/topic.h"
#include "cli/cli.h"
#include "cli/world.h"

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const rg::SystemClock clock;
  rg::cli::World world = rg::cli::ProcessWorld(clock);
  return rg::cli::Run(arguments, world,
                      {.serve = &rg::app::Serve,
                       .demo = &rg::app::Demo,
                       .examine_stores = &rg::app::ExamineStores,
                       .migrate = &rg::app::MigrateDatabase,
                       .migrate_topics = &rg::app::MigrateTopics,
                       .migrate_events = &rg::app::MigrateClickHouse,
                       .move_in = &rg::app::MoveIn});
}

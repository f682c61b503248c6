#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/finding.h"
#include "cli/world.h"
#include "config/settings.h"
#include "core/result.h"

namespace rg::cli {

// The commands that are the server itself, and what needs to know a store. The app implements them.
struct ServeRequest {
  config::Loaded loaded;  // checked already: no faults
};
struct DemoRequest {
  config::Loaded loaded;  // its data folder is the demo's own
  std::uint64_t seed = 1;
  int days = 30;       // of events to make; 0: none
  bool fresh = false;  // forget what an earlier demo left in the folder
};

enum class Migration : std::uint8_t { kCheck, kApply };

// What a move of one machine's installation into the stores of many has done.
struct Moved {
  bool stays = false;                    // the history is where it is to be
  bool history_was_there = false;        // moved earlier
  bool configuration_was_there = false;  // moved earlier
  std::int64_t resources = 0;
  std::int64_t changes = 0;    // of the log of who changed what
  std::int64_t calls = 0;      // in the history
  bool in_clickhouse = false;  // where the history is as well
  std::int64_t refused = 0;    // events that ClickHouse did not take
};

struct Hooks {
  std::function<int(const ServeRequest&)> serve;
  std::function<int(const DemoRequest&)> demo;
  // For doctor: looks at the stores outside the process that the settings name. Null: at none.
  std::function<std::vector<Finding>(const config::Settings&)> examine_stores = {};
  // Whether the tables of the database that the settings name are as this program wants them,
  // afterwards.
  std::function<Result<bool>(const config::DatabaseSettings&, Migration)> migrate = {};
  // Whether the topics are there and have partitions enough, afterwards.
  std::function<Result<bool>(const config::EventsSettings&, Migration)> migrate_topics = {};
  // Whether ClickHouse has the tables, as far as this program knows them, afterwards.
  std::function<Result<bool>(const config::EventsSettings&, Migration)> migrate_events = {};
  // Moves what lies in that data folder into the stores that the settings name.
  std::function<Result<Moved>(const config::Settings&, const std::string& folder)> move_in = {};
};

// Runs one command line, without the program's name, and returns its exit code.
//
//   rateguard keys create --name my-app
//             `-- command --------------> table of commands (commands.cc) -> one file per command
//                                               |
//                          serve, demo: hooks   |   the others: admin API of a running server
//
// Data goes to world.out and messages to world.err. Nothing here prints a secret except the two
// commands that make one, once.
//
// Threads   None; serve and demo run until their hook returns.
int Run(std::span<const std::string> arguments, World& world, const Hooks& hooks);

}  // namespace rg::cli

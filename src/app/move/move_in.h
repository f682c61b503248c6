#pragma once

#include <string>

#include "cli/cli.h"
#include "config/settings.h"
#include "core/result.h"

namespace rg::app {

// For `rateguard migrate --from-data`: makes the installation of one machine that lies in `folder`
// the first of many, in the stores that the settings name.
//
//   folder ---> configuration: workspaces, keys, budgets, prices, changes ----> PostgreSQL
//         \---> history: events, roll-ups, journal, the keys to both -------> data_folder,
//          \                                     unless that is the folder itself
//           \-> events and roll-ups once more ------------------------------> ClickHouse,
//                                                where usage is asked there
//
// The history goes first: a gateway that found the configuration without it would begin budgets at
// nothing. Each half is there whole or not at all and says whose it is, so that the command can be
// repeated, whatever interrupted it, and does nothing twice. `folder` stays as it was, but for its
// schema, the installation's name and the file that keeps a gateway from being served from it
// without PostgreSQL.
//
// Errors    Nothing was changed where the detail says what is in the way: a gateway that runs, a
//           database or folder that holds something else.
Result<cli::Moved> MoveIn(const config::Settings& settings, const std::string& folder);

}  // namespace rg::app

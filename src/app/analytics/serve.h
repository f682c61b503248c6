#pragma once

#include "config/settings.h"

namespace rg::app {

// `rateguard serve --role analytics`: moves events until SIGTERM or SIGINT. Needs no data folder:
// nothing is kept in the process. Returns the process's exit code.
int ServeAnalytics(const config::Settings& settings);

}  // namespace rg::app

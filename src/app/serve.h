#pragma once

#include "cli/cli.h"

namespace rg::app {

// `rateguard serve`: runs the product until SIGTERM or SIGINT. Returns the process's exit code.
int Serve(const cli::ServeRequest& request);

// `rateguard demo`: the same with its own data folder, a seeded workspace and a provider inside.
int Demo(const cli::DemoRequest& request);

}  // namespace rg::app

#include <string>
#include <vector>

#include "app/serve.h"
#include "cli/cli.h"

int main(int argc, char** argv) {
  const rg::SystemClock clock;
  rg::cli::World world = rg::cli::ProcessWorld(clock);
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return rg::cli::Run(arguments, world, {.serve = &rg::app::Serve, .demo = &rg::app::Demo});
}

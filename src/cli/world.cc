#include "cli/world.h"

#include <ctime>
#include <iostream>
#include <unistd.h>

#include "config/settings.h"

namespace rg::cli {
namespace {

constexpr Duration kHttpTimeout = std::chrono::seconds{60};

bool SleepFor(Duration duration) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration);
  const timespec wanted{seconds.count(), (duration - seconds).count()};
  // A signal that has a handler of the program ends the sleep early: somebody wants us to stop.
  return ::nanosleep(&wanted, nullptr) == 0;
}

}  // namespace

World ProcessWorld(const Clock& clock) {
  return {.in = std::cin,
          .out = std::cout,
          .err = std::cerr,
          .in_is_terminal = ::isatty(STDIN_FILENO) == 1,
          .out_is_terminal = ::isatty(STDOUT_FILENO) == 1,
          .err_is_terminal = ::isatty(STDERR_FILENO) == 1,
          .environment = config::ProcessEnvironment(),
          .clock = clock,
          .send =
              [](const Url& url, const HttpRequest& request) {
                return SendOverSocket(url, request, kHttpTimeout, "");
              },
          .sleep = &SleepFor};
}

}  // namespace rg::cli

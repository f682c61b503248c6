#pragma once

#include <functional>
#include <iosfwd>
#include <map>
#include <string>

#include "cli/http_client.h"
#include "core/time.h"

namespace rg::cli {

// What a command sees of the world around it. main fills it from the process (ProcessWorld); a
// test, from strings.
struct World {
  std::istream& in;
  std::ostream& out;  // data
  std::ostream& err;  // messages and questions
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::map<std::string, std::string> environment;
  const Clock& clock;
  HttpSender send;
  // How `tail` waits between two looks. False when somebody asked the program to stop.
  std::function<bool(Duration)> sleep;
};

// Standard streams, the process's environment, real sockets and sleep.
World ProcessWorld(const Clock& clock);

}  // namespace rg::cli

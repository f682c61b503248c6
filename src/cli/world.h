#pragma once

#include <functional>
#include <iosfwd>
#include <map>
#include <string>

#include "core/time.h"

namespace rg::cli {

// What a command sees of the world around it. main fills it from the process; a test, from strings.
struct World {
  std::istream& in;
  std::ostream& out;   // data
  std::ostream& err;   // messages and questions
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::map<std::string, std::string> environment;
  const Clock& clock;
  std::function<void(Duration)> sleep;  // how `tail` waits between two looks
};

}  // namespace rg::cli

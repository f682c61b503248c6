#pragma once

#include <string_view>

namespace rg::meter {

// Takes the first event off a whole recorded stream: the bytes up to and including the blank line
// that ends it, or all of them when none does. Live streams are cut by http/, which bounds them.
inline std::string_view TakeEvent(std::string_view& rest) {
  std::size_t at = 0;
  while (true) {
    const std::size_t line_end = rest.find('\n', at);
    if (line_end == std::string_view::npos) break;
    const std::size_t length = line_end - at;
    const bool blank = length == 0 || (length == 1 && rest[at] == '\r');
    at = line_end + 1;
    if (!blank) continue;
    const std::string_view event = rest.substr(0, at);
    rest.remove_prefix(at);
    return event;
  }
  const std::string_view event = rest;
  rest = {};
  return event;
}

}  // namespace rg::meter

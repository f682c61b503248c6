#pragma once

#include <cstring>
#include <string>
#include <string_view>

namespace rg::meter {

// The payload of one raw event: what follows `data:`, lines joined as the standard says. Almost
// every event has one data line, and then the result points into it; else into `joined`. "" when
// the event has none (a comment, a keep-alive).
inline std::string_view EventData(std::string_view event, std::string& joined) {
  std::string_view data;
  bool many = false;
  while (!event.empty()) {
    const void* const found = std::memchr(event.data(), '\n', event.size());
    const std::size_t size =
        found == nullptr ? event.size()
                         : static_cast<std::size_t>(static_cast<const char*>(found) - event.data());
    std::string_view line = event.substr(0, size);
    event.remove_prefix(found == nullptr ? size : size + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.substr(0, 5) != "data:") continue;
    line.remove_prefix(5);
    if (!line.empty() && line.front() == ' ') line.remove_prefix(1);
    if (data.data() == nullptr) {
      data = line;
      continue;
    }
    if (!many) joined.assign(data);
    many = true;
    joined.push_back('\n');
    joined.append(line);
  }
  return many ? std::string_view{joined} : data;
}

}  // namespace rg::meter

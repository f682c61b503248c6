#include "store/clickhouse/sql_text.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>

namespace rg::store::clickhouse {

std::string Quoted(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string quoted = "'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\'' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < ' ' || byte > '~') {
      quoted += "\\x";
      quoted += kDigits[byte >> 4];
      quoted += kDigits[byte & 15];
    } else {
      quoted += c;
    }
  }
  return quoted += '\'';
}

std::string Quoted(const Uuid& id) { return "toUUID('" + ToString(id) + "')"; }

std::uint32_t DateTimeOf(TimePoint time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  constexpr std::int64_t kLast = std::numeric_limits<std::uint32_t>::max();
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(seconds, 0, kLast));
}

std::string Quoted(TimePoint time) {
  return "toDateTime(" + std::to_string(DateTimeOf(time)) + ")";
}

}  // namespace rg::store::clickhouse

#pragma once

#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>

#include "core/time.h"

namespace rg {

enum class LogLevel : std::uint8_t { kDebug, kInfo, kWarning, kError };

// One line on stderr per change of state; what repeats is a metric. JSON objects for machines,
// plain text on a terminal. Values never hold secrets or prompts: callers pass ids, names and
// numbers.
//
// Threads   Any; lines do not mix.
class Log {
 public:
  struct Field {
    std::string_view name;
    std::variant<std::string_view, std::int64_t> value;
  };

  Log(const Clock& clock, LogLevel least, bool json) : clock_(clock), least_(least), json_(json) {}

  // `event` is a stable name in snake case: "budget_threshold", "journal_full".
  void Write(LogLevel level, std::string_view event, std::string_view message,
             std::initializer_list<Field> fields = {});

 private:
  const Clock& clock_;
  LogLevel least_;
  bool json_;
  std::mutex mutex_;
};

}  // namespace rg

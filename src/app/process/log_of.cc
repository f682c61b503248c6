#include "app/process/log_of.h"

#include <unistd.h>

namespace rg::app {

LogLevel LevelOf(config::LogLevel level) {
  switch (level) {
    case config::LogLevel::kDebug:
      return LogLevel::kDebug;
    case config::LogLevel::kInfo:
      return LogLevel::kInfo;
    case config::LogLevel::kWarn:
      return LogLevel::kWarning;
    case config::LogLevel::kError:
      return LogLevel::kError;
  }
  return LogLevel::kInfo;
}

bool WantsJson(config::LogFormat format) {
  if (format == config::LogFormat::kAuto) return isatty(STDERR_FILENO) == 0;
  return format == config::LogFormat::kJson;
}

}  // namespace rg::app

#pragma once

#include "config/settings.h"
#include "core/log.h"

namespace rg::app {

// What the settings say of the log, in its own words.
LogLevel LevelOf(config::LogLevel level);
bool WantsJson(config::LogFormat format);

}  // namespace rg::app

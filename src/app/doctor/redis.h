#pragma once

#include <vector>

#include "cli/finding.h"
#include "config/settings.h"

namespace rg::app {

// What `rateguard doctor` says of the Redis that the settings name, asked from this machine.
// Nothing where they name none. The servers know our scripts afterwards.
std::vector<cli::Finding> ExamineRedis(const config::RedisSettings& settings);

}  // namespace rg::app

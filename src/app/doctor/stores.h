#pragma once

#include <vector>

#include "cli/finding.h"
#include "config/settings.h"

namespace rg::app {

// What `rateguard doctor` says of the stores outside the process that the settings name. Changes
// nothing but that Redis knows our scripts afterwards.
std::vector<cli::Finding> ExamineStores(const config::Settings& settings);

}  // namespace rg::app

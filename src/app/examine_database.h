#pragma once

#include <vector>

#include "cli/finding.h"
#include "config/settings.h"
#include "core/result.h"
#include "store/postgres/examine.h"

namespace rg::app {

// What `rateguard doctor` says of the database that the settings name, asked from this machine.
// Nothing where they name none.
std::vector<cli::Finding> ExamineDatabase(const config::Settings& settings);

// What is good and bad about what was found.
std::vector<cli::Finding> JudgeDatabase(const Result<store::postgres::Examination>& found);

}  // namespace rg::app

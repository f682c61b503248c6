#pragma once

#include <string>
#include <vector>

#include "cli/finding.h"
#include "config/settings.h"
#include "core/result.h"
#include "store/postgres/examine.h"

namespace rg::app {

// What `rateguard doctor` says of the database that the settings name, asked from this machine.
// Nothing where they name none.
std::vector<cli::Finding> ExamineDatabase(const config::Settings& settings);

// What is good and bad about what was found as the login of database.url.
std::vector<cli::Finding> JudgeDatabase(const Result<store::postgres::Examination>& found);
// The same of database.owner_url, which is to lead to the same `database`.
std::vector<cli::Finding> JudgeOwner(const Result<store::postgres::Examination>& found,
                                     const std::string& database);

}  // namespace rg::app

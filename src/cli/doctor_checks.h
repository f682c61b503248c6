#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/finding.h"
#include "cli/session.h"
#include "cli/text_table.h"

namespace rg::cli {

// The checks of a machine that need no server.
std::vector<Finding> CheckSettings(const config::Loaded& loaded);
std::vector<Finding> CheckDataFolder(const std::string& folder);
Finding CheckDisk(const std::string& folder);
Finding CheckJournal(const std::string& folder, std::int64_t quota_bytes);

// How far this machine's clock is from the Date field of an answer.
Finding CheckClock(TimePoint now, std::string_view date_field, std::string_view host);

void PrintFindings(std::ostream& out, const std::vector<Finding>& findings, Color color);
boost::json::value ToJson(const std::vector<Finding>& findings);

}  // namespace rg::cli

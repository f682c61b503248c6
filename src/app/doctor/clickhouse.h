#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/finding.h"
#include "config/settings.h"
#include "core/result.h"
#include "store/clickhouse/examine.h"

namespace rg::app {

// What `rateguard doctor` says of the ClickHouse that the settings name, asked from this machine.
// Nothing where they name none.
std::vector<cli::Finding> ExamineClickHouse(const config::Settings& settings);

// What is good and bad about what was found.
std::vector<cli::Finding> JudgeClickHouse(const std::string& where,
                                          const Result<store::clickhouse::Examination>& found);
// The same of how many records of the topic are not in the table. The last few of a partition may
// be such as make no row.
cli::Finding JudgeLag(const Result<std::int64_t>& records);

}  // namespace rg::app

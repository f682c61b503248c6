#pragma once

#include <filesystem>
#include <vector>

#include "cli/finding.h"
#include "config/settings.h"
#include "core/result.h"
#include "core/time.h"
#include "store/kafka/topics.h"

namespace rg::app {

// What a gateway has written to its journal and Kafka is not known to have.
struct Backlog {
  std::int64_t bytes = 0;
  Duration age{};  // of the segment where it begins
};
Backlog BacklogOf(const std::filesystem::path& journal, const std::filesystem::path& positions,
                  TimePoint now);

// What `rateguard doctor` says of the Kafka that the settings name, asked from this machine.
// Nothing where they name none.
std::vector<cli::Finding> ExamineKafka(const config::Settings& settings);

// What is good and bad about what was found.
std::vector<cli::Finding> JudgeKafka(const std::string& where, const config::EventsSettings& wanted,
                                     const Result<store::kafka::Examination>& found,
                                     const Backlog& backlog);

}  // namespace rg::app

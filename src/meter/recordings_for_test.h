#pragma once

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace rg::meter {

// The folder of recorded exchanges: `recordings` of RG_SHARED, or of ../shared seen from the
// project's root. Empty when it is not there.
inline std::filesystem::path RecordingsFolder() {
  std::vector<std::filesystem::path> candidates;
  if (const char* const shared = std::getenv("RG_SHARED")) candidates.emplace_back(shared);
  const auto root = std::filesystem::path(__FILE__).parent_path().parent_path().parent_path();
  candidates.push_back(root / "../shared");
  candidates.push_back(root / "../../shared");  // from a worktree beside the others
  for (const auto& candidate : candidates) {
    if (std::filesystem::exists(candidate / "recordings")) return candidate / "recordings";
  }
  return {};
}

inline constexpr std::array kRecordedProviders = {"openai",   "anthropic",  "gemini",     "groq",
                                                  "mistral",  "deepseek",   "openrouter", "cohere",
                                                  "cerebras", "huggingface"};

inline std::vector<std::string> RecordedLines(const std::string& provider) {
  std::vector<std::string> lines;
  std::ifstream file(RecordingsFolder() / (provider + ".jsonl"));
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

}  // namespace rg::meter

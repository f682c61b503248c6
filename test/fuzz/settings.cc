// The configuration file. What is in force, printed, is a file that says the same.

#include "config/settings.h"

#include "fuzz.h"

namespace rg::fuzz {
namespace {

config::Loaded Load(std::string_view text) {
  config::Sources sources;
  sources.file = "rateguard.yaml";
  sources.read = [&](const std::string&) -> Result<std::string> { return std::string(text); };
  return config::Load(sources);
}

}  // namespace

void Try(std::string_view input) {
  const config::Loaded loaded = Load(input);
  for (const config::SettingFault& fault : loaded.faults) {
    Require(!config::Print(fault).empty(), "a fault says what is wrong");
  }
  if (!loaded.faults.empty()) return;

  std::string printed = config::PrintSettings(loaded, config::Origins::kHide);
  const std::string& pepper = loaded.settings.auth.pepper.Reveal();
  constexpr std::size_t kTelling = 8;
  Require(pepper.size() < kTelling || printed.find(pepper) == std::string::npos ||
              input.find(pepper) != input.rfind(pepper),
          "a secret is not printed");
  // A masked secret is not one.
  constexpr std::string_view kMasked = "pepper: \"****\"";
  if (const std::size_t at = printed.find(kMasked); at != std::string::npos) {
    printed.replace(at, kMasked.size(), "pepper: \"0123456789abcdef0123456789abcdef\"");
  }

  const config::Loaded again = Load(printed);
  Require(again.faults.empty(), "what is printed can be read");
  std::string twice = config::PrintSettings(again, config::Origins::kHide);
  Require(twice == config::PrintSettings(loaded, config::Origins::kHide),
          "settings survive being printed");
}

}  // namespace rg::fuzz

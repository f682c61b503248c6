#pragma once

#include <cstdint>
#include <string>

#include "config/settings.h"
#include "core/result.h"
#include "core/secret.h"
#include "core/time.h"

namespace rg::app {

struct DemoSeed {
  std::uint64_t seed = 1;
  int days = 30;             // of events; 0: none
  std::string provider_url;  // where the demo provider listens this time
};

// Fills an empty data folder with the demo workspace and its thirty days; in one that is filled
// already only the provider's address is brought up to date. Runs before the application opens the
// folder. Returns the text of the demo's key, which is kept in the folder so that it survives a
// restart.
Result<Secret> SeedDemo(const config::Settings& settings, const DemoSeed& seed, const Clock& clock);

}  // namespace rg::app

// rg_lease_simulation [--seed N] [--quick]
//
// Leases at 1, 10, 100 and 1,000 gateways, each run once healthy and once or more with a loss of
// memory. Prints a line about each run on stderr and one table; the same for the same seed. Fails
// when a promise was broken.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <vector>

#include <sys/resource.h>

#include "simulation.h"

namespace rg::sim {
namespace {

struct Runs {
  Scale scale;
  std::vector<Loss> losses;
};

std::vector<Runs> AllRuns() {
  const std::vector<Loss> few = {Loss::kAll, Loss::kLastSecond};
  const std::vector<Loss> many = {Loss::kAll, Loss::kLastSecond, Loss::kAll, Loss::kLastSecond};
  return {{{.gateways = 1, .pace = 400}, many},
          {{.gateways = 10, .pace = 1'000}, many},
          {{.gateways = 100, .pace = 10'000}, few},
          {{.gateways = 1'000, .pace = 40'000, .time = std::chrono::seconds{30}}, few}};
}

std::vector<Runs> QuickRuns() {
  return {{{.gateways = 10, .pace = 500, .time = std::chrono::seconds{20}},
           {Loss::kAll, Loss::kLastSecond}}};
}

// Whether every promise was kept.
bool RunAll(const std::vector<Runs>& all, std::uint64_t seed) {
  bool kept = true;
  std::string table = TableHead();
  for (const Runs& runs : all) {
    std::vector<Loss> losses = {Loss::kNone};
    losses.insert(losses.end(), runs.losses.begin(), runs.losses.end());
    std::vector<Outcome> outcomes;
    for (const Loss loss : losses) {
      Scale scale = runs.scale;
      if (loss != Loss::kNone) {
        // What is held for a call is more than it costs, so that little is overspent, unless it is
        // not: the worst is looked for.
        scale.cost_from = 0.9;
        scale.cost_until = 1;
      }
      outcomes.push_back(Simulation(scale, loss, seed + outcomes.size()).Run());
      std::fprintf(stderr, "%s\n", Describe(outcomes.back()).c_str());
      kept = kept && outcomes.back().faults.empty();
    }
    table += TableRow(outcomes);
  }
  std::printf("%s", table.c_str());
  if (!kept)
    std::fprintf(stderr, "a promise is broken; the seed is %llu\n",
                 static_cast<unsigned long long>(seed));
  return kept;
}

// A connection for each gateway, here and at the server, which is started by us.
void AllowManyConnections() {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
}

int Main(int count, char** words) {
  std::uint64_t seed = 1;
  bool quick = false;
  for (int i = 1; i < count; ++i) {
    if (std::strcmp(words[i], "--quick") == 0) {
      quick = true;
    } else if (std::strcmp(words[i], "--seed") == 0 && i + 1 < count) {
      seed = std::strtoull(words[++i], nullptr, 10);
    } else {
      std::fprintf(stderr, "usage: rg_lease_simulation [--seed N] [--quick]\n");
      return 2;
    }
  }
  AllowManyConnections();
  return RunAll(quick ? QuickRuns() : AllRuns(), seed) ? 0 : 1;
}

}  // namespace
}  // namespace rg::sim

int main(int count, char** words) try {
  return rg::sim::Main(count, words);
} catch (const std::exception& fault) {
  std::fprintf(stderr, "rg_lease_simulation: %s\n", fault.what());
  return 1;
}

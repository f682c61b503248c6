#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/money.h"
#include "workload.h"

namespace rg::sim {

// What Redis forgets in the course of a run.
enum class Loss : std::uint8_t {
  kNone,
  kAll,         // a restart without a memory
  kLastSecond,  // a replica that did not know the last second takes over
};

// What was found in a run.
struct Outcome {
  Scale scale;
  Loss loss = Loss::kNone;

  std::int64_t calls = 0;     // asked for
  std::int64_t admitted = 0;  // of these
  std::int64_t fitting = 0;   // that counters of one process would have admitted
  Money fitting_price;        // and what they would have cost
  std::int64_t from_slices = 0;
  std::int64_t commands = 0;  // to Redis
  // The same of the stretch before the surge, in which nothing is short.
  std::int64_t steady_calls = 0;
  std::int64_t steady_from_slices = 0;
  std::int64_t steady_commands = 0;
  std::int64_t slices = 0;  // granted

  Money budget;       // the hard one
  Money spent;        // in the end
  Money slices_most;  // that slices held at one moment
  Money idle_most;    // and of which no call had taken any

  // Without a loss: by how much what was settled and held exceeded the budget at any moment; with
  // one: by how much the budget is exceeded in the end.
  Money overspend;
  // With a loss: what slices and calls under way held when it came, and what was admitted until
  // any gateway could know.
  Money at_stake;
  Money at_stake_in_slices;
  Money lost_at;  // what had been settled and held by then

  // Limits that admitted more than they promise.
  std::vector<std::string> exceeded;
  // How often each limit and budget refused a call.
  std::int64_t refused_by_limits = 0;
  std::int64_t refused_by_budget = 0;
  std::vector<std::string> faults;  // what must not be, in words
};

// Adds what of an outcome breaks a promise, or shows that nothing was tried, to its faults.
void Judge(Outcome& outcome);

// The runs of one scale as a row of the table, with its losses; and the head of the table.
std::string TableHead();
std::string TableRow(const std::vector<Outcome>& runs);
// One line about a run.
std::string Describe(const Outcome& outcome);

}  // namespace rg::sim

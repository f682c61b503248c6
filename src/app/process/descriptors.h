#pragma once

#include <cstddef>

// File descriptors: what a connection costs that no memory limit counts.
namespace rg::app {

// Raises what this process may have to what the system lets it, and returns that. Login shells
// start programs with 1,024, whatever the system allows.
std::size_t RaiseDescriptorLimit();

// How many clients may be connected with so many descriptors: `wanted`, or fewer. Each may need one
// more towards its upstream, and some are kept back for files, the admin API and idle upstreams.
// More would not be refused but wait in the kernel, and calls already accepted could not be
// forwarded.
std::size_t ConnectionsThatFit(std::size_t wanted, std::size_t descriptors);

}  // namespace rg::app

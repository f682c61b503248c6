#include "app/process/descriptors.h"

#include <algorithm>

#include <sys/resource.h>

namespace rg::app {
namespace {

constexpr std::size_t kKeptBack = 256;

}  // namespace

std::size_t RaiseDescriptorLimit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return kKeptBack;
  const rlim_t before = limit.rlim_cur;
  limit.rlim_cur = limit.rlim_max;
  const bool raised = ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
  return static_cast<std::size_t>(raised ? limit.rlim_max : before);
}

std::size_t ConnectionsThatFit(std::size_t wanted, std::size_t descriptors) {
  const std::size_t left = descriptors > kKeptBack ? descriptors - kKeptBack : 0;
  return std::min(wanted, std::max<std::size_t>(left / 2, 1));
}

}  // namespace rg::app

#include "app/process/priority.h"

#include <cstdint>
#include <sched.h>
#include <unistd.h>

#include <sys/resource.h>
#include <sys/syscall.h>

namespace rg::app {
namespace {

constexpr int kNice = 10;
// The shortest there is.
constexpr std::uint64_t kSliceNanos = 100'000;

// The kernel's struct sched_attr in its first form, which the C library does not have everywhere.
struct Attributes {
  std::uint32_t size = sizeof(Attributes);
  std::uint32_t policy = SCHED_OTHER;
  std::uint64_t flags = 0;
  std::int32_t nice = 0;
  std::uint32_t priority = 0;
  std::uint64_t slice = 0;  // sched_runtime
  std::uint64_t deadline = 0;
  std::uint64_t period = 0;
};
static_assert(sizeof(Attributes) == 48);

}  // namespace

void RunAtOnce() {
  Attributes wanted;
  wanted.nice = ::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()));
  wanted.slice = kSliceNanos;
  static_cast<void>(::syscall(SYS_sched_setattr, 0, &wanted, 0));
}

void RunBehindCalls() {
  static_cast<void>(::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNice));
}

}  // namespace rg::app

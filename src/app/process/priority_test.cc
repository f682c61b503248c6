#include "app/process/priority.h"

#include <sched.h>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace rg::app {
namespace {

int NiceOfThisThread() { return ::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid())); }

TEST(Priority, AThreadBehindCallsIsNicerThanOthersAndTheyStayAsTheyAre) {
  const int before = NiceOfThisThread();
  int behind = before;
  std::thread([&] {
    RunBehindCalls();
    behind = NiceOfThisThread();
  }).join();

  EXPECT_GT(behind, before);
  EXPECT_EQ(NiceOfThisThread(), before);
}

// Neither more of the core nor another policy: nothing that an operator has set is changed by it.
TEST(Priority, AThreadThatRunsAtOnceKeepsItsShare) {
  const int before = NiceOfThisThread();
  int at_once = before + 1;
  int policy = -1;
  std::thread([&] {
    RunAtOnce();
    at_once = NiceOfThisThread();
    policy = ::sched_getscheduler(0);
  }).join();

  EXPECT_EQ(at_once, before);
  EXPECT_EQ(policy, SCHED_OTHER);
}

}  // namespace
}  // namespace rg::app

#include "app/process/descriptors.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace rg::app {
namespace {

TEST(DescriptorsTest, AProcessMayHaveAsManyAsTheSystemAllows) {
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  const rlimit low{before.rlim_max / 2, before.rlim_max};
  ::setrlimit(RLIMIT_NOFILE, &low);

  EXPECT_EQ(RaiseDescriptorLimit(), before.rlim_max);

  rlimit after{};
  ::getrlimit(RLIMIT_NOFILE, &after);
  EXPECT_EQ(after.rlim_cur, before.rlim_max);
  ::setrlimit(RLIMIT_NOFILE, &before);
}

TEST(DescriptorsTest, EveryClientMayHaveAnUpstream) {
  EXPECT_EQ(ConnectionsThatFit(10'000, 1'048'576), 10'000u);
  EXPECT_EQ(ConnectionsThatFit(10'000, 20'256), 10'000u);
  EXPECT_EQ(ConnectionsThatFit(10'000, 20'000), 9'872u);
  EXPECT_EQ(ConnectionsThatFit(10'000, 1'024), 384u);
  EXPECT_EQ(ConnectionsThatFit(10'000, 100), 1u) << "never none";
}

}  // namespace
}  // namespace rg::app

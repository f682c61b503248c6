#include "core/tally.h"

#include <array>

#include <gtest/gtest.h>

namespace rg {
namespace {

using std::chrono::milliseconds;

TEST(Buckets, ABoundIsInTheBucketThatItEnds) {
  constexpr std::array<double, 2> bounds = {0.01, 0.1};

  EXPECT_EQ(BucketOf(bounds, milliseconds{1}), 0u);
  EXPECT_EQ(BucketOf(bounds, milliseconds{10}), 0u);
  EXPECT_EQ(BucketOf(bounds, milliseconds{11}), 1u);
  EXPECT_EQ(BucketOf(bounds, milliseconds{101}), 2u);
}

TEST(Tallies, AddUp) {
  Tally tally;
  tally.Add();
  tally.Add(4);

  EXPECT_EQ(tally.Get(), 5);
}

}  // namespace
}  // namespace rg

#include "core/fault_points.h"

#include <csignal>
#include <stdexcept>

#include <gtest/gtest.h>

namespace rg {
namespace {

TEST(FaultPointsTest, DoNothingUnlessSet) {
  FaultPoints points;
  ASSERT_TRUE(FaultPoints::Set(points, "", ""));
  for (const std::string_view label : FaultPoints::Labels()) EXPECT_NO_THROW(points.At(label));
}

TEST(FaultPointsTest, ThrowOnceAtTheirLabel) {
  FaultPoints points;
  ASSERT_TRUE(FaultPoints::Set(points, "", "settled"));
  EXPECT_NO_THROW(points.At("admitted"));
  EXPECT_THROW(points.At("settled"), std::runtime_error);
  EXPECT_NO_THROW(points.At("settled"));
}

TEST(FaultPointsTest, ThrowAtTheTimeAskedFor) {
  FaultPoints points;
  ASSERT_TRUE(FaultPoints::Set(points, "", "settled:3"));
  EXPECT_NO_THROW(points.At("settled"));
  EXPECT_NO_THROW(points.At("settled"));
  EXPECT_THROW(points.At("settled"), std::runtime_error);
}

TEST(FaultPointsTest, EveryLabelCanBeSet) {
  for (const std::string_view label : FaultPoints::Labels()) {
    FaultPoints points;
    ASSERT_TRUE(FaultPoints::Set(points, "", label));
    EXPECT_THROW(points.At(label), std::runtime_error);
  }
}

TEST(FaultPointsTest, AreRefusedWhenTheyDoNotExist) {
  for (const std::string_view text : {"nowhere", "settled:0", "settled:-1", "settled:x",
                                      "settled:", "settled:1x", ":1", "SETTLED"}) {
    FaultPoints points;
    EXPECT_FALSE(FaultPoints::Set(points, text, "")) << text;
    EXPECT_FALSE(FaultPoints::Set(points, "", text)) << text;
  }
}

TEST(FaultPointsDeathTest, KillTheProcessWithoutAnyGoodbye) {
  FaultPoints points;
  ASSERT_TRUE(FaultPoints::Set(points, "answered", ""));
  EXPECT_EXIT(points.At("answered"), ::testing::KilledBySignal(SIGKILL), "");
}

}  // namespace
}  // namespace rg

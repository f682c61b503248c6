#include "app/process/trouble.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace rg::app {
namespace {

TEST(TroubleTest, HasOneLineWhenItComesAndOneWhenItIsOver) {
  const SystemClock clock;
  Log log(clock, LogLevel::kInfo, true);
  Trouble trouble(log, {"broke", "it broke", "mended", "it works again"});
  testing::internal::CaptureStderr();

  trouble.Look(Result<void>());
  trouble.Look(Fail(Errc::kUnavailable, "no power"));
  trouble.Look(true, "another reason");
  EXPECT_TRUE(trouble.there());
  trouble.Look(false);
  trouble.Look(false);

  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 2) << said;
  EXPECT_NE(said.find("no power"), said.npos);
  EXPECT_LT(said.find("broke"), said.find("mended"));
}

}  // namespace
}  // namespace rg::app

#include "core/log.h"

#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace rg {
namespace {

using ::testing::internal::CaptureStderr;
using ::testing::internal::GetCapturedStderr;

TEST(LogTest, WritesOneJsonObjectALine) {
  const ManualClock clock;
  Log log(clock, LogLevel::kInfo, true);
  CaptureStderr();
  log.Write(LogLevel::kWarning, "disk_full", "the \"disk\"\nis full",
            {{"path", "/a\tb"}, {"left", std::int64_t{-3}}});
  EXPECT_EQ(GetCapturedStderr(),
            R"({"time":"2027-01-15T08:00:00Z","level":"warning","event":"disk_full",)"
            R"("message":"the \"disk\"\u000ais full","path":"/a\u0009b","left":-3})"
            "\n");
}

TEST(LogTest, WritesTextForPeople) {
  const ManualClock clock;
  Log log(clock, LogLevel::kDebug, false);
  CaptureStderr();
  log.Write(LogLevel::kInfo, "started", "ready", {{"port", std::int64_t{3001}}, {"by", "me"}});
  EXPECT_EQ(GetCapturedStderr(), "08:00:00 info  ready  port=3001  by=me\n");
}

TEST(LogTest, ATextForPeopleIsOneLineToo) {
  const ManualClock clock;
  Log log(clock, LogLevel::kDebug, false);
  CaptureStderr();
  log.Write(LogLevel::kInfo, "e", "one\ntwo", {{"what", "\x1b[31mred\r\nforged line"}});
  const std::string line = GetCapturedStderr();
  EXPECT_EQ(line.find('\n'), line.size() - 1) << line;
  EXPECT_EQ(line.find('\x1b'), std::string::npos) << "a terminal must not obey what was logged";
}

TEST(LogTest, LeavesOutWhatIsBelowItsLevel) {
  const ManualClock clock;
  Log log(clock, LogLevel::kWarning, true);
  CaptureStderr();
  log.Write(LogLevel::kInfo, "a", "a");
  log.Write(LogLevel::kError, "b", "b");
  const std::string lines = GetCapturedStderr();
  EXPECT_EQ(lines.find(R"("event":"a")"), std::string::npos);
  EXPECT_NE(lines.find(R"("event":"b")"), std::string::npos);
}

TEST(LogTest, LinesOfSeveralThreadsDoNotMix) {
  const ManualClock clock;
  Log log(clock, LogLevel::kInfo, false);
  CaptureStderr();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 100; ++j) log.Write(LogLevel::kInfo, "e", std::string(200, 'x'));
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::string lines = GetCapturedStderr();
  const std::string line = "08:00:00 info  " + std::string(200, 'x') + "\n";
  ASSERT_EQ(lines.size(), 400 * line.size());
  for (std::size_t at = 0; at < lines.size(); at += line.size()) {
    ASSERT_EQ(lines.compare(at, line.size(), line), 0);
  }
}

}  // namespace
}  // namespace rg

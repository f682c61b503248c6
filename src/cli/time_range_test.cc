#include "cli/time_range.h"

#include <gtest/gtest.h>

namespace rg::cli {
namespace {

using std::chrono::hours;

const TimePoint kNow = std::chrono::sys_days{std::chrono::November / 23 / 2026} + hours{12};

Outcome<TimeRange> Read(std::vector<std::string> words, std::string_view zone = "UTC") {
  const std::vector<Flag> flags = RangeFlags();
  return ReadRange(*Arguments::Parse(words, flags), zone, kNow, hours{24 * 7});
}

std::string Text(const Outcome<TimeRange>& range) {
  return range ? ToRfc3339(range->from) + " " + ToRfc3339(range->to) : range.error().message;
}

TEST(TimeRange, WholeDaysBeginWhereTheFirstOfThemDoes) {
  EXPECT_EQ(Text(Read({})), "2026-11-17T00:00:00Z 2026-11-23T12:00:00Z");
  EXPECT_EQ(Text(Read({"--last", "1d"}, "Europe/Berlin")),
            "2026-11-22T23:00:00Z 2026-11-23T12:00:00Z");
}

TEST(TimeRange, HoursAreCountedBackFromNow) {
  EXPECT_EQ(Text(Read({"--last", "90m"})), "2026-11-23T10:30:00Z 2026-11-23T12:00:00Z");
}

TEST(TimeRange, ADayInTheZoneBeginsAtItsMidnightAndIsIncluded) {
  // The clocks go back on 25 October 2026 in Berlin: that day has 25 hours.
  EXPECT_EQ(Text(Read({"--from", "2026-10-25", "--to", "2026-10-25"}, "Europe/Berlin")),
            "2026-10-24T22:00:00Z 2026-10-25T23:00:00Z");
}

TEST(TimeRange, MistakesAreNamed) {
  EXPECT_EQ(Text(Read({"--from", "2026-11-31"})),
            "\"2026-11-31\" is no time: 2026-11-23 or 2026-11-23T14:41:02Z");
  EXPECT_EQ(Text(Read({"--from", "2026-11-23", "--to", "2026-11-01"})),
            "the range ends before it begins");
  EXPECT_EQ(Text(Read({"--last", "7d", "--from", "2026-11-01"})),
            "--last and --from contradict each other: give one of them");
  EXPECT_FALSE(Read({}, "Mars/Olympus"));
}

}  // namespace
}  // namespace rg::cli

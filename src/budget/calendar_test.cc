#include "budget/calendar.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace rg::budget {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

TimePoint At(const char* rfc3339) { return ParseRfc3339(rfc3339).value(); }

PeriodBounds PeriodIn(const char* zone, Period period, const char* time,
                      Weekday week_start = Weekday::kMonday) {
  return PeriodAt(LoadZone(zone).value(), period, week_start, At(time));
}

PeriodBounds Bounds(const char* start, const char* end) { return {At(start), At(end)}; }

TEST(Calendar, ADayBeginsAtLocalMidnight) {
  EXPECT_EQ(PeriodIn("Europe/Berlin", Period::kDaily, "2026-01-15T23:30:00Z"),
            Bounds("2026-01-15T23:00:00Z", "2026-01-16T23:00:00Z"));
  EXPECT_EQ(PeriodIn("UTC", Period::kDaily, "2026-01-15T23:30:00Z"),
            Bounds("2026-01-15T00:00:00Z", "2026-01-16T00:00:00Z"));
}

TEST(Calendar, TheEndOfOnePeriodIsTheStartOfTheNext) {
  EXPECT_EQ(PeriodIn("UTC", Period::kDaily, "2026-01-16T00:00:00Z"),
            Bounds("2026-01-16T00:00:00Z", "2026-01-17T00:00:00Z"));
}

TEST(Calendar, ADayOfTwentyThreeHours) {
  const PeriodBounds day = PeriodIn("America/New_York", Period::kDaily, "2026-03-08T12:00:00Z");

  EXPECT_EQ(day, Bounds("2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"));
  EXPECT_EQ(day.end - day.start, hours{23});
}

TEST(Calendar, ADayOfTwentyFiveHours) {
  const PeriodBounds day = PeriodIn("America/New_York", Period::kDaily, "2026-11-01T12:00:00Z");

  EXPECT_EQ(day, Bounds("2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"));
  EXPECT_EQ(day.end - day.start, hours{25});
}

TEST(Calendar, LordHoweMovesItsClocksByHalfAnHour) {
  const PeriodBounds longer =
      PeriodIn("Australia/Lord_Howe", Period::kDaily, "2026-04-04T20:00:00Z");
  const PeriodBounds shorter =
      PeriodIn("Australia/Lord_Howe", Period::kDaily, "2026-10-03T20:00:00Z");

  EXPECT_EQ(longer.start, At("2026-04-04T13:00:00Z"));
  EXPECT_EQ(longer.end - longer.start, hours{24} + minutes{30});
  EXPECT_EQ(shorter.start, At("2026-10-03T13:30:00Z"));
  EXPECT_EQ(shorter.end - shorter.start, hours{23} + minutes{30});
}

TEST(Calendar, AMidnightThatIsSkippedBeginsTheDayAtTheJump) {
  EXPECT_EQ(PeriodIn("Africa/Cairo", Period::kDaily, "2026-04-24T12:00:00Z"),
            Bounds("2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z"));
}

TEST(Calendar, AMidnightThatComesTwiceBeginsTheDayOnce) {
  // Cuba's clocks go from 01:00 back to 00:00.
  EXPECT_EQ(PeriodIn("America/Havana", Period::kDaily, "2025-11-02T04:30:00Z"),
            Bounds("2025-11-02T04:00:00Z", "2025-11-03T05:00:00Z"));
  // Newfoundland's went from 00:01 back to 23:01 of the day before.
  const PeriodBounds before = PeriodIn("America/St_Johns", Period::kDaily, "2006-10-28T20:00:00Z");
  const PeriodBounds shown_again =
      PeriodIn("America/St_Johns", Period::kDaily, "2006-10-29T03:00:00Z");
  EXPECT_EQ(before.end, At("2006-10-29T02:30:00Z"));
  EXPECT_EQ(shown_again.start, before.end);
}

TEST(Calendar, ADateThatNeverWasIsNoPeriod) {
  // Samoa crossed the date line and had no 30 December 2011.
  const PeriodBounds last = PeriodIn("Pacific/Apia", Period::kDaily, "2011-12-30T09:59:59Z");

  EXPECT_EQ(last, Bounds("2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z"));
  EXPECT_EQ(PeriodIn("Pacific/Apia", Period::kDaily, "2011-12-30T10:00:00Z"),
            Bounds("2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z"));
}

TEST(Calendar, AWeekBeginsOnItsWeekday) {
  // 2026-11-25 is a Wednesday.
  EXPECT_EQ(PeriodIn("UTC", Period::kWeekly, "2026-11-25T12:00:00Z"),
            Bounds("2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z"));
  EXPECT_EQ(PeriodIn("UTC", Period::kWeekly, "2026-11-25T12:00:00Z", Weekday::kSunday),
            Bounds("2026-11-22T00:00:00Z", "2026-11-29T00:00:00Z"));
  EXPECT_EQ(PeriodIn("UTC", Period::kWeekly, "2026-11-25T00:00:00Z", Weekday::kWednesday),
            Bounds("2026-11-25T00:00:00Z", "2026-12-02T00:00:00Z"));
}

TEST(Calendar, AWeekWithAChangeOfClocksIsAnHourLonger) {
  const PeriodBounds week = PeriodIn("Europe/Berlin", Period::kWeekly, "2026-10-21T12:00:00Z");

  EXPECT_EQ(week.end - week.start, hours{7 * 24 + 1});
}

TEST(Calendar, MonthsAndYearsKnowTheLeapDay) {
  EXPECT_EQ(PeriodIn("UTC", Period::kMonthly, "2028-02-29T12:00:00Z"),
            Bounds("2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z"));
  EXPECT_EQ(PeriodIn("Asia/Tokyo", Period::kYearly, "2027-12-31T15:00:00Z"),
            Bounds("2027-12-31T15:00:00Z", "2028-12-31T15:00:00Z"));
  const PeriodBounds year = PeriodIn("UTC", Period::kYearly, "2028-05-01T00:00:00Z");
  EXPECT_EQ(year.end - year.start, std::chrono::days{366});
}

TEST(Calendar, ATotalNeverEnds) {
  const PeriodBounds total = PeriodIn("UTC", Period::kTotal, "2026-11-25T12:00:00Z");

  EXPECT_EQ(total.start, TimePoint{});
  EXPECT_EQ(total.end, TimePoint::max());
}

TEST(Calendar, AnUnknownZoneIsRefusedByName) {
  const Result<Zone> zone = LoadZone("Europe/Atlantis");

  ASSERT_FALSE(zone);
  EXPECT_EQ(zone.error().field, "time_zone");
  EXPECT_NE(zone.error().detail.find("Europe/Atlantis"), std::string::npos);
}

// Every instant lies in exactly one period, whatever the zone did to its clocks.
TEST(Calendar, PeriodsCoverAllTimeWithoutGapOrOverlap) {
  const char* names[] = {"UTC",
                         "Europe/Berlin",
                         "America/New_York",
                         "Africa/Cairo",
                         "America/Havana",
                         "America/St_Johns",
                         "Pacific/Apia",
                         "Pacific/Kwajalein",
                         "Australia/Lord_Howe",
                         "Asia/Kathmandu",
                         "America/Sao_Paulo",
                         "Africa/Casablanca"};
  const std::int64_t first = At("1990-01-01T00:00:00Z").time_since_epoch().count();
  const std::int64_t last = At("2037-01-01T00:00:00Z").time_since_epoch().count();
  std::mt19937_64 random(7);
  std::uniform_int_distribution<std::int64_t> any(first, last);
  for (const char* name : names) {
    const Zone zone = LoadZone(name).value();
    for (int i = 0; i < 4'000; ++i) {
      const TimePoint time{Duration{any(random)}};
      const auto period = static_cast<Period>(random() % 4);
      const auto week_start = static_cast<Weekday>(random() % 7);
      const auto at = [&](TimePoint t) { return PeriodAt(zone, period, week_start, t); };

      const PeriodBounds bounds = at(time);

      ASSERT_TRUE(bounds.Holds(time)) << name << " " << ToRfc3339(time);
      ASSERT_EQ(at(bounds.start), bounds) << name << " " << ToRfc3339(time);
      ASSERT_EQ(at(bounds.end - Duration{1}), bounds) << name << " " << ToRfc3339(time);
      ASSERT_EQ(at(bounds.end).start, bounds.end) << name << " " << ToRfc3339(time);
    }
  }
}

}  // namespace
}  // namespace rg::budget

#include "budget/calendar.h"

#include <string>
#include <utility>

#include <cctz/time_zone.h>

namespace rg::budget {

struct Zone::Rules {
  cctz::time_zone zone = cctz::utc_time_zone();
};

namespace {

using Seconds = cctz::time_point<cctz::seconds>;

// The first instant that bears the date. A midnight that the clocks jump over is replaced by the
// jump; one that they show twice begins the day when it is first shown.
TimePoint StartOf(const cctz::time_zone& zone, const cctz::civil_day& day) {
  const cctz::time_zone::civil_lookup found = zone.lookup(cctz::civil_second(day));
  return found.kind == cctz::time_zone::civil_lookup::SKIPPED ? found.trans : found.pre;
}

cctz::weekday ToCctz(Weekday day) {
  static constexpr cctz::weekday kDays[] = {cctz::weekday::monday,    cctz::weekday::tuesday,
                                            cctz::weekday::wednesday, cctz::weekday::thursday,
                                            cctz::weekday::friday,    cctz::weekday::saturday,
                                            cctz::weekday::sunday};
  return kDays[static_cast<std::size_t>(day)];
}

// The dates on which the period around a date begins and the next one does.
std::pair<cctz::civil_day, cctz::civil_day> DatesOf(Period period, Weekday week_start,
                                                    const cctz::civil_day& day) {
  switch (period) {
    case Period::kDaily:
      break;
    case Period::kWeekly: {
      // The last such weekday up to and including the day.
      const cctz::civil_day start = cctz::prev_weekday(day + 1, ToCctz(week_start));
      return {start, start + 7};
    }
    case Period::kMonthly: {
      const cctz::civil_month month(day);
      return {cctz::civil_day(month), cctz::civil_day(month + 1)};
    }
    case Period::kYearly: {
      const cctz::civil_year year(day);
      return {cctz::civil_day(year), cctz::civil_day(year + 1)};
    }
    case Period::kTotal:
      break;
  }
  return {day, day + 1};
}

PeriodBounds BoundsOf(const cctz::time_zone& zone, Period period, Weekday week_start,
                      const cctz::civil_day& day) {
  const auto [start, next] = DatesOf(period, week_start, day);
  return {StartOf(zone, start), StartOf(zone, next)};
}

}  // namespace

Zone::Zone() : rules_(std::make_shared<const Rules>()) {}

Result<Zone> LoadZone(std::string_view name) {
  auto rules = std::make_shared<Zone::Rules>();
  if (!cctz::load_time_zone(std::string(name), &rules->zone)) {
    return Fail(Errc::kInvalidRequest,
                "'" + std::string(name) +
                    "' is not a time zone this machine knows; write it as Europe/Berlin, and see "
                    "that tzdata is installed",
                "time_zone");
  }
  return Zone(std::move(rules));
}

PeriodBounds PeriodAt(const Zone& zone, Period period, Weekday week_start, TimePoint time) {
  if (period == Period::kTotal) return {};
  const cctz::time_zone& rules = zone.rules().zone;
  const Seconds seconds = std::chrono::floor<cctz::seconds>(time);
  const cctz::civil_day day(cctz::convert(seconds, rules));
  PeriodBounds bounds = BoundsOf(rules, period, week_start, day);
  // Clocks set back across midnight show the old date again after the new day has begun.
  if (time >= bounds.end) {
    const auto [start, next] = DatesOf(period, week_start, day);
    bounds = BoundsOf(rules, period, week_start, next);
  }
  return bounds;
}

}  // namespace rg::budget

#include "cli/time_range.h"

#include <charconv>
#include <optional>

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>

#include "config/json.h"

namespace rg::cli {
namespace {

constexpr Duration kDay = std::chrono::hours{24};

std::optional<int> Digits(std::string_view text) {
  int number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<cctz::civil_day> ReadDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = Digits(text.substr(0, 4));
  const auto month = Digits(text.substr(5, 2));
  const auto day = Digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const cctz::civil_day civil(*year, *month, *day);
  // cctz carries the 31st of April over to May; a date that does not exist is a mistake here.
  if (civil.month() != *month || civil.day() != *day) return std::nullopt;
  return civil;
}

Outcome<cctz::time_zone> Load(std::string_view name) {
  cctz::time_zone zone;
  if (cctz::load_time_zone(std::string(name), &zone)) return zone;
  return UsageFailure("there is no time zone \"" + std::string(name) +
                      "\"; zones are named as in Europe/Berlin");
}

TimePoint StartOf(cctz::civil_day day, const cctz::time_zone& zone) {
  // The first instant that bears the date: where midnight is skipped, the one after the gap.
  const auto found = zone.lookup(cctz::civil_second(day));
  return found.kind == cctz::time_zone::civil_lookup::SKIPPED ? found.trans : found.pre;
}

}  // namespace

Outcome<TimePoint> ReadTime(std::string_view text, std::string_view zone) {
  if (const auto day = ReadDay(text)) {
    RG_TRY(const cctz::time_zone loaded, Load(zone));
    return StartOf(*day, loaded);
  }
  const Result<TimePoint> time = ParseRfc3339(text);
  if (time) return *time;
  return UsageFailure("\"" + std::string(text) +
                      "\" is no time: 2026-11-23 or 2026-11-23T14:41:02Z");
}

Outcome<TimeRange> ReadRange(const Arguments& arguments, std::string_view zone, TimePoint now,
                             Duration otherwise) {
  RG_TRY(const cctz::time_zone loaded, Load(zone));
  const auto from = arguments.Get("from");
  const auto to = arguments.Get("to");
  const auto last = arguments.Get("last");
  if (last && from)
    return UsageFailure("--last and --from contradict each other: give one of them");

  TimeRange range{now, now};
  if (to) {
    const auto day = ReadDay(*to);
    RG_TRY(range.to, ReadTime(*to, zone));
    if (day) range.to = StartOf(*day + 1, loaded);
  }
  if (from) {
    RG_TRY(range.from, ReadTime(*from, zone));
  } else {
    Duration length = otherwise;
    if (last) {
      RG_TRY(length, config::ParseDuration(*last));
    }
    range.from = range.to - length;
    if (length % kDay == Duration{}) {
      const auto last_day =
          cctz::civil_day(cctz::convert(range.to - std::chrono::nanoseconds{1}, loaded));
      range.from = StartOf(last_day - (length / kDay - 1), loaded);
    }
  }
  if (range.from < range.to) return range;
  return UsageFailure("the range ends before it begins");
}

std::vector<Flag> RangeFlags() {
  return {
      {"last", "DURATION", "The last so much: 24h, 7d, 30d; whole days begin where the day does."},
      {"from", "TIME", "From here on: 2026-11-01, or 2026-11-01T08:00:00Z."},
      {"to", "TIME", "Up to here; a day is included. Now unless told."}};
}

}  // namespace rg::cli

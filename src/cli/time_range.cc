#include "cli/time_range.h"

#include <charconv>
#include <optional>

#include "analytics/steps.h"
#include "budget/calendar.h"
#include "config/json.h"

namespace rg::cli {
namespace {

constexpr Duration kDay = std::chrono::hours{24};
constexpr Duration kLongest = 3660 * kDay;
constexpr Duration kInstant{1};

std::optional<int> Digits(std::string_view text) {
  int number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// The text itself when it is a date that exists: dates compare as texts.
std::optional<std::string> ReadDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = Digits(text.substr(0, 4));
  const auto month = Digits(text.substr(5, 2));
  const auto day = Digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::string(text);
}

// The days of a zone's calendar.
class Calendar {
 public:
  static Outcome<Calendar> Of(std::string_view name) {
    Result<budget::Zone> zone = budget::LoadZone(name);
    if (zone) return Calendar(*std::move(zone), name);
    return UsageFailure("there is no time zone \"" + std::string(name) +
                        "\"; zones are named as in Europe/Berlin");
  }

  // The day around an instant.
  budget::PeriodBounds DayAt(TimePoint time) const {
    return budget::PeriodAt(zone_, budget::Period::kDaily, budget::Weekday::kMonday, time);
  }

  // The day of that date. Noon of the date in UTC is in it or in one of its neighbours.
  Outcome<budget::PeriodBounds> DayOf(const std::string& date) const {
    RG_TRY(const TimePoint noon, ParseRfc3339(date + "T12:00:00Z"));
    budget::PeriodBounds day = DayAt(noon);
    for (int neighbour = 0; neighbour < 2; ++neighbour) {
      RG_TRY(const std::string local, analytics::ToLocal(day.start, name_));
      const int order = local.compare(0, date.size(), date);
      if (order == 0) break;
      day = DayAt(order < 0 ? day.end : day.start - kInstant);
    }
    return day;
  }

 private:
  Calendar(budget::Zone zone, std::string_view name) : zone_(std::move(zone)), name_(name) {}

  budget::Zone zone_;
  std::string name_;
};

}  // namespace

Outcome<TimePoint> ReadTime(std::string_view text, std::string_view zone) {
  if (const auto date = ReadDay(text)) {
    RG_TRY(const Calendar calendar, Calendar::Of(zone));
    RG_TRY(const budget::PeriodBounds day, calendar.DayOf(*date));
    return day.start;
  }
  const Result<TimePoint> time = ParseRfc3339(text);
  if (time) return *time;
  return UsageFailure("\"" + std::string(text) +
                      "\" is no time: 2026-11-23 or 2026-11-23T14:41:02Z");
}

Outcome<TimeRange> ReadRange(const Arguments& arguments, std::string_view zone, TimePoint now,
                             Duration otherwise) {
  RG_TRY(const Calendar calendar, Calendar::Of(zone));
  const auto from = arguments.Get("from");
  const auto to = arguments.Get("to");
  const auto last = arguments.Get("last");
  if (last && from)
    return UsageFailure("--last and --from contradict each other: give one of them");

  TimeRange range{now, now};
  if (to) {
    RG_TRY(range.to, ReadTime(*to, zone));
    if (ReadDay(*to)) range.to = calendar.DayAt(range.to).end;
  }
  if (from) {
    RG_TRY(range.from, ReadTime(*from, zone));
  } else {
    Duration length = otherwise;
    if (last) {
      RG_TRY(length, config::ParseDuration(*last));
    }
    if (length > kLongest) return UsageFailure("--last must be at most 3660d");
    range.from = range.to - length;
    if (length % kDay == Duration{}) {
      // Counted on the calendar: a day back is not always 24 hours.
      range.from = calendar.DayAt(range.to - kInstant).start;
      for (auto days = length / kDay; days > 1; --days)
        range.from = calendar.DayAt(range.from - kInstant).start;
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

#include "analytics/steps.h"

#include <cctz/time_zone.h>

#include "budget/calendar.h"
#include "store/sql/rollups.h"

namespace rg::analytics {

// Days and months are those of budgets, so that a report and a budget of the same day agree.
struct Steps::Zone {
  budget::Zone calendar;
  cctz::time_zone hours;
};

Result<Steps> Steps::Make(Step step, std::string_view zone, const Range& range) {
  Zone made;
  RG_TRY(made.calendar, budget::LoadZone(zone));
  if (!cctz::load_time_zone(std::string(zone), &made.hours)) {
    return Fail(Errc::kInvalidRequest, "'" + std::string(zone) + "' is no time zone", "zone");
  }
  return Steps(step, range, std::make_shared<const Zone>(std::move(made)));
}

void Steps::MoveTo(TimePoint time) {
  switch (step_) {
    case Step::kMinute:
      start_ = std::chrono::floor<std::chrono::minutes>(time);
      end_ = start_ + std::chrono::minutes{1};
      return;
    case Step::kQuarterHour:
      start_ = store::sql::WindowOf(time);
      end_ = start_ + store::sql::kWindow;
      return;
    case Step::kHour:
      return MoveToHour(time);
    case Step::kDay:
    case Step::kMonth: {
      const auto period = step_ == Step::kDay ? budget::Period::kDaily : budget::Period::kMonthly;
      const budget::PeriodBounds bounds =
          budget::PeriodAt(zone_->calendar, period, budget::Weekday::kMonday, time);
      start_ = bounds.start;
      end_ = bounds.end;
      return;
    }
    case Step::kWhole:
      start_ = range_.from;
      end_ = range_.to;
      return;
  }
}

// The hour on the wall clock; an hour that a change of the clock cuts short or in two ends there.
void Steps::MoveToHour(TimePoint time) {
  const auto at = std::chrono::floor<std::chrono::seconds>(time);
  const auto local = zone_->hours.lookup(at);
  const std::chrono::seconds into{local.cs.minute() * 60 + local.cs.second()};
  start_ = at - into;
  end_ = start_ + std::chrono::hours{1};
  cctz::time_zone::civil_transition change;
  if (!zone_->hours.next_transition(at - into, &change)) return;
  const TimePoint changes = zone_->hours.lookup(change.to).trans;
  if (changes <= start_ || changes >= end_) return;
  (changes <= time ? start_ : end_) = changes;
}

Result<std::vector<ClockOffset>> OffsetsIn(std::string_view zone, const Range& range) {
  cctz::time_zone known;
  if (!cctz::load_time_zone(std::string(zone), &known)) {
    return Fail(Errc::kInvalidRequest, "'" + std::string(zone) + "' is no time zone", "zone");
  }
  std::vector<ClockOffset> offsets;
  auto from = std::chrono::floor<std::chrono::seconds>(range.from);
  const auto to = std::chrono::floor<std::chrono::seconds>(range.to);
  while (from < to) {
    offsets.push_back({from, std::chrono::seconds{known.lookup(from).offset}});
    cctz::time_zone::civil_transition change;
    if (!known.next_transition(from, &change)) break;
    from = known.lookup(change.to).trans;
  }
  return offsets;
}

Result<std::string> ToLocal(TimePoint time, std::string_view zone) {
  cctz::time_zone known;
  if (!cctz::load_time_zone(std::string(zone), &known)) {
    return Fail(Errc::kInvalidRequest, "'" + std::string(zone) + "' is no time zone", "zone");
  }
  return cctz::format("%Y-%m-%dT%H:%M:%S%Ez", std::chrono::floor<std::chrono::seconds>(time),
                      known);
}

}  // namespace rg::analytics

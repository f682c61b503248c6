#pragma once

#include <memory>
#include <string_view>

#include "budget/budget.h"
#include "core/result.h"
#include "core/time.h"

namespace rg::budget {

// A time zone that is known to exist. Copying is cheap.
class Zone {
 public:
  struct Rules;

  Zone();  // UTC
  explicit Zone(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}
  const Rules& rules() const { return *rules_; }

 private:
  std::shared_ptr<const Rules> rules_;
};

// Reads an IANA name, "Europe/Berlin". kInvalidRequest when the machine does not know it.
Result<Zone> LoadZone(std::string_view name);

// One period of a budget: [start, end).
struct PeriodBounds {
  TimePoint start{};
  TimePoint end = TimePoint::max();

  bool Holds(TimePoint time) const { return start <= time && time < end; }
  bool operator==(const PeriodBounds&) const = default;
};

// The period around `time`, on the calendar of the zone. A day begins at the first instant that
// bears its date there, so days have 23, 24 or 25 hours (and 23.5 or 24.5 on Lord Howe);
// consecutive periods touch, whatever the zone does. A total budget has one period, from 1970 to
// the end of time.
//
// Costs about a microsecond: keep the bounds and ask again when they no longer hold the time.
PeriodBounds PeriodAt(const Zone& zone, Period period, Weekday week_start, TimePoint time);

}  // namespace rg::budget

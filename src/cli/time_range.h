#pragma once

#include <string>
#include <string_view>

#include "cli/arguments.h"
#include "core/time.h"

namespace rg::cli {

struct TimeRange {
  TimePoint from;
  TimePoint to;
};

// "2026-11-23" is where that day begins in the zone; anything else is RFC 3339.
Outcome<TimePoint> ReadTime(std::string_view text, std::string_view zone);

// --from and --to, or --last 7d, or the last `otherwise`. A day given to --to is part of the range.
// --last counts whole days back to where the first of them begins, so that the first row of a
// report is not half a day.
Outcome<TimeRange> ReadRange(const Arguments& arguments, std::string_view zone, TimePoint now,
                             Duration otherwise);

// The flags that ReadRange reads.
std::vector<Flag> RangeFlags();

}  // namespace rg::cli

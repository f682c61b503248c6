#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/usage.h"
#include "core/result.h"
#include "core/time.h"

namespace rg::analytics {

// Cuts time into the steps of a report, on the calendar of a zone. Every instant lies in exactly
// one step, on days of 23 and 25 hours too.
class Steps {
 public:
  // kInvalidRequest when the machine does not know the zone.
  static Result<Steps> Make(Step step, std::string_view zone, const Range& range);

  bool Holds(TimePoint time) const { return start_ <= time && time < end_; }
  // To the step that holds `time`.
  void MoveTo(TimePoint time);

  TimePoint start() const { return start_; }
  TimePoint end() const { return end_; }

 private:
  struct Zone;

  Steps(Step step, Range range, std::shared_ptr<const Zone> zone)
      : step_(step), range_(range), zone_(std::move(zone)) {}
  void MoveToHour(TimePoint time);

  Step step_;
  Range range_;
  std::shared_ptr<const Zone> zone_;
  TimePoint start_{};
  TimePoint end_{};
};

// How far the clocks of a zone are ahead of UTC, from a time on.
struct ClockOffset {
  TimePoint from;
  std::chrono::seconds ahead{};
};
// All of them in a range, the first from its beginning. Within one, the steps of the calendar are
// as regular as those of UTC.
Result<std::vector<ClockOffset>> OffsetsIn(std::string_view zone, const Range& range);

// RFC 3339 with the zone's offset at that time: "2026-11-23T01:00:00+01:00".
Result<std::string> ToLocal(TimePoint time, std::string_view zone);

}  // namespace rg::analytics

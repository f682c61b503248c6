#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace rg {

using Duration = std::chrono::nanoseconds;
using TimePoint = std::chrono::sys_time<std::chrono::nanoseconds>;

// Where the time comes from. Passed in, so that a test turns it by hand.
//
// Threads   Both methods may be called from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual TimePoint Now() const = 0;    // the calendar's time, UTC
  virtual Duration Steady() const = 0;  // never goes back; for measuring how long something took
};

class SystemClock final : public Clock {
 public:
  TimePoint Now() const override;
  Duration Steady() const override;
};

// A clock that moves only when told to.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(TimePoint start = TimePoint{std::chrono::seconds{1'800'000'000}})
      : now_(start) {}
  TimePoint Now() const override { return now_; }
  Duration Steady() const override { return now_.time_since_epoch(); }
  void Advance(Duration by) { now_ += by; }
  void Set(TimePoint to) { now_ = to; }

 private:
  TimePoint now_;
};

// Microseconds since 1970 UTC: how times are stored.
std::int64_t ToMicros(TimePoint time);
TimePoint FromMicros(std::int64_t micros);

// RFC 3339 in UTC with microseconds when there are any: "2026-11-23T14:41:02.5Z".
std::string ToRfc3339(TimePoint time);
Result<TimePoint> ParseRfc3339(std::string_view text);

}  // namespace rg

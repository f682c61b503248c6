#pragma once

#include <algorithm>
#include <cstdint>

#include "core/id.h"
#include "core/time.h"

// What a stored event is numbered by: the microsecond its call opened at, and ten bits that tell
// the calls of one microsecond apart.
//
//   | sign, microseconds since 1970: 54 | of the request id: 10 |
//
// A call keeps its request id and its time from its hold to its event, so both together find it
// again, and no index of request ids is needed to see that an event is there already. When two
// calls want the same number, the later one takes the next that is free.
namespace rg::store::sql {

inline constexpr int kEventIdBits = 10;
inline constexpr std::int64_t kEventsPerMicro = std::int64_t{1} << kEventIdBits;

// The first number of a time. Times beyond the year 2255 are that year's end.
inline std::int64_t FirstEventId(TimePoint time) {
  constexpr std::int64_t kLast = (std::int64_t{1} << (63 - kEventIdBits)) - 1;
  return std::clamp(ToMicros(time), -kLast, kLast) * kEventsPerMicro;
}

inline std::int64_t EventIdOf(TimePoint opened, RequestId request) {
  const auto random = static_cast<std::int64_t>(UuidHash{}(request) & (kEventsPerMicro - 1));
  return FirstEventId(opened) + random;
}

// The time of a number, rounded down to its microsecond.
inline TimePoint TimeOf(std::int64_t event_id) { return FromMicros(event_id >> kEventIdBits); }

// The millisecond a UUIDv7 was made in.
inline TimePoint BirthOf(const Uuid& id) {
  std::int64_t millis = 0;
  for (int i = 0; i < 6; ++i) millis = millis << 8 | id.bytes[static_cast<std::size_t>(i)];
  // What is no UUIDv7 may name a time beyond ours, where nothing is stored by its id.
  constexpr std::int64_t kLast = 9'000'000'000'000;
  return TimePoint{std::chrono::milliseconds{std::min(millis, kLast)}};
}

// Whether the time in the request id leads to the event.
inline bool IsPlaced(std::int64_t event_id, RequestId request) {
  const TimePoint birth = BirthOf(request);
  const TimePoint filed = TimeOf(event_id);
  return birth <= filed && filed < birth + std::chrono::milliseconds{1};
}

}  // namespace rg::store::sql

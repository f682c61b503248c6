#include "core/time.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace rg {
namespace {

Duration ReadClock(clockid_t id) {
  timespec spec{};
  clock_gettime(id, &spec);
  return std::chrono::seconds{spec.tv_sec} + std::chrono::nanoseconds{spec.tv_nsec};
}

// Reads exactly `count` digits at `at` and moves past them; -1 when they are not all digits.
int Digits(std::string_view text, std::size_t& at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t end = at + count; at < end; ++at) {
    if (text[at] < '0' || text[at] > '9') return -1;
    value = value * 10 + (text[at] - '0');
  }
  return value;
}

bool Skip(std::string_view text, std::size_t& at, char wanted) {
  if (at >= text.size() || text[at] != wanted) return false;
  ++at;
  return true;
}

Error BadTime(std::string_view text) {
  return Fail(Errc::kInvalidRequest,
              "'" + std::string(text) + "' is not a time; write it as 2026-11-23T14:41:02Z");
}

Result<Duration> ParseOffset(std::string_view text, std::size_t& at) {
  if (Skip(text, at, 'Z') || Skip(text, at, 'z')) return Duration{};
  const int sign = Skip(text, at, '+') ? 1 : Skip(text, at, '-') ? -1 : 0;
  const int hours = Digits(text, at, 2);
  const bool colon = Skip(text, at, ':');
  const int minutes = Digits(text, at, 2);
  if (sign == 0 || !colon || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
    return BadTime(text);
  }
  return Duration{sign * (std::chrono::hours{hours} + std::chrono::minutes{minutes})};
}

}  // namespace

TimePoint SystemClock::Now() const { return TimePoint{ReadClock(CLOCK_REALTIME)}; }
Duration SystemClock::Steady() const { return ReadClock(CLOCK_MONOTONIC); }

std::int64_t ToMicros(TimePoint time) {
  return std::chrono::floor<std::chrono::microseconds>(time).time_since_epoch().count();
}

TimePoint FromMicros(std::int64_t micros) { return TimePoint{std::chrono::microseconds{micros}}; }

std::string ToRfc3339(TimePoint time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::microseconds>(time - day)};
  std::array<char, 40> text{};
  int size = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()));
  std::string out(text.data(), static_cast<std::size_t>(size));
  if (const auto micros = clock.subseconds().count(); micros != 0) {
    size = std::snprintf(text.data(), text.size(), ".%06d", static_cast<int>(micros));
    out.append(text.data(), static_cast<std::size_t>(size));
    out.erase(out.find_last_not_of('0') + 1);
  }
  return out + "Z";
}

Result<TimePoint> ParseRfc3339(std::string_view text) {
  std::size_t at = 0;
  const int year = Digits(text, at, 4);
  if (!Skip(text, at, '-')) return BadTime(text);
  const int month = Digits(text, at, 2);
  if (!Skip(text, at, '-')) return BadTime(text);
  const int day = Digits(text, at, 2);
  const bool separated = Skip(text, at, 'T') || Skip(text, at, 't') || Skip(text, at, ' ');
  const int hour = Digits(text, at, 2);
  if (!separated || !Skip(text, at, ':')) return BadTime(text);
  const int minute = Digits(text, at, 2);
  if (!Skip(text, at, ':')) return BadTime(text);
  const int second = Digits(text, at, 2);
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (year < 0 || !date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
      second > 60) {
    return BadTime(text);
  }
  // Nanoseconds in 64 bits reach into 1677 and 2262; beyond, a time would wrap into another
  // century.
  if (year < 1678 || year > 2261) {
    return Fail(Errc::kInvalidRequest,
                "'" + std::string(text) + "' is not in the years 1678 to 2261");
  }
  Duration fraction{};
  if (Skip(text, at, '.')) {
    Duration digit = std::chrono::milliseconds{100};
    const std::size_t first = at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, digit /= 10) {
      fraction += digit * (text[at] - '0');
    }
    if (at == first) return BadTime(text);
  }
  RG_TRY(const Duration offset, ParseOffset(text, at));
  if (at != text.size()) return BadTime(text);
  return TimePoint{std::chrono::sys_days{date}} + std::chrono::hours{hour} +
         std::chrono::minutes{minute} + std::chrono::seconds{second} + fraction - offset;
}

}  // namespace rg

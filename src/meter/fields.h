#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "meter/json_cursor.h"
#include "meter/reading.h"

namespace rg::meter {

// More tokens than any call can use. A larger figure is a mistake or an attack, and keeping below
// it means that no sum or product of counts and prices can overflow.
inline constexpr std::int64_t kCountMax = 1'000'000'000'000;

// No model or tier has a longer name; and what we read goes on into events and reports.
inline constexpr std::size_t kTextMax = 256;

// Records the first thing that is wrong with an answer; later ones usually follow from it.
inline void Fault(Reading& reading, std::string_view where, std::string_view what) {
  if (!reading.fault.empty()) return;
  reading.fault.append(where).append(" ").append(what);
}

// One count of tokens. nullopt when it is null, which is how providers say "not applicable", or
// wrong, which is a fault.
std::optional<std::int64_t> ReadCount(JsonCursor& in, std::string_view where, Reading& reading);

// A count or an amount with a fraction, in units of 10^-decimals and rounded up: 0.0000113 with 12
// decimals is 11,300,000. nullopt when it is null, or wrong, which is a fault.
std::optional<std::int64_t> ReadDecimal(JsonCursor& in, std::string_view where, int decimals,
                                        Reading& reading);

// A string member, decoded into `out`. Null leaves it as it is; another type, or what is not UTF-8,
// is a fault.
void ReadText(JsonCursor& in, std::string_view where, std::string& out, Reading& reading);
void ReadText(JsonCursor& in, std::string_view where, ShortText& out, Reading& reading);

// Calls each(key) for the members of the value to come as an object: null has none; another type is
// a fault. Returns whether it was an object.
template <class Each>
bool EachField(JsonCursor& in, std::string_view where, Reading& reading, Each&& each) {
  if (in.Peek() == '{') {
    in.Object(each);
    return in.ok();
  }
  if (in.Skip() != "null") Fault(reading, where, "is not an object");
  return false;
}

}  // namespace rg::meter

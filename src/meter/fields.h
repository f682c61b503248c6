#pragma once

#include <cstdint>
#include <optional>
#include <simdjson.h>
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
std::optional<std::int64_t> ReadCount(simdjson::ondemand::value value, std::string_view where,
                                      Reading& reading);

// A count or an amount with a fraction, in units of 10^-decimals and rounded up: 0.0000113 with 12
// decimals is 11,300,000. nullopt when it is null, or wrong, which is a fault.
std::optional<std::int64_t> ReadDecimal(simdjson::ondemand::value value, std::string_view where,
                                        int decimals, Reading& reading);

// A string member, into `out`. Null leaves it as it is; another type is a fault.
void ReadText(simdjson::ondemand::value value, std::string_view where, std::string& out,
              Reading& reading);

// The key of a member as it is written, without its quotes. Escapes are left as they are: no
// provider escapes the names we look for, and a copy per key would cost more than the rest of the
// reading. simdjson has seen that the string ends and that there are bytes to read beyond.
inline bool ReadKey(simdjson::ondemand::field& field, std::string_view& key) {
  const char* const start = field.key().raw();
  if (start == nullptr) return false;
  const char* end = FindQuoteOrBackslash(start, start + simdjson::SIMDJSON_PADDING);
  while (*end != '"') end += *end == '\\' ? 2 : 1;
  key = {start, static_cast<std::size_t>(end - start)};
  return true;
}

// Calls each(key, value) for every member. A key that is written twice is seen twice, so the last
// one wins, as in every client's parser. False when the JSON broke, which is a fault.
template <class Each>
bool EachMember(simdjson::ondemand::object& object, std::string_view where, Reading& reading,
                Each&& each) {
  for (auto result : object) {
    simdjson::ondemand::field field;
    std::string_view key;
    if (std::move(result).get(field) != simdjson::SUCCESS || !ReadKey(field, key)) {
      Fault(reading, where, "is broken JSON");
      return false;
    }
    each(key, field.value());
  }
  return true;
}

// The members of `value` as an object: null has none; another type, or broken JSON inside, is a
// fault. Returns whether it was an object.
template <class Each>
bool EachField(simdjson::ondemand::value value, std::string_view where, Reading& reading,
               Each&& each) {
  simdjson::ondemand::object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) {
    simdjson::ondemand::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS ||
        type != simdjson::ondemand::json_type::null) {
      Fault(reading, where, "is not an object");
    }
    return false;
  }
  return EachMember(object, where, reading, each);
}

}  // namespace rg::meter

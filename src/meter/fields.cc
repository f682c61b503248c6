#include "meter/fields.h"

namespace rg::meter {

using simdjson::ondemand::json_type;

std::optional<std::int64_t> ReadCount(simdjson::ondemand::value value, std::string_view where,
                                      Reading& reading) {
  json_type type{};
  if (value.type().get(type) != simdjson::SUCCESS) {
    Fault(reading, where, "is broken JSON");
    return std::nullopt;
  }
  if (type == json_type::null) return std::nullopt;
  if (type != json_type::number) {
    Fault(reading, where, "is not a number");
    return std::nullopt;
  }
  std::int64_t count = 0;
  if (value.get_int64().get(count) != simdjson::SUCCESS) {
    // Only for the wording: what is no 64-bit integer is too large for one, or has a fraction.
    double approximate = 0;
    const bool large = value.get_double().get(approximate) == simdjson::SUCCESS &&
                       approximate > static_cast<double>(kCountMax);
    Fault(reading, where, large ? "is absurdly large" : "is not a whole number");
    return std::nullopt;
  }
  if (count < 0) {
    Fault(reading, where, "is negative");
    return std::nullopt;
  }
  if (count > kCountMax) {
    Fault(reading, where, "is absurdly large");
    return std::nullopt;
  }
  return count;
}

void ReadText(simdjson::ondemand::value value, std::string_view where, std::string& out,
              Reading& reading) {
  std::string_view text;
  if (value.get_string().get(text) == simdjson::SUCCESS) {
    if (text.size() > kTextMax) return Fault(reading, where, "is absurdly long");
    out.assign(text);
    return;
  }
  json_type type{};
  if (value.type().get(type) != simdjson::SUCCESS || type != json_type::null) {
    Fault(reading, where, "is not a string");
  }
}

}  // namespace rg::meter

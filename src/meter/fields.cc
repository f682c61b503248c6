#include "meter/fields.h"

#include <algorithm>
#include <charconv>

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

namespace {

// A JSON number in units of 10^-decimals, rounded up. nullopt when it is negative or too large.
std::optional<std::int64_t> ScaleUp(std::string_view number, int decimals) {
  // Beyond this no digit changes the result, and none fits.
  constexpr std::int64_t kMost = 1'000'000'000'000'000'000;
  if (number.starts_with('-')) return std::nullopt;
  std::int64_t digits = 0;
  std::int64_t shift = decimals;
  bool fraction = false;
  bool rest = false;  // a digit that was cut off is not zero
  std::size_t at = 0;
  for (; at < number.size() && number[at] != 'e' && number[at] != 'E'; ++at) {
    if (number[at] == '.') {
      fraction = true;
      continue;
    }
    const bool room = digits < kMost / 10;
    if (room) digits = digits * 10 + (number[at] - '0');
    if (!room) rest = rest || number[at] != '0';
    if (fraction == room) shift -= room ? 1 : -1;
  }
  if (at < number.size()) {
    std::string_view exponent = number.substr(at + 1);
    if (exponent.starts_with('+')) exponent.remove_prefix(1);
    std::int64_t power = 0;
    const char* const last = exponent.data() + exponent.size();
    if (std::from_chars(exponent.data(), last, power).ec != std::errc{}) return std::nullopt;
    if (power > 100) return digits == 0 ? std::optional<std::int64_t>(0) : std::nullopt;
    shift += std::max<std::int64_t>(power, -100);
  }
  for (; shift < 0; ++shift) {
    rest = rest || digits % 10 != 0;
    digits /= 10;
  }
  for (; shift > 0 && digits != 0; --shift) {
    if (digits > kMost / 10) return std::nullopt;
    digits *= 10;
  }
  return digits + (rest ? 1 : 0);
}

}  // namespace

std::optional<std::int64_t> ReadDecimal(simdjson::ondemand::value value, std::string_view where,
                                        int decimals, Reading& reading) {
  json_type type{};
  if (value.type().get(type) != simdjson::SUCCESS) {
    Fault(reading, where, "is broken JSON");
    return std::nullopt;
  }
  if (type == json_type::null) return std::nullopt;
  double checked = 0;  // that it is a number by JSON's grammar; nothing else is done with it
  std::string_view number = value.raw_json_token();
  if (type != json_type::number || value.get_double().get(checked) != simdjson::SUCCESS) {
    Fault(reading, where, "is not a number");
    return std::nullopt;
  }
  number = number.substr(0, number.find_first_not_of("0123456789.eE+-"));
  const std::optional<std::int64_t> scaled = ScaleUp(number, decimals);
  if (!scaled) Fault(reading, where, checked < 0 ? "is negative" : "is absurdly large");
  return scaled;
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

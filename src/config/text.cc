#include <array>
#include <limits>

#include "config/json.h"

namespace rg::config {
namespace {

// A count of days times a decimal of nine places does not fit 64 bits.
__extension__ typedef __int128 Wide;

struct Unit {
  std::string_view name;
  std::int64_t nanos;
};
// Longest names first where one begins another: "ms" before "m".
constexpr std::array<Unit, 7> kUnits = {{{"ns", 1},
                                         {"us", 1'000},
                                         {"ms", 1'000'000},
                                         {"s", 1'000'000'000},
                                         {"m", 60'000'000'000},
                                         {"h", 3'600'000'000'000},
                                         {"d", 86'400'000'000'000}}};

bool IsNumberByte(char c) { return (c >= '0' && c <= '9') || c == '.'; }

Error NotADuration() {
  return Fail(Errc::kInvalidRequest, "must be a duration such as \"60s\", \"250ms\" or \"1h30m\"");
}

}  // namespace

Result<Duration> ParseDuration(std::string_view text) {
  if (text == "0") return Duration{0};
  if (text.empty() || text.size() > 64) return NotADuration();
  Wide total = 0;
  while (!text.empty()) {
    std::size_t digits = 0;
    while (digits < text.size() && IsNumberByte(text[digits])) ++digits;
    const auto count = ParseDecimal(text.substr(0, digits), 9);
    if (digits == 0 || !count) return NotADuration();
    text.remove_prefix(digits);

    const Unit* unit = nullptr;
    for (const Unit& candidate : kUnits) {
      if (text.starts_with(candidate.name)) {
        unit = &candidate;
        break;
      }
    }
    if (unit == nullptr) return NotADuration();
    text.remove_prefix(unit->name.size());
    const Wide billionths = static_cast<Wide>(*count) * unit->nanos;
    if (billionths % 1'000'000'000 != 0) {
      return Fail(Errc::kInvalidRequest, "is finer than a nanosecond");
    }
    total += billionths / 1'000'000'000;
    if (total > std::numeric_limits<std::int64_t>::max()) {
      return Fail(Errc::kInvalidRequest, "is longer than 292 years");
    }
  }
  return Duration{static_cast<std::int64_t>(total)};
}

std::string FormatDuration(Duration duration) {
  std::int64_t nanos = duration.count();
  if (nanos <= 0) return nanos == 0 ? "0s" : FormatDecimal(nanos, 9) + "s";
  constexpr std::int64_t kSecond = 1'000'000'000;
  if (nanos < kSecond) {
    if (nanos % 1'000'000 == 0) return std::to_string(nanos / 1'000'000) + "ms";
    if (nanos % 1'000 == 0) return std::to_string(nanos / 1'000) + "us";
    return std::to_string(nanos) + "ns";
  }
  std::string text;
  if (const std::int64_t hours = nanos / (3600 * kSecond); hours > 0) {
    text += std::to_string(hours) + "h";
    nanos -= hours * 3600 * kSecond;
  }
  if (const std::int64_t minutes = nanos / (60 * kSecond); minutes > 0) {
    text += std::to_string(minutes) + "m";
    nanos -= minutes * 60 * kSecond;
  }
  if (nanos > 0) text += FormatDecimal(nanos, 9) + "s";
  return text;
}

Result<std::int64_t> ParseBytes(std::string_view text) {
  struct Size {
    std::string_view name;
    std::int64_t bytes;
  };
  static constexpr std::array<Size, 4> kSizes = {
      {{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"B", 1}}};
  std::int64_t scale = 1;
  for (const Size& size : kSizes) {
    if (!text.ends_with(size.name)) continue;
    scale = size.bytes;
    text.remove_suffix(size.name.size());
    break;
  }
  const auto count = ParseDecimal(text, 0);
  std::int64_t bytes = 0;
  if (!count || __builtin_mul_overflow(*count, scale, &bytes)) {
    return Fail(Errc::kInvalidRequest, "must be a size such as 65536, \"64KiB\" or \"10MiB\"");
  }
  return bytes;
}

boost::json::value FromText(std::string_view text, const Type& type) {
  if (type.kind == Kind::kBool && (text == "true" || text == "false")) return text == "true";
  if (type.kind == Kind::kInteger) {
    if (const auto number = ParseDecimal(text, 0)) return *number;
  }
  if (type.kind != Kind::kList) return boost::json::value(text);
  boost::json::array items;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    items.push_back(FromText(text.substr(0, comma), *type.inner));
    text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
  }
  return items;
}

std::string Below(std::string_view pointer, std::string_view name) {
  std::string below{pointer};
  below += '/';
  for (const char c : name) {
    if (c == '~') {
      below += "~0";
    } else if (c == '/') {
      below += "~1";
    } else {
      below += c;
    }
  }
  return below;
}

std::string Masked(const Secret& secret) {
  const std::string& text = secret.Reveal();
  // Four characters of a short secret would be most of it.
  if (text.size() < 12) return "****";
  return "****" + text.substr(text.size() - 4);
}

}  // namespace rg::config

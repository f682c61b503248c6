#include "cli/show.h"

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace rg::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kOneLineMax = 80;

bool IsPlain(const json::value& value) { return !value.is_object() && !value.is_array(); }

template <class Container, class Of>
bool AllPlain(const Container& items, Of of) {
  return std::all_of(items.begin(), items.end(),
                     [&](const auto& item) { return IsPlain(of(item)); });
}

std::string OnOneLine(const json::value& value) {
  std::string line;
  if (value.is_array()) {
    for (const json::value& item : value.get_array()) {
      line += (line.empty() ? "[" : ", ") + json::serialize(item);
    }
    return line.empty() ? "[]" : line + "]";
  }
  for (const auto& [key, item] : value.get_object()) {
    line += (line.empty() ? "{" : ", ") + json::serialize(json::string(key)) + ": " +
            json::serialize(item);
  }
  return line.empty() ? "{}" : line + "}";
}

bool FitsOneLine(const json::value& value, std::size_t depth) {
  if (value.is_array()) {
    if (!AllPlain(value.get_array(), [](const json::value& v) -> const json::value& { return v; }))
      return false;
  } else if (!AllPlain(value.get_object(),
                       [](const auto& v) -> const json::value& { return v.value(); })) {
    return false;
  }
  return OnOneLine(value).size() + 2 * depth <= kOneLineMax;
}

void Append(const json::value& value, std::size_t depth, std::string& out) {
  if (IsPlain(value)) {
    out += json::serialize(value);
    return;
  }
  // The outermost object is always opened up: it is the answer.
  if ((depth > 0 || value.is_array()) && FitsOneLine(value, depth)) {
    out += OnOneLine(value);
    return;
  }
  const std::string indent(2 * (depth + 1), ' ');
  const char* separator = "\n";
  if (value.is_array()) {
    out += '[';
    for (const json::value& item : value.get_array()) {
      out.append(separator).append(indent);
      Append(item, depth + 1, out);
      separator = ",\n";
    }
  } else {
    out += '{';
    for (const auto& [key, item] : value.get_object()) {
      out.append(separator).append(indent).append(json::serialize(json::string(key))).append(": ");
      Append(item, depth + 1, out);
      separator = ",\n";
    }
  }
  out.append("\n").append(2 * depth, ' ').append(value.is_array() ? "]" : "}");
}

}  // namespace

std::string PrettyJson(const json::value& value) {
  std::string out;
  Append(value, 0, out);
  return out + "\n";
}

std::string ShowMoney(Money money) { return ShowDecimal(money.nanos(), 9); }

std::string ShowDecimal(std::int64_t count, int decimals) {
  std::string text = FormatDecimal(count, decimals);
  const bool negative = text.starts_with('-');
  if (negative) text.erase(0, 1);
  if (text.find('.') == std::string::npos) text += ".00";
  const std::size_t whole = text.find('.');
  if (text.size() - whole < 3) text += "0";
  for (std::size_t i = whole; i > 3; i -= 3) text.insert(i - 3, ",");
  return (negative ? "-$" : "$") + text;
}

std::string ShowDollars(std::string_view decimal) {
  const Result<Money> money = ParseDollars(decimal);
  return money ? ShowMoney(*money) : std::string(decimal);
}

std::string ShowCount(std::int64_t count) {
  std::string text = std::to_string(count);
  const std::size_t first = count < 0 ? 1 : 0;
  for (std::size_t i = text.size(); i > first + 3; i -= 3) text.insert(i - 3, ",");
  return text;
}

std::string ShowDuration(Duration duration) {
  const std::int64_t micros = duration.count() / 1000;
  if (micros < 1000) return std::to_string(micros) + " us";
  if (micros < 1'000'000) {
    const std::int64_t tenths = (micros + 50) / 100;
    const bool small = micros < 10'000 && tenths % 10 != 0;
    return FormatDecimal(small ? tenths : (tenths + 5) / 10 * 10, 1) + " ms";
  }
  if (micros < 60'000'000) return FormatDecimal((micros + 5'000) / 10'000, 2) + " s";
  const std::int64_t seconds = micros / 1'000'000;
  return std::to_string(seconds / 60) + " min " + std::to_string(seconds % 60) + " s";
}

std::string ShowTime(std::string_view rfc3339) {
  const Result<TimePoint> time = ParseRfc3339(rfc3339);
  if (!time) return std::string(rfc3339);
  std::string text = ToRfc3339(std::chrono::floor<std::chrono::seconds>(*time));
  text[text.find('T')] = ' ';
  text.pop_back();
  return text;
}

std::string ShowValue(const json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_null()) return {};
  if (value.is_bool()) return value.get_bool() ? "yes" : "no";
  if (value.is_int64()) return ShowCount(value.get_int64());
  if (!value.is_array()) return json::serialize(value);
  std::string text;
  for (const json::value& item : value.get_array()) {
    if (!text.empty()) text += ", ";
    text += ShowValue(item);
  }
  return text;
}

}  // namespace rg::cli

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "core/money.h"
#include "core/time.h"

namespace rg::cli {

// JSON for people: two spaces a level, short lists and objects of plain values on one line. Ends
// with a line end.
std::string PrettyJson(const boost::json::value& value);

// "$12.50", "$0.000123": at least two decimals, and as many more as the amount has, up to nine.
std::string ShowMoney(Money money);
// "$2.50" of 2'500'000 millionths: of any count of 10^-decimals dollars.
std::string ShowDecimal(std::int64_t count, int decimals);
// The same of a decimal text as the admin API writes it; other text as it is.
std::string ShowDollars(std::string_view decimal);
// "1,234,567"
std::string ShowCount(std::int64_t count);
// "340 ms", "1.25 s", "3 min 20 s"
std::string ShowDuration(Duration duration);
// "2026-11-23 14:41:02", in UTC, of a time as the admin API writes it; other text as it is.
std::string ShowTime(std::string_view rfc3339);
// What a cell of a table shows: text, a count, "yes", "no", a list with commas; "" for null.
std::string ShowValue(const boost::json::value& value);

}  // namespace rg::cli

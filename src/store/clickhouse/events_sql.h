#pragma once

#include <string>
#include <string_view>

// Parts of statements that roll-ups and questions share.
namespace rg::store::clickhouse {

// The start of the window that `opened` lies in, as a number: seconds since 1970.
inline constexpr std::string_view kWindowOfOpened = "toUInt32(intDiv(toUInt32(opened), 900) * 900)";

inline constexpr std::string_view kMinuteOfOpened = "toUInt32(intDiv(toUInt32(opened), 60) * 60)";

// An event that came twice is one of these rows only. Behind the conditions of a SELECT.
inline constexpr std::string_view kEachOnce = " LIMIT 1 BY workspace, event_id, request_id";

// The model that an event's roll-up has (store/sql/event_writer.h), as an expression.
const std::string& RolledUpModelSql();
// The class of the outcome in `outcome` (store/sql/rollups.h), as an expression.
const std::string& OutcomeClassSql();

// ", calls, errors, ...": what is added up.
const std::string& MeasuresSql();
// ", sum(calls), ...", and the same as Int64.
const std::string& SumsSql();
const std::string& Int64SumsSql();

}  // namespace rg::store::clickhouse

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "journal/event.h"

// Roll-ups: the sums of all calls of a quarter of an hour that are alike in who made them, to what,
// and how they ended. What they are alike in is a row of call_groups, so that the many rows of
// rollups are numbers only.
namespace rg::store::sql {

// Roll-ups are this wide: every time zone in use is a multiple of it away from UTC.
using Windows = std::chrono::duration<std::int64_t, std::ratio<900>>;
inline constexpr Windows kWindow{1};
inline TimePoint WindowOf(TimePoint time) { return std::chrono::floor<Windows>(time); }

// The classes of outcomes that roll-ups keep apart.
enum class OutcomeClass : std::uint8_t {
  kServed,   // an answer of the provider reached the client
  kRefused,  // by us, before the call left
  kFailed,   // the provider's error, or ours, or an end nobody saw
  kGone,     // the client hung up
};
OutcomeClass ClassOf(journal::Outcome outcome);
std::string_view ToString(OutcomeClass outcome_class);

// Tags as a column: ",a,b,", sorted, each once, so that equal sets are equal texts; "" for none.
std::string JoinTags(std::span<const std::string> tags);
std::vector<std::string_view> SplitTags(std::string_view joined);

// The columns that are added up, in the order a roll-up writes and a report reads them. The classes
// of usage (core/usage.h) lie between the counts and the times.
inline constexpr std::array<std::string_view, 6> kRollupCounts = {
    "calls", "errors", "refused", "unpriced", "estimated", "cost_nanos"};
inline constexpr std::array<std::string_view, 4> kRollupTimes = {
    "gateway_micros", "total_micros", "first_byte_micros", "first_bytes"};
inline constexpr std::size_t kRollupMeasures =
    kRollupCounts.size() + kUsageClasses + kRollupTimes.size();

// All of them by name.
std::vector<std::string> RollupMeasureNames();

}  // namespace rg::store::sql

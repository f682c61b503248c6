#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/call.h"
#include "core/id.h"
#include "core/money.h"
#include "core/result.h"

namespace rg::budget {

enum class Scope : std::uint8_t { kWorkspace, kProject, kKey, kApi, kModel, kTag };
inline constexpr std::array<std::string_view, 6> kScopeNames = {"workspace", "project", "key",
                                                                "api",       "model",   "tag"};

enum class Period : std::uint8_t { kDaily, kWeekly, kMonthly, kYearly, kTotal };
inline constexpr std::array<std::string_view, 5> kPeriodNames = {"daily", "weekly", "monthly",
                                                                 "yearly", "total"};

enum class Weekday : std::uint8_t {
  kMonday,
  kTuesday,
  kWednesday,
  kThursday,
  kFriday,
  kSaturday,
  kSunday,
};
inline constexpr std::array<std::string_view, 7> kWeekdayNames = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

// What happens to a call that a hard budget cannot cover.
enum class WhenShort : std::uint8_t {
  kRefuse,  // 402
  kClamp,   // its output limit is lowered to what the money buys
  kBrake,   // it starts with what is left, and is ended well-formed when that is spent
};
inline constexpr std::array<std::string_view, 3> kWhenShortNames = {"refuse", "clamp", "brake"};

// An amount of money per period for a part of a workspace's calls.
struct Budget {
  BudgetId id;
  WorkspaceId workspace;
  std::string name;
  Scope scope = Scope::kWorkspace;
  std::string subject;  // project or key: id; API: id or slug; model, tag: pattern; workspace: ""
  Money amount;
  Period period = Period::kMonthly;
  std::string time_zone = "UTC";  // IANA name; where its days begin
  Weekday week_start = Weekday::kMonday;
  bool hard = true;  // stops calls; a soft one only says so
  WhenShort when_short = WhenShort::kRefuse;
  std::vector<int> thresholds{50, 75, 90, 100};  // per cent of the amount
  bool paused = false;                           // counts, but neither stops nor tells

  bool operator==(const Budget&) const = default;
};

// Lua counts in doubles, exact below 2^53; so that the same budgets work in every store, none may
// be larger. Nine million dollars per period.
inline constexpr Money kAmountMax = Money::Dollars(9'000'000);

// Names the first field that cannot work, and what would. The time zone must exist on this machine.
Result<void> Validate(const Budget& budget);

// Whether a call is paid from this budget.
bool Covers(const Budget& budget, const CallFacts& call);

// Whether money spent under one still counts under the other: same calls, same periods. When not,
// the account must be rebuilt from the events.
bool SameAccount(const Budget& one, const Budget& other);

}  // namespace rg::budget

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "budget/budget.h"
#include "budget/calendar.h"
#include "budget/ledger.h"
#include "core/call.h"
#include "core/id.h"
#include "core/money.h"
#include "core/time.h"
#include "limit/algorithm.h"
#include "limit/rule.h"

// The fields of a workspace's hash as C++ names and reads them. What stands in them, and why, is
// said in lua/workspace.lua, lua/counter.lua and lua/account.lua.
namespace rg::store::redis {

// The hash of a workspace, and the one of the counters that all workspaces share. Of
// several servers, what stands between the braces decides which one keeps it.
std::string KeyOf(std::string_view prefix, WorkspaceId workspace);
std::string SharedKey(std::string_view prefix);

inline std::string_view BytesOf(const Uuid& id) {
  return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

inline constexpr std::string_view kMetaField = "m";
std::string HoldField(RequestId request);
// Nullopt for a field of another kind.
std::optional<RequestId> RequestOf(std::string_view hold_field);

std::string SliceField(const Uuid& slice);

// One for each value of the rule's scope. Texts that clients chose stand as 128 bits of their
// SHA-256, so that nobody finds two that share a counter, on whatever gateway.
std::string CounterField(const limit::Rule& rule, const limit::Terms& terms, const CallFacts& call);

// What accounts of a budget have in common: the budget, and which calls and periods it is about.
std::string AccountStem(const budget::Budget& budget);
inline constexpr std::size_t kAccountStem = 25;
std::string AccountField(std::string_view stem, TimePoint period_start);

// The words of a counter, for limit::Decide; zeros for the value of a counter that does not exist.
// False when it is not the value of such a counter.
bool ReadCounter(std::string_view value, std::span<std::int64_t> words);

// Its period is the caller's to know.
std::optional<budget::Account> ReadAccount(std::string_view value);

struct Meta {
  std::uint64_t epoch = 0;  // another one: everything was lost, or taken back, and begun anew
  std::uint64_t seq = 0;
  std::int64_t open_holds = 0;
};
std::optional<Meta> ReadMeta(std::string_view value);

struct StoredHold {
  Money amount;
  TimePoint opened;
  TimePoint lease_until;
  bool open = false;
};
std::optional<StoredHold> ReadHold(std::string_view value);

}  // namespace rg::store::redis

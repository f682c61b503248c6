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
#include "core/time.h"

namespace rg::limit {

// Each is one file of this folder and one row of the table in algorithm.cc.
enum class Algorithm : std::uint8_t {
  kTokenBucket,
  kSlidingWindow,
  kFixedWindow,
  kLeakyBucket,
  kConcurrency,
};
inline constexpr std::array<std::string_view, 5> kAlgorithmNames = {
    "token_bucket", "sliding_window", "fixed_window", "leaky_bucket", "concurrency"};

// What a rule counts. Requests are known when a call opens; the others are estimated then, and
// corrected when it has ended.
enum class Unit : std::uint8_t { kRequests, kTokens, kInputTokens, kOutputTokens, kMoney };
inline constexpr std::array<std::string_view, 5> kUnitNames = {"requests", "tokens", "input_tokens",
                                                               "output_tokens", "nanos"};

// A rule has one counter for each value of its scope that it meets: one per key, one per address.
enum class Scope : std::uint8_t {
  kGlobal,
  kWorkspace,
  kProject,
  kKey,
  kApi,
  kModel,
  kIp,
  kEndUser,
};
inline constexpr std::array<std::string_view, 8> kScopeNames = {
    "global", "workspace", "project", "key", "api", "model", "ip", "end_user"};

enum class OnExcess : std::uint8_t {
  kReject,    // 429 at once
  kQueue,     // waits its turn, if that comes within max_wait; else 429 at once
  kThrottle,  // is slowed down: waits and asks again until max_wait has passed
  kShadow,    // passes, and the verdict records that it would not have
};
inline constexpr std::array<std::string_view, 4> kOnExcessNames = {"reject", "queue", "throttle",
                                                                   "shadow"};

// Which calls a rule is about. An empty list asks for nothing; of a list with entries one must fit.
// All lists must be content.
struct Match {
  std::vector<std::string> projects;   // ids, or "*" for any project at all
  std::vector<std::string> keys;       // ids, or "*"
  std::vector<std::string> apis;       // ids, or patterns of slugs: "openai", "azure-*"
  std::vector<std::string> models;     // patterns: "gpt-5*"
  std::vector<std::string> endpoints;  // patterns: "/v1/images/*"
  std::vector<std::string> tags;       // patterns; one tag of the key must fit one of them
  std::vector<std::string> methods;    // "POST", in either case

  bool operator==(const Match&) const = default;
};

// At most `amount` of a unit per window, for the calls that match, in every counter of its scope.
struct Rule {
  RuleId id;
  WorkspaceId workspace;  // nil: a rule of the operator, for every workspace
  std::string name;
  Algorithm algorithm = Algorithm::kTokenBucket;
  Unit unit = Unit::kRequests;
  std::int64_t amount = 0;
  Duration window{};       // of no meaning to concurrency
  std::int64_t burst = 0;  // buckets only: the most at one instant; 0: see TermsOf
  Scope scope = Scope::kWorkspace;
  Match match;
  OnExcess on_excess = OnExcess::kReject;
  Duration max_wait{};  // of kQueue and kThrottle
  bool paused = false;  // kept, but matches nothing

  bool operator==(const Rule&) const = default;
};

// The bounds within which the arithmetic of every algorithm is exact.
inline constexpr std::int64_t kAmountMax = 1'000'000'000'000'000;
inline constexpr Duration kWindowMin = std::chrono::milliseconds{1};
inline constexpr Duration kWindowMax = std::chrono::days{31};

// Names the first field that cannot work, and what would.
Result<void> Validate(const Rule& rule);

// Whether the rule is about this call. admission::Policy answers the same for all rules at once.
bool Matches(const Rule& rule, const CallFacts& call);

// Which of the rule's counters the call belongs to: an id for the scopes that have one, a text for
// the others. A call without a value (no project, an unknown end user) shares one counter with all
// others without: leaving a header out must not lift the limit.
struct ScopeValue {
  Uuid id;
  std::string_view text;

  bool operator==(const ScopeValue&) const = default;
};
ScopeValue ScopeValueOf(const Rule& rule, const CallFacts& call);

// Whether the rule's counters are shared by all workspaces. Only rules of the operator are, and of
// those only the ones whose scope is not a thing of one workspace.
bool IsShared(const Rule& rule);

// Whether the clients choose the values of this scope, and with them how many counters there are.
constexpr bool IsOpenEnded(Scope scope) {
  return scope == Scope::kModel || scope == Scope::kIp || scope == Scope::kEndUser;
}

// What a call costs in the unit of a rule.
struct Cost {
  Money money{};
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
  std::int64_t requests = 1;  // more where what is charged stands for several calls
};
std::int64_t CostIn(Unit unit, const Cost& cost);

}  // namespace rg::limit

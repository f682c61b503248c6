#include "limit/rule.h"

#include <algorithm>
#include <cctype>

#include "core/glob.h"
#include "limit/algorithm.h"
#include "limit/wide.h"

namespace rg::limit {
namespace {

// A bucket's counter holds the instant at which it is empty again, which must be a time that 64
// bits of nanoseconds can tell, with room for debt.
constexpr Duration kDrainMax = std::chrono::days{36'525};

template <class Fits>
bool Any(const std::vector<std::string>& wanted, Fits fits) {
  return wanted.empty() || std::any_of(wanted.begin(), wanted.end(), fits);
}

bool IsId(std::string_view text, const Uuid& id) {
  if (id.IsNil()) return false;
  if (text == "*") return true;
  const Result<Uuid> parsed = ParseUuid(text);
  return parsed && *parsed == id;
}

bool SameMethod(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](char a, char b) {
    return std::toupper(static_cast<unsigned char>(a)) ==
           std::toupper(static_cast<unsigned char>(b));
  });
}

bool AnyTag(std::string_view pattern, std::span<const std::string> tags) {
  return std::any_of(tags.begin(), tags.end(),
                     [&](const std::string& tag) { return MatchesGlob(pattern, tag); });
}

Result<void> ValidateIds(const std::vector<std::string>& ids, const char* field) {
  for (const std::string& id : ids) {
    if (id == "*" || ParseUuid(id)) continue;
    return Fail(Errc::kInvalidRequest, "'" + id + "' is not an id; write an id, or * for any",
                field);
  }
  return {};
}

Result<void> ValidateBurst(const Rule& rule) {
  if (rule.burst < 0 || rule.burst > kAmountMax) {
    return Fail(Errc::kInvalidRequest, "burst must be 0 (the usual) to 10^15", "burst");
  }
  if (rule.algorithm != Algorithm::kTokenBucket && rule.algorithm != Algorithm::kLeakyBucket) {
    if (rule.burst == 0) return {};
    return Fail(Errc::kInvalidRequest, "only the token and the leaky bucket have a burst", "burst");
  }
  const Terms terms = TermsOf(rule);
  if (Wide{terms.burst} * terms.window.count() / terms.amount > kDrainMax.count()) {
    return Fail(Errc::kInvalidRequest,
                "the burst would take more than a century to drain; lower it or raise the amount",
                "burst");
  }
  return {};
}

}  // namespace

Result<void> Validate(const Rule& rule) {
  if (rule.amount < 1 || rule.amount > kAmountMax) {
    return Fail(Errc::kInvalidRequest, "amount must be 1 to 10^15", "amount");
  }
  const bool has_window = rule.algorithm != Algorithm::kConcurrency;
  if (has_window && (rule.window < kWindowMin || rule.window > kWindowMax)) {
    return Fail(Errc::kInvalidRequest, "window must be 1 ms to 31 days", "window");
  }
  if (!has_window && rule.unit != Unit::kRequests) {
    return Fail(Errc::kInvalidRequest, "concurrency counts requests", "unit");
  }
  RG_CHECK(ValidateBurst(rule));
  if (rule.max_wait < Duration{}) {
    return Fail(Errc::kInvalidRequest, "max_wait must not be negative", "max_wait");
  }
  const bool waits = rule.on_excess == OnExcess::kQueue || rule.on_excess == OnExcess::kThrottle;
  if (waits && rule.max_wait == Duration{}) {
    return Fail(Errc::kInvalidRequest, "a rule that makes calls wait needs max_wait", "max_wait");
  }
  RG_CHECK(ValidateIds(rule.match.projects, "match.projects"));
  return ValidateIds(rule.match.keys, "match.keys");
}

bool Matches(const Rule& rule, const CallFacts& call) {
  const Match& match = rule.match;
  if (rule.paused) return false;
  if (!rule.workspace.IsNil() && rule.workspace != call.workspace) return false;
  return Any(match.projects, [&](const auto& id) { return IsId(id, call.project); }) &&
         Any(match.keys, [&](const auto& id) { return IsId(id, call.key); }) &&
         Any(match.apis,
             [&](const auto& api) {
               return MatchesGlob(api, call.api_slug) || IsId(api, call.api);
             }) &&
         Any(match.models, [&](const auto& model) { return MatchesGlob(model, call.model); }) &&
         Any(match.endpoints, [&](const auto& path) { return MatchesGlob(path, call.endpoint); }) &&
         Any(match.tags, [&](const auto& tag) { return AnyTag(tag, call.tags); }) &&
         Any(match.methods, [&](const auto& method) { return SameMethod(method, call.method); });
}

ScopeValue ScopeValueOf(const Rule& rule, const CallFacts& call) {
  switch (rule.scope) {
    case Scope::kGlobal:
      return {};
    case Scope::kWorkspace:
      return {call.workspace, {}};
    case Scope::kProject:
      return {call.project, {}};
    case Scope::kKey:
      return {call.key, {}};
    case Scope::kApi:
      return {call.api, {}};
    case Scope::kModel:
      return {{}, call.model};
    case Scope::kIp:
      return {{}, call.client_ip};
    case Scope::kEndUser:
      return {{}, call.end_user};
  }
  return {};
}

bool IsShared(const Rule& rule) {
  return rule.workspace.IsNil() &&
         (rule.scope == Scope::kGlobal || rule.scope == Scope::kModel || rule.scope == Scope::kIp);
}

std::int64_t CostIn(Unit unit, const Cost& cost) {
  switch (unit) {
    case Unit::kRequests:
      return cost.requests;
    case Unit::kTokens:
      return Saturated(Wide{cost.input_tokens} + cost.output_tokens);
    case Unit::kInputTokens:
      return cost.input_tokens;
    case Unit::kOutputTokens:
      return cost.output_tokens;
    case Unit::kMoney:
      return cost.money.nanos();
  }
  return 0;
}

}  // namespace rg::limit

#include "budget/budget.h"

#include <algorithm>

#include "budget/calendar.h"
#include "core/glob.h"

namespace rg::budget {
namespace {

bool IsId(std::string_view text, const Uuid& id) {
  const Result<Uuid> parsed = ParseUuid(text);
  return parsed && !id.IsNil() && *parsed == id;
}

Result<void> ValidateSubject(const Budget& budget) {
  const std::string subject = "subject";
  if (budget.scope == Scope::kWorkspace) {
    if (budget.subject.empty()) return {};
    return Fail(Errc::kInvalidRequest, "a workspace's budget has no subject; leave it out",
                subject);
  }
  const std::string scope(kScopeNames[static_cast<std::size_t>(budget.scope)]);
  if (budget.subject.empty()) {
    return Fail(Errc::kInvalidRequest, "name the " + scope + " this budget is for", subject);
  }
  const bool needs_id = budget.scope == Scope::kProject || budget.scope == Scope::kKey;
  if (needs_id && !ParseUuid(budget.subject)) {
    return Fail(Errc::kInvalidRequest, "'" + budget.subject + "' is not the id of a " + scope,
                subject);
  }
  return {};
}

}  // namespace

Result<void> Validate(const Budget& budget) {
  if (budget.amount <= Money{} || budget.amount > kAmountMax) {
    return Fail(Errc::kInvalidRequest,
                "amount must be more than 0 and at most 9,000,000 dollars: counters shared "
                "between nodes are exact up to there",
                "amount");
  }
  RG_CHECK(ValidateSubject(budget));
  RG_CHECK(LoadZone(budget.time_zone));
  for (const int percent : budget.thresholds) {
    if (percent >= 1 && percent <= 1'000) continue;
    return Fail(Errc::kInvalidRequest, "thresholds are 1 to 1000 per cent", "thresholds");
  }
  return {};
}

bool Covers(const Budget& budget, const CallFacts& call) {
  if (budget.workspace != call.workspace) return false;
  switch (budget.scope) {
    case Scope::kWorkspace:
      return true;
    case Scope::kProject:
      return IsId(budget.subject, call.project);
    case Scope::kKey:
      return IsId(budget.subject, call.key);
    case Scope::kApi:
      return MatchesGlob(budget.subject, call.api_slug) || IsId(budget.subject, call.api);
    case Scope::kModel:
      return MatchesGlob(budget.subject, call.model);
    case Scope::kTag:
      return std::any_of(call.tags.begin(), call.tags.end(),
                         [&](const std::string& tag) { return MatchesGlob(budget.subject, tag); });
  }
  return false;
}

bool SameAccount(const Budget& one, const Budget& other) {
  return one.id == other.id && one.workspace == other.workspace && one.scope == other.scope &&
         one.subject == other.subject && one.period == other.period &&
         one.time_zone == other.time_zone && one.week_start == other.week_start;
}

}  // namespace rg::budget

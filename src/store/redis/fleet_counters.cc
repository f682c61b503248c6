#include "store/redis/fleet_counters.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "admission/decision.h"

namespace rg::store::redis {
namespace {

// The first hard budget that covers the call; null when there is none.
const budget::Budget* HardBudgetOf(const admission::Policy& policy, const CallFacts& call) {
  const budget::Budget* found = nullptr;
  const std::size_t rules = policy.rules.size();
  policy.index.Select(call).ForEach([&](std::size_t i) {
    if (i < rules || found != nullptr) return;
    const budget::Budget& budget = policy.budgets[i - rules];
    if (budget.hard && !budget.paused) found = &budget;
  });
  return found;
}

}  // namespace

Async<admission::Answer> FleetCounters::Admit(const admission::Ask& ask) {
  admission::Answer answer = co_await leased_.Admit(ask);
  const bool unknown =
      answer.kind == admission::Answer::Kind::kRefused && answer.error.code == Errc::kUnavailable;
  if (!unknown) co_return answer;
  co_return co_await AdmitAlone(ask, std::move(answer.error));
}

Async<admission::Answer> FleetCounters::AdmitAlone(const admission::Ask& ask, Error why) {
  const bool may_cost = !ask.bounded || ask.most > Money{};
  const budget::Budget* const hard = may_cost ? HardBudgetOf(ask.policy, ask.call) : nullptr;
  const bool held = hard != nullptr && leased_.Holds(ask);
  if (hard != nullptr && !held) {
    stats_.refused.Add();
    why.detail = "the hard budget '" + hard->name + "' covers this call, and " + why.detail;
    why.subject = ToString(hard->id);
    admission::Answer refused;
    refused.error = std::move(why);
    co_return refused;
  }
  const std::shared_ptr<const admission::Policy> share = ShareOf(ask.policy);
  const admission::Ask here{.request = ask.request,
                            .call = ask.call,
                            .policy = *share,
                            .most = ask.most,
                            .bounded = ask.bounded,
                            .unbounded_because = ask.unbounded_because,
                            .input_tokens = ask.input_tokens,
                            .output_tokens = ask.output_tokens,
                            .now = ask.now,
                            .opened = ask.opened};
  admission::Answer answer = co_await own_.Admit(here);
  admission::RenameFor(ask.policy, answer.verdicts);
  answer.alone = true;
  if (answer.kind != admission::Answer::Kind::kAdmitted) co_return answer;
  if (held) answer.settle_seq = leased_.AdmitFromSlice(ask);
  stats_.served.Add();
  admitted_alone_.insert(ask.request);
  co_return answer;
}

Async<Result<void>> FleetCounters::Extend(RequestId request, WorkspaceId workspace, Money by,
                                          TimePoint now) {
  const bool alone = admitted_alone_.contains(request) && !leased_.Pays(request);
  if (alone) return own_.Extend(request, workspace, by, now);
  return leased_.Extend(request, workspace, by, now);
}

Async<admission::Settlement> FleetCounters::Settle(const struct admission::Settle& settle) {
  if (admitted_alone_.erase(settle.request) == 0) co_return co_await leased_.Settle(settle);
  const std::shared_ptr<const admission::Policy> share = ShareOf(settle.policy);
  const struct admission::Settle here {
    .request = settle.request, .call = settle.call, .policy = *share, .price = settle.price,
    .input_tokens = settle.input_tokens, .output_tokens = settle.output_tokens,
    .opened = settle.opened, .now = settle.now, .never_left = settle.never_left
  };
  static_cast<void>(co_await own_.Settle(here));
  if (leased_.Pays(settle.request)) co_return co_await leased_.Settle(settle);
  co_return co_await shared_.SettleUnheld(settle);
}

// The rules with this gateway's share of their amounts, and no budgets: what those have left is not
// known here.
std::shared_ptr<const admission::Policy> FleetCounters::ShareOf(const admission::Policy& policy) {
  Share& known = shares_[policy.workspace];
  if (known.whole.get() == &policy) return known.share;
  std::vector<limit::Rule> rules = policy.rules;
  for (limit::Rule& rule : rules) {
    rule.amount = std::max<std::int64_t>(rule.amount / gateways_, 1);
    if (rule.burst > 0) rule.burst = std::max<std::int64_t>(rule.burst / gateways_, 1);
  }
  const auto made =
      admission::Policy::Make(policy.workspace, std::move(rules), {}, policy.revision);
  // A burst beside an amount of one may be more than a rule may have: then the whole of it is.
  known = {
      policy.shared_from_this(),
      made ? *made
           : admission::Policy::Make(policy.workspace, policy.rules, {}, policy.revision).value()};
  return known.share;
}

}  // namespace rg::store::redis

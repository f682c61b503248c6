#include "store/memory/workspace.h"

#include <algorithm>
#include <string>
#include <utility>

#include <boost/container/small_vector.hpp>

#include "core/keyed_hash.h"

namespace rg::store::memory {

struct Workspace::Charges {
  struct OnRule {
    std::size_t rule;
    bool is_shared;
    CounterTable::Charging charging;
  };
  struct OnBudget {
    std::size_t budget;
    budget::Account* account;
  };
  boost::container::small_vector<OnRule, 6> rules;
  boost::container::small_vector<OnBudget, 6> budgets;
};

const admission::Policy& Workspace::Follow(const admission::Policy& policy, TimePoint now) {
  if (&policy == policy_.get()) return *policy_;
  if (policy_ != nullptr && policy.revision < policy_->revision) return *policy_;
  const std::shared_ptr<const admission::Policy> last =
      std::exchange(policy_, policy.shared_from_this());
  accounts_.Follow(last.get(), *policy_, seq_ + 1, now);
  shares_ = shares_ || policy_->shares;
  return *policy_;
}

CounterKey Workspace::KeyOf(const limit::Rule& rule, const CallFacts& call) const {
  const limit::ScopeValue value = limit::ScopeValueOf(rule, call);
  if (!value.text.empty()) return {rule.id, KeyedHash(options_.hash_key, value.text)};
  CounterKey key{rule.id, {}};
  __builtin_memcpy(key.value.data(), value.id.bytes.data(), 16);
  return key;
}

admission::Answer Workspace::Admit(const admission::Ask& ask, CounterTable& shared) {
  const admission::Policy& policy = *policy_;
  if (const Hold* hold = holds_.Find(ask.request)) return Repeat(ask, *hold, shared);

  admission::Decision decision(ask, policy);
  Charges charges;
  const std::size_t rules = policy.rules.size();
  policy.index.Select(ask.call).ForEach([&](std::size_t i) {
    if (i < rules) {
      LookAtRule(ask, i, shared, decision, charges);
      return;
    }
    budget::Account& account = accounts_.At(i - rules, admission::OpenedAt(ask), seq_ + 1);
    decision.AddBudget(i - rules, account);
    charges.budgets.push_back({i - rules, &account});
  });
  if (decision.Admitted()) Write(ask, charges, shared);
  return decision.Take();
}

void Workspace::LookAtRule(const admission::Ask& ask, std::size_t index, CounterTable& shared,
                           admission::Decision& decision, Charges& charges) const {
  const limit::Rule& rule = policy_->rules[index];
  const limit::Terms& terms = policy_->terms[index];
  const bool is_shared = limit::IsShared(rule);
  const CounterTable& table = is_shared ? shared : counters_;
  const bool concurrency = rule.algorithm == limit::Algorithm::kConcurrency;

  Charges::OnRule charge{index, is_shared, {}};
  charge.charging.key = KeyOf(rule, ask.call);
  charge.charging.found = table.Find(charge.charging.key, terms);
  charge.charging.terms = terms;
  charge.charging.cost = limit::CostIn(rule.unit, admission::CostOf(ask));
  charge.charging.open_ended = limit::IsOpenEnded(rule.scope);
  charge.charging.to_correct = concurrency || rule.unit != limit::Unit::kRequests;

  const limit::ConstState state = table.Read(charge.charging.found, terms);
  const limit::Step step = limit::Decide(state, terms, charge.charging.cost, ask.now);
  decision.AddRule(index, step);
  // A shadow rule that would have refused counts as if it had.
  if (step.admitted) charges.rules.push_back(charge);
}

void Workspace::Write(const admission::Ask& ask, const Charges& charges, CounterTable& shared) {
  Hold& hold = holds_.Open(ask.request);
  ++open_holds_;
  // What is more fits no hard budget, and a soft one must be able to add up many of them.
  hold.amount = std::clamp(ask.most, Money{}, budget::kAmountMax);
  hold.opened = ask.now;
  hold.lease_until = ask.now + options_.lease;
  for (const Charges::OnRule& charge : charges.rules) {
    const CounterTable::Charged charged =
        TableOf(charge.is_shared, shared).Charge(charge.charging, ask.now);
    if (!charge.charging.to_correct) continue;
    const limit::Rule& rule = policy_->rules[charge.rule];
    hold.estimates.push_back({charged.counter, charged.mark, charge.charging.cost, rule.unit,
                              rule.algorithm == limit::Algorithm::kConcurrency, charge.is_shared});
  }
  for (const Charges::OnBudget& charge : charges.budgets) {
    budget::Reserve(*charge.account, hold.amount);
    hold.accounts.push_back(accounts_.RefTo(charge.budget, *charge.account));
  }
}

// The decision stands; the figures are those of now.
admission::Answer Workspace::Repeat(const admission::Ask& ask, const Hold& hold,
                                    CounterTable& shared) {
  if (hold.expired) {
    admission::Answer answer;
    answer.error = Fail(Errc::kUnavailable, "the call took longer than its hold lasted");
    return answer;
  }
  const admission::Policy& policy = *policy_;
  CallFacts const& call = ask.call;
  // Asks again for nothing, which everything admits.
  const admission::Ask nothing{.request = ask.request,
                               .call = call,
                               .policy = ask.policy,
                               .most = {},
                               .unbounded_because = {},
                               .now = ask.now,
                               .opened = ask.opened};
  admission::Decision decision(nothing, policy);
  const std::size_t rules = policy.rules.size();
  policy.index.Select(call).ForEach([&](std::size_t i) {
    if (i >= rules) {
      decision.AddBudget(i - rules, accounts_.At(i - rules, admission::OpenedAt(ask), seq_ + 1));
      return;
    }
    const limit::Terms& terms = policy.terms[i];
    const CounterTable& table = TableOf(limit::IsShared(policy.rules[i]), shared);
    const limit::ConstState state =
        table.Read(table.Find(KeyOf(policy.rules[i], call), terms), terms);
    limit::Step step = limit::Decide(state, terms, 0, ask.now);
    step.admitted = true;
    step.retry_after = {};
    step.after = step.before;
    decision.AddRule(i, step);
  });
  return decision.Take();
}

Result<void> Workspace::Extend(RequestId request, Money by, TimePoint now) {
  Hold* hold = holds_.Find(request);
  if (hold == nullptr || hold->expired) {
    return Fail(Errc::kNotFound, "the call has no open hold");
  }
  by = std::max(by, -hold->amount);
  for (const AccountRef& ref : hold->accounts) {
    const budget::Account* account = accounts_.Find(ref);
    const Accounts::Ledger& ledger = accounts_.LedgerOf(ref);
    if (account == nullptr || ledger.retired) continue;
    if (budget::Fits(*account, ledger.terms, by)) continue;
    const auto budget =
        std::find_if(policy_->budgets.begin(), policy_->budgets.end(),
                     [&](const budget::Budget& each) { return each.id == ledger.budget; });
    return admission::Exhausted(*budget, *account, by);
  }
  // As in Write: a soft budget must be able to add up many of them.
  by = std::min(by, budget::kAmountMax - hold->amount);
  for (const AccountRef& ref : hold->accounts) {
    if (budget::Account* account = accounts_.Find(ref)) budget::Extend(*account, by);
  }
  hold->amount += by;
  hold->lease_until = now + options_.lease;
  return {};
}

admission::Settlement Workspace::Settle(const struct admission::Settle& settle,
                                        CounterTable& shared) {
  admission::Settlement settlement;
  Hold* hold = holds_.Find(settle.request);
  if (hold == nullptr) return settlement;

  settlement.was_held = !hold->expired;
  settlement.booked = true;
  settlement.seq = ++seq_;
  CorrectEstimates(*hold, settle, shared);
  Book(*hold, settle, settlement);
  if (!hold->expired) --open_holds_;
  holds_.Close(*hold);
  return settlement;
}

void Workspace::CorrectEstimates(const Hold& hold, const struct admission::Settle& settle,
                                 CounterTable& shared) {
  const limit::Cost truth = admission::CostOf(settle);
  for (const Estimate& estimate : hold.estimates) {
    const std::int64_t delta =
        estimate.concurrency ? -1 : limit::CostIn(estimate.unit, truth) - estimate.cost;
    TableOf(estimate.shared, shared).Correct(estimate.counter, delta, estimate.mark, settle.now);
  }
}

void Workspace::Book(Hold& hold, const struct admission::Settle& settle,
                     admission::Settlement& settlement) {
  const admission::Policy& policy = *policy_;
  const std::size_t rules = policy.rules.size();
  policy.index.Select(settle.call).ForEach([&](std::size_t i) {
    if (i < rules) return;
    const budget::Budget& budget = policy.budgets[i - rules];
    budget::Account& account = accounts_.At(i - rules, settle.opened, seq_);
    const Money before = account.Used();
    const AccountRef ref = accounts_.RefTo(i - rules, account);
    const auto held = std::find(hold.accounts.begin(), hold.accounts.end(), ref);
    if (held != hold.accounts.end()) {
      budget::Settle(account, hold.amount, settle.price);
      hold.accounts.erase(held);
    } else {
      budget::Book(account, settle.price);
    }
    admission::Cross(budget, account, settlement.crossings);
    settlement.verdicts.push_back(admission::Describe(budget, account, before));
  });
  // Budgets that no longer cover the call, or are gone.
  for (const AccountRef& ref : hold.accounts) Release(ref, hold.amount);
  hold.accounts.clear();
}

void Workspace::Release(const AccountRef& ref, Money amount) {
  budget::Account* account = accounts_.Find(ref);
  if (account == nullptr) return;
  budget::Release(*account, amount);
  accounts_.Closed(ref);
}

void Workspace::Expire(TimePoint now, CounterTable& shared, std::vector<OpenHold>& expired) {
  holds_.ForEach([&](Hold& hold) {
    if (hold.expired || now < hold.lease_until) return;
    expired.push_back({hold.request, id_, hold.amount, hold.opened, hold.lease_until});
    hold.expired = true;
    --open_holds_;
    for (const AccountRef& ref : hold.accounts) Release(ref, hold.amount);
    hold.accounts.clear();
    // Its place among the calls under way is free; what it used is still to be learnt.
    auto& estimates = hold.estimates;
    for (std::size_t i = estimates.size(); i-- > 0;) {
      const Estimate& estimate = estimates[i];
      if (!estimate.concurrency) continue;
      TableOf(estimate.shared, shared).Correct(estimate.counter, -1, estimate.mark, now);
      estimates.erase(estimates.begin() + static_cast<std::ptrdiff_t>(i));
    }
  });
}

std::vector<Unready> Workspace::ListUnready() {
  std::vector<Unready> unready;
  if (policy_ == nullptr) return unready;
  for (std::size_t i = 0; i < policy_->budgets.size(); ++i) {
    const budget::Account* account = accounts_.FindUnready(i);
    if (account == nullptr) continue;
    unready.push_back({policy_->budgets[i].id, account->period.start, account->from_seq});
  }
  return unready;
}

admission::Crossings Workspace::Ready(BudgetId budget, Money baseline) {
  admission::Crossings crossings;
  if (policy_ == nullptr) return crossings;
  for (std::size_t i = 0; i < policy_->budgets.size(); ++i) {
    if (policy_->budgets[i].id != budget) continue;
    budget::Account* account = accounts_.FindUnready(i);
    if (account == nullptr) continue;
    account->settled += baseline;
    account->ready = true;
    admission::Cross(policy_->budgets[i], *account, crossings);
  }
  return crossings;
}

void Workspace::LoadSpend(BudgetId budget, TimePoint period_start, Money settled) {
  if (policy_ == nullptr) return;
  for (std::size_t i = 0; i < policy_->budgets.size(); ++i) {
    if (policy_->budgets[i].id != budget) continue;
    budget::Account& account = accounts_.At(i, period_start, seq_ + 1);
    if (account.ready) continue;
    account.settled += settled;
    account.ready = true;
    admission::Crossings told;
    admission::Cross(policy_->budgets[i], account, told);
  }
}

WorkspaceCopy Workspace::Copy() const {
  WorkspaceCopy copy;
  copy.seq = seq_;
  copy.open_holds = open_holds_;
  accounts_.ForEach([&](const Accounts::Ledger& ledger) {
    for (const budget::Account& account : ledger.periods) {
      copy.budgets.push_back({ledger.budget, account.period, account.settled, account.held,
                              account.open_holds, account.ready});
    }
  });
  return copy;
}

void Workspace::ListHolds(std::vector<OpenHold>& holds) const {
  holds_.ForEach([&](const Hold& hold) {
    if (hold.expired) return;
    holds.push_back({hold.request, id_, hold.amount, hold.opened, hold.lease_until});
  });
}

}  // namespace rg::store::memory

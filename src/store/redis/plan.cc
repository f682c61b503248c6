#include "store/redis/plan.h"

#include <algorithm>
#include <utility>

#include "limit/rule.h"
#include "store/redis/fields.h"
#include "store/redis/pack.h"

namespace rg::store::redis {
namespace {

__extension__ using Wide128 = __int128;

// The least that must be settled for the threshold to be passed.
std::int64_t PassedAt(Money amount, int percent) {
  return static_cast<std::int64_t>((Wide128{amount.nanos()} * percent + 99) / 100);
}

std::string PackThresholds(const budget::Budget& budget) {
  std::vector<int> percents = budget.thresholds;
  std::sort(percents.begin(), percents.end());
  percents.erase(std::unique(percents.begin(), percents.end()), percents.end());
  Packer packed;
  packed.Byte(budget.paused ? 0 : 1).Short(static_cast<std::uint16_t>(percents.size()));
  for (const int percent : percents) {
    packed.Short(static_cast<std::uint16_t>(percent)).Wide(PassedAt(budget.amount, percent));
  }
  return packed.Take();
}

}  // namespace

Plan::Plan(std::shared_ptr<const admission::Policy> policy, bool leases)
    : policy_(std::move(policy)) {
  for (std::size_t i = 0; i < policy_->rules.size(); ++i) {
    const limit::Rule& rule = policy_->rules[i];
    Rule known{policy_->terms[i], {}};
    // A call that meets shared rules asks two servers in turn, as one call.
    if (leases && !limit::IsShared(rule)) known.leasing = limit::LeasingOf(rule);
    if (known.leasing) known.terms = known.leasing->terms;
    rules_.push_back(known);
  }
  for (const budget::Budget& budget : policy_->budgets) {
    budgets_.push_back({AccountStem(budget), PackThresholds(budget)});
  }
}

Met Plan::Meet(const CallFacts& call) const {
  Met met;
  const std::size_t rules = policy_->rules.size();
  policy_->index.Select(call).ForEach([&](std::size_t i) {
    if (i >= rules) {
      met.budgets.push_back(static_cast<std::uint32_t>(i - rules));
    } else {
      Indices& where = limit::IsShared(policy_->rules[i]) ? met.shared : met.own;
      where.push_back(static_cast<std::uint32_t>(i));
    }
  });
  return met;
}

const budget::PeriodBounds& Plan::PeriodAt(std::size_t index, TimePoint time) {
  Budget& known = budgets_[index];
  if (!known.period.Holds(time)) {
    const budget::Budget& budget = policy_->budgets[index];
    known.period = budget::PeriodAt(policy_->zones[index], budget.period, budget.week_start, time);
  }
  return known.period;
}

std::size_t Plan::BudgetOf(std::string_view account_field) const {
  const auto found = std::find_if(budgets_.begin(), budgets_.end(), [&](const Budget& budget) {
    return account_field.substr(0, kAccountStem) == budget.stem;
  });
  return found == budgets_.end() ? npos : static_cast<std::size_t>(found - budgets_.begin());
}

}  // namespace rg::store::redis

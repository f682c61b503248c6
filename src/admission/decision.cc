#include "admission/decision.h"

#include <algorithm>
#include <string>

namespace rg::admission {
namespace {

// How often a call waiting for another to end asks again, and the most a throttled one sleeps
// before it sees whether something was given back.
constexpr Duration kBusyStep = std::chrono::milliseconds{20};
constexpr Duration kThrottleStep = std::chrono::milliseconds{250};

bool Waits(limit::OnExcess on_excess) {
  return on_excess == limit::OnExcess::kQueue || on_excess == limit::OnExcess::kThrottle;
}

Duration WaitOf(const limit::Rule& rule, const limit::Step& step) {
  if (step.why == limit::Step::Why::kBusy) return kBusyStep;
  if (rule.on_excess == limit::OnExcess::kThrottle) {
    return std::min(step.retry_after, kThrottleStep);
  }
  return step.retry_after;
}

// "1.5", for a text; headers carry the exact figure.
std::string Seconds(Duration time) {
  const auto millis = std::chrono::ceil<std::chrono::milliseconds>(time);
  return FormatDecimal(millis.count(), 3);
}

std::string Quantity(const limit::Rule& rule, std::int64_t amount) {
  if (rule.unit == limit::Unit::kMoney) return "$" + ToDollars(Money::Nanos(amount));
  std::string unit(limit::kUnitNames[static_cast<std::size_t>(rule.unit)]);
  std::replace(unit.begin(), unit.end(), '_', ' ');
  return std::to_string(amount) + " " + unit;
}

std::string Detail(const limit::Rule& rule, const limit::Terms& terms, const limit::Step& step,
                   std::int64_t cost) {
  std::string text = "rate limit '" + rule.name + "' allows ";
  switch (step.why) {
    case limit::Step::Why::kBusy:
      return text + std::to_string(rule.amount) + " calls at a time; try again when one has ended";
    case limit::Step::Why::kTooLarge:
      return text + "at most " + Quantity(rule, limit::Capacity(terms)) +
             " at once and this call counts as up to " + std::to_string(cost) +
             "; make it smaller, or raise the limit";
    default:
      return text + Quantity(rule, rule.amount) + " per " + Seconds(rule.window) +
             " s; try again in " + Seconds(step.retry_after) + " s";
  }
}

std::string Detail(const budget::Budget& budget, const budget::Account& account, Money most) {
  const Money left = std::max(budget::Left(account, budget::TermsOf(budget)), Money{});
  std::string text = "budget '" + budget.name + "' has $" + ToDollars(left) + " left of $" +
                     ToDollars(budget.amount) + ", and this call can cost up to $" +
                     ToDollars(most);
  if (account.period.end == TimePoint::max()) return text + "; it never resets, but can be raised";
  return text + "; it resets at " + ToRfc3339(account.period.end);
}

std::string UnboundedDetail(const budget::Budget& budget, std::string_view because) {
  std::string text = "budget '" + budget.name + "' is hard and this call has no upper bound";
  if (!because.empty()) text.append(": ").append(because);
  return text;
}

}  // namespace

limit::Cost CostOf(const Ask& ask) {
  return {std::max(ask.most, Money{}), std::max<std::int64_t>(ask.input_tokens, 0),
          std::max<std::int64_t>(ask.output_tokens, 0), ask.requests};
}

limit::Cost CostOf(const struct Settle& settle) {
  if (settle.never_left) return {};
  return {std::max(settle.price, Money{}), std::max<std::int64_t>(settle.input_tokens, 0),
          std::max<std::int64_t>(settle.output_tokens, 0)};
}

Error Exhausted(const budget::Budget& budget, const budget::Account& account, Money most) {
  return {Errc::kBudgetExhausted, Detail(budget, account, most), {}, ToString(budget.id), {}};
}

void Cross(const budget::Budget& budget, budget::Account& account, Crossings& crossings) {
  if (budget.paused) return;
  std::vector<int> percents;
  budget::TakeCrossings(account, budget::TermsOf(budget), budget.thresholds, percents);
  for (const int percent : percents) {
    crossings.push_back({budget.id, percent, account.period.start, account.settled, budget.amount});
  }
}

void RenameFor(const Policy& callers, Verdicts& verdicts) {
  const auto name_of = [](const auto& list, const Uuid& id) -> std::string_view {
    for (const auto& each : list) {
      if (each.id == id) return each.name;
    }
    return "";
  };
  for (Verdict& verdict : verdicts) {
    verdict.name = verdict.kind == Verdict::Kind::kRule ? name_of(callers.rules, verdict.id)
                                                        : name_of(callers.budgets, verdict.id);
  }
}

Verdict Describe(const budget::Budget& budget, const budget::Account& account, Money before) {
  Verdict verdict;
  verdict.kind = Verdict::Kind::kBudget;
  verdict.said =
      !budget.hard && account.Used() > budget.amount ? Verdict::Said::kSoft : Verdict::Said::kYes;
  verdict.id = budget.id;
  verdict.name = budget.name;
  verdict.unit = "nanos";
  verdict.limit = budget.amount.nanos();
  verdict.before = before.nanos();
  verdict.after = account.Used().nanos();
  verdict.resets_at = account.period.end;
  return verdict;
}

bool Decision::Worse(Outcome outcome, Duration retry_after) {
  const bool first = worst_ == Outcome::kAdmitted;
  if (!first && outcome < worst_) return false;
  if (outcome == worst_ && retry_after <= answer_.error.retry_after) return false;
  worst_ = outcome;
  return true;
}

void Decision::AddRule(std::size_t index, const limit::Step& step) {
  const limit::Rule& rule = policy_.rules[index];
  Verdict& verdict = answer_.verdicts.emplace_back();
  verdict.kind = Verdict::Kind::kRule;
  verdict.id = rule.id;
  verdict.name = rule.name;
  verdict.unit = limit::kUnitNames[static_cast<std::size_t>(rule.unit)];
  if (rule.algorithm == limit::Algorithm::kConcurrency) verdict.unit = "calls";
  verdict.limit = limit::Capacity(policy_.terms[index]);
  verdict.before = step.before;
  verdict.after = step.after;
  verdict.retry_after = step.retry_after;
  verdict.resets_at = step.resets_at;
  if (step.admitted) return;
  if (rule.on_excess == limit::OnExcess::kShadow) {
    verdict.said = Verdict::Said::kShadow;
    return;
  }
  verdict.said = Verdict::Said::kNo;
  RefuseByRule(rule, step);
}

void Decision::RefuseByRule(const limit::Rule& rule, const limit::Step& step) {
  const bool too_large = step.why == limit::Step::Why::kTooLarge;
  const bool waits = Waits(rule.on_excess) && !too_large;
  const Outcome outcome = too_large ? Outcome::kTooLarge
                          : waits   ? Outcome::kWait
                                    : Outcome::kLimited;
  if (waits) {
    answer_.wait = std::max(answer_.wait, WaitOf(rule, step));
    const bool first = answer_.give_up_after == Duration{};
    answer_.give_up_after = first ? rule.max_wait : std::min(answer_.give_up_after, rule.max_wait);
  }
  if (!Worse(outcome, step.retry_after)) return;
  const auto index = static_cast<std::size_t>(&rule - policy_.rules.data());
  answer_.error = {Errc::kRateLimited,
                   Detail(rule, policy_.terms[index], step, limit::CostIn(rule.unit, CostOf(ask_))),
                   {},
                   ToString(rule.id),
                   step.retry_after};
}

void Decision::AddBudget(std::size_t index, const budget::Account& account) {
  const budget::Budget& budget = policy_.budgets[index];
  const budget::Terms terms = budget::TermsOf(budget);
  Verdict& verdict = answer_.verdicts.emplace_back(Describe(budget, account, account.Used()));
  const Money most = std::max(ask_.most, Money{});
  verdict.after = (account.Used() + most).nanos();
  if (!budget.hard && !budget.paused && account.Used() + most > budget.amount) {
    verdict.said = Verdict::Said::kSoft;
  }
  if (!terms.Enforced(account)) return;

  const Money left = budget::Left(account, terms);
  const bool unbounded = !ask_.bounded;
  const bool refuses = unbounded || !budget::Fits(account, terms, most);
  if (!answer_.any_hard_budget || left < answer_.left) {
    answer_.left = left;
    answer_.when_short = budget.when_short;
  }
  answer_.any_hard_budget = true;
  if (!refuses) return;
  strictest_ = std::min(strictest_, budget.when_short);
  verdict.said = Verdict::Said::kNo;
  RefuseByBudget(budget, account);
}

void Decision::RefuseByBudget(const budget::Budget& budget, const budget::Account& account) {
  const Outcome outcome = ask_.bounded ? Outcome::kExhausted : Outcome::kUnbounded;
  if (!Worse(outcome, Duration{})) return;
  answer_.error = Exhausted(budget, account, ask_.most);
  if (ask_.bounded) return;
  answer_.error.code = Errc::kUnbounded;
  answer_.error.detail = UnboundedDetail(budget, ask_.unbounded_because);
}

Answer Decision::Take() {
  if (Admitted()) {
    answer_.kind = Answer::Kind::kAdmitted;
    if (answer_.any_hard_budget) answer_.left -= std::max(ask_.most, Money{});
    return std::move(answer_);
  }
  // Whatever the tightest would put up with: where one that is short refuses, the call is refused.
  if (worst_ >= Outcome::kExhausted) answer_.when_short = strictest_;
  answer_.kind = worst_ == Outcome::kWait ? Answer::Kind::kWait : Answer::Kind::kRefused;
  for (Verdict& verdict : answer_.verdicts) {
    verdict.after = verdict.before;
    if (verdict.said == Verdict::Said::kYes || verdict.said == Verdict::Said::kSoft) {
      verdict.said = Verdict::Said::kUnasked;
    }
  }
  return std::move(answer_);
}

}  // namespace rg::admission

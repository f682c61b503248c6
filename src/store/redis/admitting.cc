#include "store/redis/admitting.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "admission/decision.h"
#include "store/redis/pack.h"

namespace rg::store::redis {
namespace {

void PackRule(Packer& packed, const limit::Rule& rule, const limit::Terms& terms,
              const limit::Cost& cost, AdmitMode mode) {
  const bool concurrency = rule.algorithm == limit::Algorithm::kConcurrency;
  // Whatever was charged to the shared hash is given back when the workspace refuses, and what is
  // left of a slice.
  const bool corrects = concurrency || rule.unit != limit::Unit::kRequests ||
                        mode == AdmitMode::kShared || mode == AdmitMode::kSlice;
  packed.Byte(static_cast<std::uint8_t>(rule.algorithm))
      .Byte(rule.on_excess == limit::OnExcess::kShadow ? 1 : 0)
      .Byte(corrects ? 1 : 0)
      .Byte(limit::IsOpenEnded(rule.scope) ? 1 : 0)
      .Number(terms.amount)
      .Number(terms.window.count())
      .Number(terms.burst)
      .Number(std::min(limit::CostIn(rule.unit, cost), kCostMax))
      .Byte(static_cast<std::uint8_t>(rule.unit));
}

// What a rule says of a call whose hold is open: the figures of now, and yes.
limit::Step Repeated(limit::Step step) {
  step.admitted = true;
  step.retry_after = {};
  step.after = step.before;
  return step;
}

}  // namespace

std::string FieldOf(RequestId request, AdmitMode mode) {
  return mode == AdmitMode::kSlice ? SliceField(request) : HoldField(request);
}

Arguments AskToAdmit(const admission::Ask& ask, Plan& plan, const Indices& rules,
                     const Indices& budgets, AdmitMode mode, const AdmitTerms& terms) {
  const admission::Policy& policy = plan.policy();
  const limit::Cost cost = admission::CostOf(ask);
  const TimePoint opened = admission::OpenedAt(ask);
  Packer packed;
  PackTime(packed, terms.time);
  packed.Byte(static_cast<std::uint8_t>(mode))
      .Byte(ask.bounded ? 1 : 0)
      .Number(std::min(cost.money.nanos(), kMoneyMax))
      // What is more fits no hard budget, and a soft one must be able to add up many of them.
      .Number(std::min(cost.money, budget::kAmountMax).nanos())
      .Number(terms.lease.count())
      .Wide(ask.now.time_since_epoch().count())
      .Number(static_cast<std::int64_t>(terms.chosen_counters_max))
      .Number(mode == AdmitMode::kSlice ? ask.requests : 0)
      .Short(static_cast<std::uint16_t>(rules.size()))
      .Short(static_cast<std::uint16_t>(budgets.size()));
  for (const std::uint32_t i : rules) {
    PackRule(packed, policy.rules[i], plan.terms(i), cost, mode);
  }
  for (const std::uint32_t i : budgets) {
    const budget::Budget& budget = policy.budgets[i];
    packed.Byte(budget.hard && !budget.paused ? 1 : 0)
        .Number(budget.amount.nanos())
        .Wide(plan.PeriodAt(i, opened).end.time_since_epoch().count());
  }
  Arguments arguments;
  arguments.Add(packed.bytes()).Add(kMetaField).Add(FieldOf(ask.request, mode));
  arguments.Add(terms.writer_field);
  for (const std::uint32_t i : rules) {
    arguments.Add(CounterField(policy.rules[i], plan.terms(i), ask.call));
  }
  for (const std::uint32_t i : budgets) {
    arguments.Add(AccountField(plan.stem(i), plan.PeriodAt(i, opened).start));
  }
  if (mode == AdmitMode::kSlice) arguments.Add(BytesOf(terms.gateway));
  return arguments;
}

std::optional<Admission> ReadAdmission(Reply reply) {
  const std::optional<Head> head = ReadHead(reply.root());
  constexpr auto kLast = static_cast<std::uint8_t>(Admission::Status::kFits);
  if (!head || head->status > kLast) return {};
  return Admission{static_cast<Admission::Status>(head->status), *head, std::move(reply)};
}

std::optional<admission::Answer> Conclude(const admission::Ask& ask, Plan& plan, const Met& met,
                                          const Admission& own, const Admission* shared) {
  const admission::Policy& policy = plan.policy();
  const bool repeated = own.status == Admission::Status::kRepeated;
  // One whose hold is open asks for nothing more, which everything admits.
  admission::Ask asked = ask;
  if (repeated) {
    asked.most = Money{};
    asked.bounded = true;
    asked.input_tokens = asked.output_tokens = 0;
  }
  const limit::Cost cost = admission::CostOf(asked);
  admission::Decision decision(asked, policy);
  // What was seen of the rules and accounts, in the order they were asked for.
  Elements seen_own(own.reply.root(), 1);
  Elements seen_shared((shared != nullptr ? *shared : own).reply.root(), 1);
  std::array<std::int64_t, limit::kStateWordsMax> words{};
  const auto add_rule = [&](std::uint32_t i, Elements& seen, TimePoint now) {
    const limit::Terms& terms = plan.terms(i);
    const std::span<std::int64_t> state(words.data(), limit::StateWords(terms));
    if (!ReadCounter(seen.Next(), state)) return false;
    const std::int64_t units = repeated ? 0 : limit::CostIn(policy.rules[i].unit, cost);
    const limit::Step step = limit::Decide(state, terms, units, now);
    decision.AddRule(i, repeated ? Repeated(step) : step);
    return true;
  };
  // In the order of the policy, whichever hash they are in.
  auto at_shared = met.shared.begin();
  for (const std::uint32_t i : met.own) {
    for (; at_shared != met.shared.end() && *at_shared < i; ++at_shared) {
      if (!add_rule(*at_shared, seen_shared, shared->head.now)) return {};
    }
    if (!add_rule(i, seen_own, own.head.now)) return {};
  }
  for (; at_shared != met.shared.end(); ++at_shared) {
    if (!add_rule(*at_shared, seen_shared, shared->head.now)) return {};
  }
  for (const std::uint32_t i : met.budgets) {
    std::optional<budget::Account> stored = ReadAccount(seen_own.Next());
    if (!stored) return {};
    stored->period = plan.PeriodAt(i, admission::OpenedAt(ask));
    decision.AddBudget(i, *stored);
  }
  return decision.Take();
}

}  // namespace rg::store::redis

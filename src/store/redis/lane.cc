#include "store/redis/lane.h"

#include <algorithm>
#include <utility>

#include "limit/wide.h"
#include "store/redis/fields.h"

namespace rg::store::redis {
namespace {

using limit::Wide;

constexpr Duration kSecond = std::chrono::seconds{1};
// A wish is a share of what was asked for in a second, in these.
constexpr std::int64_t kParts = 1'024;

void AppendNumber(std::string& name, std::int64_t number) {
  name.append(reinterpret_cast<const char*>(&number), sizeof(number));
}

// How many parts of `wanted` fit the room.
std::int64_t PartsOf(std::int64_t room, std::int64_t wanted) {
  if (wanted <= 0) return kParts * kParts;
  return static_cast<std::int64_t>(
      std::min(Wide{std::max<std::int64_t>(room, 0)} * kParts / wanted, Wide{kParts * kParts}));
}

}  // namespace

void Demand::Count(const limit::Cost& cost, TimePoint now) {
  if (now - began_ >= kSecond) {
    last_ = now - began_ < 2 * kSecond ? present_ : limit::Cost{.requests = 0};
    present_ = {.requests = 0};
    began_ = now;
  }
  AddTo(present_, cost);
}

limit::Cost Demand::PerSecond(TimePoint now) const {
  const limit::Cost last = now - began_ < 2 * kSecond ? last_ : limit::Cost{.requests = 0};
  return last.requests > present_.requests ? last : present_;
}

bool Demand::silent(TimePoint now) const { return now - began_ >= 2 * kSecond; }

void NameLane(const CallFacts& call, Plan& plan, const Met& met, TimePoint opened,
              std::string& name) {
  name.clear();
  if (!met.shared.empty() || (met.own.empty() && met.budgets.empty())) return;
  for (const std::uint32_t i : met.own) {
    if (!plan.leasing(i)) return;
  }
  name.append(BytesOf(call.workspace));
  AppendNumber(name, static_cast<std::int64_t>(plan.policy().revision));
  for (const std::uint32_t i : met.own) {
    const limit::ScopeValue value = limit::ScopeValueOf(plan.policy().rules[i], call);
    AppendNumber(name, i);
    name.append(BytesOf(value.id));
    AppendNumber(name, static_cast<std::int64_t>(value.text.size()));
    name.append(value.text);
  }
  for (const std::uint32_t i : met.budgets) {
    AppendNumber(name, i);
    AppendNumber(name, plan.PeriodAt(i, opened).start.time_since_epoch().count());
  }
}

std::shared_ptr<Lane> MakeLane(const CallFacts& call, std::shared_ptr<Plan> plan, Met met,
                               const LeaseTerms& terms) {
  auto lane = std::make_shared<Lane>();
  lane->workspace = call.workspace;
  lane->life = terms.life_max;
  lane->spends.money = !met.budgets.empty();
  for (const std::uint32_t i : met.own) {
    lane->life = std::min(lane->life, plan->leasing(i)->life);
    const limit::Unit unit = plan->policy().rules[i].unit;
    const bool both = unit == limit::Unit::kTokens;
    lane->spends.money |= unit == limit::Unit::kMoney;
    lane->spends.input_tokens |= both || unit == limit::Unit::kInputTokens;
    lane->spends.output_tokens |= both || unit == limit::Unit::kOutputTokens;
  }
  lane->plan = std::move(plan);
  lane->met = std::move(met);
  return lane;
}

limit::Cost WishOf(const Lane& lane, const LeaseTerms& terms, TimePoint now) {
  const limit::Cost nothing{.requests = 0};
  const limit::Cost per_second = lane.demand.PerSecond(now);
  const admission::Policy& policy = lane.plan->policy();
  if (per_second.requests < terms.calls_per_second) return nothing;
  if (lane.last.size() != lane.met.own.size() + lane.met.budgets.size()) return nothing;
  // A quarter more than it was.
  std::int64_t parts = lane.life.count() * (kParts + kParts / 4) / kSecond.count();
  auto said = lane.last.begin();
  for (const std::uint32_t i : lane.met.own) {
    const std::int64_t room = limit::Capacity(lane.plan->terms(i)) - said++->after;
    parts = std::min(parts,
                     PartsOf(room / terms.part, limit::CostIn(policy.rules[i].unit, per_second)));
  }
  for (const std::uint32_t i : lane.met.budgets) {
    const budget::Budget& budget = policy.budgets[i];
    const std::int64_t room = budget.amount.nanos() - said++->after;
    if (!budget.hard || budget.paused) continue;
    parts = std::min(parts, PartsOf(room / terms.part, per_second.money.nanos()));
  }
  const auto calls = static_cast<std::int64_t>(Wide{per_second.requests} *
                                               std::max<std::int64_t>(parts, 0) / kParts);
  if (calls < 2) return nothing;
  // So many average calls, so that nothing is left over where all are alike.
  const auto of_all = [&](std::int64_t sum) {
    const Wide share = (Wide{sum} * calls + per_second.requests - 1) / per_second.requests;
    return static_cast<std::int64_t>(share);
  };
  return {.money = Money::Nanos(of_all(per_second.money.nanos())),
          .input_tokens = of_all(per_second.input_tokens),
          .output_tokens = of_all(per_second.output_tokens),
          .requests = calls};
}

}  // namespace rg::store::redis

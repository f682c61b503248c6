#include "store/redis/settling.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "admission/decision.h"
#include "store/redis/fields.h"
#include "store/redis/pack.h"

namespace rg::store::redis {
namespace {

// A sum of a few such prices still fits 64 bits.
constexpr std::int64_t kPriceMax = std::numeric_limits<std::int64_t>::max() / 4;

// Statuses of the scripts.
constexpr std::uint8_t kBooked = 0;
constexpr std::uint8_t kLate = 1;
constexpr std::uint8_t kExtended = 0;
constexpr std::uint8_t kExhausted = 1;

// What a call counted as, in each unit of limit::Unit.
void PackTruths(Packer& packed, const limit::Cost& cost) {
  for (std::size_t unit = 0; unit < limit::kUnitNames.size(); ++unit) {
    packed.Number(std::min(limit::CostIn(static_cast<limit::Unit>(unit), cost), kCostMax));
  }
}

}  // namespace

void PackBudget(Packer& packed, Plan& plan, std::size_t budget, TimePoint at) {
  packed.Number(plan.policy().budgets[budget].amount.nanos())
      .Wide(plan.PeriodAt(budget, at).end.time_since_epoch().count())
      .Bytes(plan.thresholds(budget));
}

Arguments AskToSettle(const struct admission::Settle& settle, Plan& plan, const Indices& budgets,
                      SettleMode mode, Owed owed, const SettleTerms& terms) {
  const admission::Policy& policy = plan.policy();
  Packer packed;
  PackTime(packed, terms.time);
  packed.Byte(static_cast<std::uint8_t>(mode))
      .Byte(owed == Owed::kAnyway ? 1 : 0)
      .Wide(std::clamp(settle.price.nanos(), -kPriceMax, kPriceMax));
  PackTruths(packed, admission::CostOf(settle));
  packed.Number(static_cast<std::int64_t>(policy.revision))
      .Short(static_cast<std::uint16_t>(budgets.size()));
  for (const std::uint32_t i : budgets) PackBudget(packed, plan, i, settle.opened);
  Arguments arguments;
  arguments.Add(packed.bytes()).Add(kMetaField).Add(HoldField(settle.request));
  arguments.Add(terms.writer_field);
  for (const std::uint32_t i : budgets) {
    arguments.Add(AccountField(plan.stem(i), plan.PeriodAt(i, settle.opened).start));
  }
  return arguments;
}

Arguments AskToCancel(std::string_view field, const SettleTerms& terms) {
  Packer packed;
  PackTime(packed, terms.time);
  packed.Byte(static_cast<std::uint8_t>(SettleMode::kCancel)).Byte(0).Wide(0);
  for (std::size_t unit = 0; unit < limit::kUnitNames.size(); ++unit) packed.Number(0.0);
  packed.Number(0.0).Short(0);
  Arguments arguments;
  arguments.Add(packed.bytes()).Add(kMetaField).Add(field).Add(terms.writer_field);
  return arguments;
}

void TellCrossings(const budget::Budget& budget, const budget::Account& before,
                   const budget::Account& after, admission::Crossings& crossings) {
  const std::set<int> percents(budget.thresholds.begin(), budget.thresholds.end());
  for (const int percent : percents) {
    if (percent <= before.crossed_percent || percent > after.crossed_percent) continue;
    crossings.push_back({budget.id, percent, after.period.start, after.settled, budget.amount});
  }
}

bool IsBooked(const Head& head) { return head.status <= kLate; }

std::optional<admission::Settlement> ReadSettlement(const struct admission::Settle& settle,
                                                    Plan& plan, const Indices& budgets,
                                                    const Head& head, const Reply& reply) {
  admission::Settlement settlement;
  if (!IsBooked(head)) return settlement;
  if (reply.root().size() != 1 + 2 * budgets.size() || !head.meta) return {};
  settlement.booked = true;
  settlement.was_held = head.status == kBooked;
  settlement.seq = head.meta->seq;
  Elements accounts(reply.root(), 1);
  for (const std::uint32_t i : budgets) {
    std::optional<budget::Account> before = ReadAccount(accounts.Next());
    std::optional<budget::Account> after = ReadAccount(accounts.Next());
    if (!before || !after) return {};
    const budget::Budget& budget = plan.policy().budgets[i];
    after->period = plan.PeriodAt(i, settle.opened);
    TellCrossings(budget, *before, *after, settlement.crossings);
    settlement.verdicts.push_back(admission::Describe(budget, *after, before->Used()));
  }
  return settlement;
}

Arguments AskToExtend(std::string_view field, Money by, Duration lease, const Plan& plan,
                      std::span<const std::string> held, const SettleTerms& terms) {
  Packer packed;
  PackTime(packed, terms.time);
  packed.Number(std::clamp(by.nanos(), -kMoneyMax, kMoneyMax)).Number(lease.count());
  Packer accounts;
  Arguments names;
  std::uint16_t count = 0;
  for (const std::string& account : held) {
    const std::size_t i = plan.BudgetOf(account);
    // A budget that is gone does not end the calls it paid for.
    if (i == Plan::npos) continue;
    const budget::Budget& budget = plan.policy().budgets[i];
    accounts.Number(budget.amount.nanos()).Byte(budget.hard && !budget.paused ? 1 : 0);
    names.Add(account);
    ++count;
  }
  packed.Short(count).Bytes(accounts.bytes());
  Arguments arguments;
  arguments.Add(packed.bytes()).Add(kMetaField).Add(field).Add(terms.writer_field);
  return arguments.Append(names);
}

Result<void> ReadExtension(Money by, Plan& plan, std::span<const std::string> held,
                           const Reply& reply) {
  const std::optional<Head> head = ReadHead(reply.root());
  if (head && head->status == kExtended) return {};
  if (!head || head->status != kExhausted) {
    return Fail(Errc::kNotFound, "the call has no open hold");
  }
  std::optional<budget::Account> stored = ReadAccount(reply.root()[1].text());
  std::vector<std::string> asked;
  std::copy_if(held.begin(), held.end(), std::back_inserter(asked),
               [&](const std::string& account) { return plan.BudgetOf(account) != Plan::npos; });
  const auto which = static_cast<std::size_t>(reply.root()[2].integer() - 1);
  if (!stored || which >= asked.size()) {
    return Fail(Errc::kUnavailable, "the counters gave an answer that is none");
  }
  const std::size_t budget = plan.BudgetOf(asked[which]);
  const std::string_view account = asked[which];
  Unpacker start(account.substr(kAccountStem));
  stored->period = plan.PeriodAt(budget, TimePoint{Duration{start.Wide()}});
  return admission::Exhausted(plan.policy().budgets[budget], *stored, by);
}

}  // namespace rg::store::redis

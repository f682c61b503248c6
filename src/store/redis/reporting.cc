#include "store/redis/reporting.h"

#include <algorithm>

#include "store/redis/fields.h"
#include "store/redis/pack.h"

namespace rg::store::redis {
namespace {

// Below what the counters take for a figure: stays as it is.
constexpr double kUnchanged = -1;

std::int64_t Bounded(Money money) {
  return std::clamp<std::int64_t>(money.nanos(), 0, kMoneyMax - 1);
}

// The budgets of the plan that the slice holds on, in the order of its accounts.
std::vector<std::size_t> BudgetsOf(const SliceReport& report, const Plan& plan) {
  std::vector<std::size_t> budgets;
  for (const std::string& account : report.accounts) {
    const std::size_t budget = plan.BudgetOf(account);
    if (budget != Plan::npos) budgets.push_back(budget);
  }
  return budgets;
}

}  // namespace

Arguments AskToReport(const SliceReport& report, Plan& plan, Duration lease,
                      const SettleTerms& terms) {
  Packer packed;
  PackTime(packed, terms.time);
  packed.Number(static_cast<std::int64_t>(report.number))
      .Byte(report.last ? 1 : 0)
      .Number(lease.count())
      .Number(Bounded(report.booked))
      .Number(report.last ? 0 : Bounded(report.kept))
      .Number(Bounded(report.grown));
  for (std::size_t unit = 0; unit < limit::kUnitNames.size(); ++unit) {
    if (!report.charged) {
      packed.Number(kUnchanged);
      continue;
    }
    packed.Number(
        std::min(limit::CostIn(static_cast<limit::Unit>(unit), *report.charged), kCostMax));
  }
  const std::vector<std::size_t> budgets = BudgetsOf(report, plan);
  packed.Number(static_cast<std::int64_t>(plan.policy().revision))
      .Short(static_cast<std::uint16_t>(budgets.size()));
  for (const std::size_t budget : budgets) PackBudget(packed, plan, budget, report.opened);
  Arguments arguments;
  arguments.Add(packed.bytes()).Add(kMetaField).Add(SliceField(report.slice));
  arguments.Add(terms.writer_field);
  for (const std::string& account : report.accounts) {
    if (plan.BudgetOf(account) != Plan::npos) arguments.Add(account);
  }
  return arguments;
}

std::optional<Reported> ReadReported(const SliceReport& report, Plan& plan, const Reply& reply) {
  const std::optional<Head> head = ReadHead(reply.root());
  constexpr auto kLast = static_cast<std::uint8_t>(Reported::Status::kOther);
  if (!head || head->status > kLast) return {};
  Reported reported{static_cast<Reported::Status>(head->status), *head, {}};
  if (reported.status != Reported::Status::kReported) return reported;
  Elements accounts(reply.root(), 1);
  for (const std::size_t i : BudgetsOf(report, plan)) {
    const std::optional<budget::Account> before = ReadAccount(accounts.Next());
    std::optional<budget::Account> after = ReadAccount(accounts.Next());
    // An account nobody has heard of for days is dropped.
    if (!before || !after) continue;
    after->period = plan.PeriodAt(i, report.opened);
    TellCrossings(plan.policy().budgets[i], *before, *after, reported.crossings);
  }
  return reported;
}

std::optional<StoredSlice> ReadSlice(std::string_view field, std::string_view value) {
  constexpr std::size_t kAccount = 33;
  constexpr std::size_t kEstimate = 59;
  StoredSlice slice;
  if (field.size() != 17 || field[0] != 's') return {};
  std::copy_n(field.begin() + 1, 16, slice.id.bytes.begin());
  Unpacker bytes(value);
  bytes.Number();  // what it holds
  bytes.Wide();    // the end of its lease
  slice.opened = TimePoint{Duration{bytes.Wide()}};
  bytes.Byte();
  const std::size_t accounts = bytes.Short();
  const std::size_t estimates = bytes.Short();
  for (std::size_t i = 0; i < accounts && bytes.ok(); ++i) {
    slice.accounts.emplace_back(bytes.Bytes(kAccount));
  }
  bytes.Bytes(estimates * kEstimate);
  slice.first_seq = static_cast<std::uint64_t>(bytes.Number());
  slice.calls = static_cast<std::uint64_t>(bytes.Number());
  slice.reports = static_cast<std::uint64_t>(bytes.Number());
  bytes.Bytes(16);  // what was booked, and what it was extended by
  const std::string_view gateway = bytes.Bytes(16);
  slice.writer = static_cast<std::uint64_t>(bytes.Wide());
  if (!bytes.ok() || gateway.size() != 16) return {};
  std::copy_n(gateway.begin(), 16, slice.gateway.bytes.begin());
  return slice;
}

}  // namespace rg::store::redis

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

void PackReport(Packer& packed, const SliceReport& report, Plan& plan) {
  packed.Number(static_cast<std::int64_t>(report.number))
      .Byte(report.last ? 1 : 0)
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
  packed.Short(static_cast<std::uint16_t>(budgets.size()));
  for (const std::size_t budget : budgets) PackBudget(packed, plan, budget, report.opened);
}

// What lies next of the answer, which is of this report.
Reported ReadOne(const SliceReport& report, Plan& plan, Reported::Status status,
                 Elements& accounts) {
  Reported reported{status, {}};
  for (const std::size_t i : BudgetsOf(report, plan)) {
    const std::optional<budget::Account> before = ReadAccount(accounts.Next());
    std::optional<budget::Account> after = ReadAccount(accounts.Next());
    // An account nobody has heard of for days is dropped.
    if (!before || !after || status != Reported::Status::kReported) continue;
    after->period = plan.PeriodAt(i, report.opened);
    TellCrossings(plan.policy().budgets[i], *before, *after, reported.crossings);
  }
  return reported;
}

}  // namespace

Arguments AskToReport(std::span<const SliceReport> reports, Plan& plan, Duration lease,
                      const SettleTerms& terms) {
  Packer packed;
  PackTime(packed, terms.time);
  packed.Number(lease.count())
      .Number(static_cast<std::int64_t>(plan.policy().revision))
      .Short(static_cast<std::uint16_t>(reports.size()));
  for (const SliceReport& report : reports) PackReport(packed, report, plan);
  Arguments arguments;
  arguments.Add(packed.bytes()).Add(kMetaField);
  for (const SliceReport& report : reports) {
    arguments.Add(SliceField(report.slice));
    if (&report == reports.data()) arguments.Add(terms.writer_field);
    for (const std::string& account : report.accounts) {
      if (plan.BudgetOf(account) != Plan::npos) arguments.Add(account);
    }
  }
  return arguments;
}

std::optional<std::vector<Reported>> ReadReported(std::span<const SliceReport> reports, Plan& plan,
                                                  const Reply& reply) {
  constexpr auto kLast = static_cast<std::uint8_t>(Reported::Status::kOther);
  Elements answers(reply.root(), 1);
  const std::string_view done = answers.Next();
  if (done.size() != reports.size()) return {};
  std::vector<Reported> reported;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const auto status = static_cast<std::uint8_t>(done[i]);
    if (status > kLast) return {};
    reported.push_back(ReadOne(reports[i], plan, static_cast<Reported::Status>(status), answers));
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

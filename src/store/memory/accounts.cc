#include "store/memory/accounts.h"

#include <algorithm>

namespace rg::store::memory {
namespace {

// A call opened just before midnight may settle, or even ask, just after.
constexpr std::size_t kPeriodsKept = 2;

}  // namespace

void Accounts::Follow(const admission::Policy* last, const admission::Policy& next,
                      std::uint64_t next_seq, TimePoint now) {
  const std::vector<std::uint32_t> before = std::move(of_budget_);
  std::vector<bool> stays(before.size(), false);
  of_budget_.clear();
  for (std::size_t i = 0; i < next.budgets.size(); ++i) {
    const budget::Budget& budget = next.budgets[i];
    std::size_t was = 0;
    while (was < before.size() && !budget::SameAccount(last->budgets[was], budget)) ++was;
    const bool known = was < before.size();
    const std::uint32_t place = known ? before[was] : Open(budget, next.zones[i]);
    if (known) stays[was] = true;
    of_budget_.push_back(place);

    Ledger& ledger = ledgers_[place];
    const bool raised = budget.amount > ledger.terms.amount;
    ledger.terms = budget::TermsOf(budget);
    for (budget::Account& account : ledger.periods) {
      if (raised) budget::Rearm(account, ledger.terms);
    }
    if (!known) AddPeriod(ledger, now, next_seq);
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!stays[i]) Retire(before[i]);
  }
}

std::uint32_t Accounts::Open(const budget::Budget& budget, const budget::Zone& zone) {
  const std::uint32_t place = ledgers_.Take();
  Ledger& ledger = ledgers_[place];
  ++ledger.generation;
  ledger.budget = budget.id;
  ledger.terms = budget::TermsOf(budget);
  ledger.periods.clear();
  ledger.retired = false;
  ledger.zone = zone;
  ledger.period = budget.period;
  ledger.week_start = budget.week_start;
  return place;
}

bool Accounts::HasHolds(const Ledger& ledger) const {
  return std::any_of(ledger.periods.begin(), ledger.periods.end(),
                     [](const budget::Account& account) { return account.open_holds > 0; });
}

void Accounts::Retire(std::uint32_t place) {
  Ledger& ledger = ledgers_[place];
  ledger.retired = true;
  if (HasHolds(ledger)) return;
  ++ledger.generation;
  ledgers_.Give(place);
}

budget::Account& Accounts::AddPeriod(Ledger& ledger, TimePoint time, std::uint64_t next_seq) {
  budget::Account account;
  account.period = budget::PeriodAt(ledger.zone, ledger.period, ledger.week_start, time);
  auto& periods = ledger.periods;
  const bool newest = periods.empty() || account.period.start > periods.front().period.start;
  // Whatever settled before the budget existed was opened before a later period began. An earlier
  // one is over: nobody will ask what was spent in it.
  account.ready = newest && !periods.empty();
  account.from_seq = newest ? next_seq : 0;
  // Makes room first, for what is returned must stay where it is.
  const std::size_t kept = newest ? kPeriodsKept - 1 : kPeriodsKept;
  for (std::size_t i = periods.size(); i-- > kept;) {
    if (periods[i].open_holds == 0) periods.erase(periods.begin() + static_cast<std::ptrdiff_t>(i));
  }
  const auto at = std::find_if(periods.begin(), periods.end(), [&](const budget::Account& other) {
    return other.period.start < account.period.start;
  });
  return *periods.insert(at, account);
}

budget::Account& Accounts::At(std::size_t budget, TimePoint time, std::uint64_t next_seq) {
  Ledger& ledger = ledgers_[of_budget_[budget]];
  for (budget::Account& account : ledger.periods) {
    if (account.period.Holds(time)) return account;
  }
  return AddPeriod(ledger, time, next_seq);
}

AccountRef Accounts::RefTo(std::size_t budget, const budget::Account& account) const {
  const std::uint32_t place = of_budget_[budget];
  return {place, ledgers_[place].generation, account.period.start};
}

budget::Account* Accounts::Find(const AccountRef& ref) {
  Ledger& ledger = ledgers_[ref.place];
  if (ledger.generation != ref.generation) return nullptr;
  for (budget::Account& account : ledger.periods) {
    if (account.period.start == ref.period_start) return &account;
  }
  return nullptr;
}

void Accounts::Closed(const AccountRef& ref) {
  const Ledger& ledger = ledgers_[ref.place];
  if (ledger.retired && ledger.generation == ref.generation) Retire(ref.place);
}

budget::Account* Accounts::FindUnready(std::size_t budget) {
  for (budget::Account& account : ledgers_[of_budget_[budget]].periods) {
    if (!account.ready && account.from_seq > 0) return &account;
  }
  return nullptr;
}

}  // namespace rg::store::memory

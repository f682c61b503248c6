#include "budget/ledger.h"

#include <algorithm>

namespace rg::budget {
namespace {

bool Passed(Money spent, Money amount, int percent) {
  __extension__ using Wide = __int128;
  return Wide{spent.nanos()} * 100 >= Wide{amount.nanos()} * percent;
}

}  // namespace

void Reserve(Account& account, Money most) {
  account.held += most;
  ++account.open_holds;
}

void Extend(Account& account, Money by) { account.held += by; }

void Release(Account& account, Money held) {
  account.held -= held;
  --account.open_holds;
}

void Book(Account& account, Money price) { account.settled += price; }

void Settle(Account& account, Money held, Money price) {
  Release(account, held);
  Book(account, price);
}

void TakeCrossings(Account& account, const Terms& terms, const std::vector<int>& thresholds,
                   std::vector<int>& crossed) {
  for (const int percent : thresholds) {
    if (percent > account.crossed_percent && Passed(account.settled, terms.amount, percent)) {
      crossed.push_back(percent);
    }
  }
  if (crossed.empty()) return;
  std::sort(crossed.begin(), crossed.end());
  account.crossed_percent = crossed.back();
}

void Rearm(Account& account, const Terms& terms) {
  while (account.crossed_percent > 0 &&
         !Passed(account.settled, terms.amount, account.crossed_percent)) {
    --account.crossed_percent;
  }
}

}  // namespace rg::budget

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "budget/budget.h"
#include "budget/calendar.h"
#include "core/id.h"
#include "core/money.h"
#include "core/time.h"

namespace rg::budget {

// The money of one budget in one period.
//
//   Reserve(most it can cost) ---> held ---> Settle(held, what it did cost) ---> settled
//                 Extend(by) --->/   \-----> Release(held)         the hold expired; nothing booked
//
// Invariant: on a hard budget a successful Reserve or Extend leaves settled + held <= amount.
// Settle books the true price whatever was held, because the provider has charged for it. An
// account can therefore end past its amount: by a price above its hold, or by a hold that expired
// too soon. That debt stays: until the period ends or the amount is raised, nothing that costs
// money passes.
//
// A plain value: locks, ids of calls and the calendar are the store's affair.
struct Account {
  PeriodBounds period;
  Money settled;
  Money held;
  std::uint32_t open_holds = 0;
  int crossed_percent = 0;  // the highest threshold told of
  // Whether `settled` includes everything spent before the account existed. Until it does, the
  // account counts but does not enforce.
  bool ready = false;
  // The first settlement that is counted here; what came before is missing until ready. 0 when
  // nobody will bring it: the period was over when its first call was seen.
  std::uint64_t from_seq = 0;

  Money Used() const { return settled + held; }
};

// The part of a budget that its arithmetic needs.
struct Terms {
  Money amount;
  bool hard = true;
  bool paused = false;

  bool Enforced(const Account& account) const { return hard && !paused && account.ready; }
};
inline Terms TermsOf(const Budget& budget) { return {budget.amount, budget.hard, budget.paused}; }

// What may still be promised; negative in debt.
inline Money Left(const Account& account, const Terms& terms) {
  return terms.amount - account.Used();
}

// Whether `most` more may be promised. What costs nothing always may, from an exhausted budget too.
inline bool Fits(const Account& account, const Terms& terms, Money most) {
  return most <= Money{} || !terms.Enforced(account) || most <= Left(account, terms);
}

// Promises `most`, which Fits.
void Reserve(Account& account, Money most);

// Promises `by` more (or less) for a call that has a hold.
void Extend(Account& account, Money by);

// Ends a hold without booking anything.
void Release(Account& account, Money held);

// Books the price of a call whose hold here has expired, or that is older than the budget.
void Book(Account& account, Money price);

// Ends a hold and books the price.
void Settle(Account& account, Money held, Money price);

// Tells each threshold the account has newly passed, lowest first, in `crossed`, which comes in
// empty. `thresholds` need no order.
void TakeCrossings(Account& account, const Terms& terms, const std::vector<int>& thresholds,
                   std::vector<int>& crossed);

// Forgets the thresholds that an account no longer exceeds, because its amount was raised: they are
// told again when it passes them again.
void Rearm(Account& account, const Terms& terms);

}  // namespace rg::budget

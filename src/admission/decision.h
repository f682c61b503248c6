#pragma once

#include <cstddef>

#include "admission/counters.h"
#include "admission/policy.h"
#include "budget/ledger.h"
#include "limit/algorithm.h"

namespace rg::admission {

// Gathers what every rule and every budget says of one call, and makes one answer of it. Every
// store decides by this, so that all say the same in the same words.
//
//   for each rule that matches      AddRule(what its counter says)
//   for each budget that covers     AddBudget(its account)
//   if Admitted() the store charges what ChargesRule() and all budgets
//   Take()
//
// Looks, and never writes: a refusal leaves no trace.
class Decision {
 public:
  // Both must live as long as the decision; the policy as long as the answer.
  Decision(const Ask& ask, const Policy& policy) : ask_(ask), policy_(policy) {}

  void AddRule(std::size_t rule, const limit::Step& step);
  void AddBudget(std::size_t budget, const budget::Account& account);

  bool Admitted() const { return worst_ == Outcome::kAdmitted; }
  // Whether an admitted call is charged to a rule that said this. Shadow rules that would have
  // refused are not: they count as if they had.
  static bool ChargesRule(const limit::Step& step) { return step.admitted; }

  Answer Take();

 private:
  // From what waiting cures to what it does not.
  enum class Outcome { kAdmitted, kWait, kLimited, kTooLarge, kExhausted, kUnbounded };

  void RefuseByRule(const limit::Rule& rule, const limit::Step& step);
  void RefuseByBudget(const budget::Budget& budget, const budget::Account& account);
  // Whether the new refusal is the one to tell.
  bool Worse(Outcome outcome, Duration retry_after);

  const Ask& ask_;
  const Policy& policy_;
  Answer answer_;
  Outcome worst_ = Outcome::kAdmitted;
  budget::WhenShort strictest_ = budget::WhenShort::kBrake;  // of the budgets that are short
};

// What a limit on this unit counts the call as.
limit::Cost CostOf(const Ask& ask);
limit::Cost CostOf(const struct Settle& settle);

// The period a call's money belongs to.
inline TimePoint OpenedAt(const Ask& ask) {
  return ask.opened == TimePoint{} ? ask.now : ask.opened;
}

// The refusal of a hard budget that cannot cover `most` more.
Error Exhausted(const budget::Budget& budget, const budget::Account& account, Money most);

// Tells each threshold the account has newly passed.
void Cross(const budget::Budget& budget, budget::Account& account, Crossings& crossings);

// Lets names be views into the caller's policy, where a newer one was obeyed: the caller keeps only
// its own alive.
void RenameFor(const Policy& callers, Verdicts& verdicts);

// What a budget looked like before and after a call was settled.
Verdict Describe(const budget::Budget& budget, const budget::Account& account, Money before);

}  // namespace rg::admission

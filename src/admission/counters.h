#pragma once

#include <cstdint>
#include <string_view>

#include <boost/container/small_vector.hpp>

#include "admission/policy.h"
#include "budget/budget.h"
#include "core/async.h"
#include "core/call.h"
#include "core/id.h"
#include "core/money.h"
#include "core/result.h"
#include "core/time.h"
#include "core/verdict.h"

namespace rg::admission {

// One for each rule and budget that was looked at. Names and units are views into the policy.
using Verdicts = boost::container::small_vector<Verdict, 6>;

// May this call leave?
struct Ask {
  RequestId request;
  const CallFacts& call;
  const Policy& policy;
  Money most;                          // the most it can cost
  bool bounded = true;                 // false: `most` is a guess, because no upper bound exists
  std::string_view unbounded_because;  // what has no bound, and which setting allows it
  std::int64_t input_tokens = 0;       // at most
  std::int64_t output_tokens = 0;      // at most
  std::int64_t requests = 1;           // more where it asks for several calls at once
  TimePoint now;
  // When the head of the request was read: what Settle and the event will say too, and what decides
  // which period its money belongs to, however long it has waited since. The epoch: `now`.
  TimePoint opened{};
};

struct Answer {
  enum class Kind : std::uint8_t {
    kAdmitted,  // everything that matches was charged; Settle is owed
    kRefused,   // nothing was charged; `error` says why
    kWait,      // nothing was charged; ask again after `wait`, unless that is more than
                // give_up_after since the first Ask. `error` is what to answer then
  };

  Kind kind = Kind::kRefused;
  Error error;
  Duration wait{};
  Duration give_up_after{};
  Verdicts verdicts;
  // The counters that gateways share could not be asked: this one decided by itself.
  bool alone = false;
  // The number its Settlement will have, where that is known already; else 0.
  std::uint64_t settle_seq = 0;

  // Of the hard budgets that cover the call, the one with the least left.
  bool any_hard_budget = false;
  Money left = Money::Max();  // after this answer
  budget::WhenShort when_short = budget::WhenShort::kRefuse;
};

// How did it end?
struct Settle {
  RequestId request;
  const CallFacts& call;
  const Policy& policy;
  Money price;
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
  TimePoint opened;
  TimePoint now;
  bool never_left = false;  // nothing reached the upstream: tokens and money go back whole
};

// A budget passed one of its thresholds.
struct Crossing {
  BudgetId budget;
  int percent = 0;
  TimePoint period_start;
  Money spent;
  Money amount;
};
using Crossings = boost::container::small_vector<Crossing, 2>;

struct Settlement {
  // Its number among the workspace's settlements, which no other has. 0: nothing was booked.
  std::uint64_t seq = 0;
  bool was_held = false;  // the hold was still open
  bool booked = false;    // this call to Settle booked the price
  Crossings crossings;
  Verdicts verdicts;  // the budgets, `before` and `after` it
};

// Decides a call's every rate limit and every budget in one step, and keeps what it decided.
//
//   Admit ---admitted---> hold ---> Settle         books the price, corrects estimates, frees
//   places
//     |                    |  \---> Extend         more money for a call under way, and a new lease
//     |                    \------> lease runs out the store hands it to whoever books lost calls
//     \---refused, wait: nothing was written
//
// Invariants
//   Every rule and budget that matches is charged, or none.
//   A ready hard budget has settled + held <= amount after every Admit and Extend that succeeds.
//   A price is booked exactly once, on every budget that covers the call at the time of Settle, in
//   the period the call was opened in.
//
// Of several refusals the one told is the one waiting cures least: no bound, then budgets, then
// limits, then the longest wait.
//
// Threads   Any, concurrently.
// Errors    An Answer is a decision, also when it refuses; its error is kUnavailable when the store
//           does not know.
// Retries   All calls are idempotent per RequestId. Admit of an open hold charges nothing and
//           answers kAdmitted with the figures of now. A second Settle books nothing (booked is
//           false), and so does one for a request that was never admitted. A hold whose lease ran
//           out is booked by the first Settle that names it.
class Counters {
 public:
  virtual ~Counters() = default;

  virtual Async<Answer> Admit(const Ask& ask) = 0;

  // Holds `by` more (less, when negative) on every budget of the hold and renews its lease; zero
  // only renews. kBudgetExhausted when a hard budget cannot cover it, and then nothing changed;
  // kNotFound without an open hold.
  virtual Async<Result<void>> Extend(RequestId request, WorkspaceId workspace, Money by,
                                     TimePoint now) = 0;

  virtual Async<Settlement> Settle(const struct Settle& settle) = 0;
};

}  // namespace rg::admission

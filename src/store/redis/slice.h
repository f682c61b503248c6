#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "admission/counters.h"
#include "core/id.h"
#include "core/money.h"
#include "core/time.h"
#include "limit/rule.h"
#include "store/redis/plan.h"

namespace rg::store::redis {

// What Redis has set aside for calls that one core admits by itself.
struct Granted {
  Uuid id;
  std::uint64_t epoch = 0;  // of the counters it was taken from
  // Each of the calls has the number of its settlement before it has ended: so many from here on.
  std::uint64_t first_seq = 0;
  limit::Cost amount;
  TimePoint spendable_until;  // what limits were charged with
  TimePoint lease_until;      // everything, unless it is renewed
  admission::Answer answer;   // what the counters said when they were charged
};

// Which parts of a slice its calls spend: of the others there is no end.
struct Spends {
  bool money = false;
  bool input_tokens = false;
  bool output_tokens = false;
};

// A slice: what one core may spend of some limits and budgets without asking. In Redis it is a hold
// on behalf of all its calls; here it is spent and given back call by call.
//
//   granted = left + out + used     left   what calls may still take
//                                   out    what the calls under way have taken
//                                   used   what those that have ended did use
//
// What an ended call did not need goes back to what is left. What a slice has left when it is
// closed goes back to Redis, and so does later what its last calls do not need.
//
// A slice is cut when the counters begin anew, or others begin beside them: the gateway then tells
// what all its calls have cost so far, from their events. Calls that end later are booked one by
// one, with a number of after that.
//
// A plain value of one core.
class Slice {
 public:
  // Of whom, and of what.
  struct Terms {
    std::uint64_t lane = 0;  // its number
    WorkspaceId workspace;
    std::shared_ptr<Plan> plan;
    std::vector<std::string> accounts;  // of the budgets
    std::vector<limit::Unit> units;     // of the verdicts of its answer, in their order
    Spends spends;
    TimePoint opened;  // whatever its calls cost belongs to the periods around this
  };

  Slice(Granted granted, Terms terms);

  // Whether it takes a call that costs so much. `limits_too`: false where only its money is asked
  // for.
  bool Fits(const limit::Cost& most, TimePoint now, bool limits_too = true) const;
  // Takes what fits. The number that the settlement of the call will have.
  std::uint64_t Take(const limit::Cost& most);
  // Gives a call under way more money, if it has that; else false.
  bool Extend(Money by);
  // Redis has added to it, for a call under way.
  void Grow(Money by);

  // A call that took `most` has ended. `books`: its price is booked with the slice.
  void End(const limit::Cost& most, const limit::Cost& truth, bool books, Money price);

  void Close();
  void Cut();
  // Redis does not know it, or not any more.
  void Lose();
  void Renewed(TimePoint until) { granted_.lease_until = until; }

  bool closed() const { return closed_; }
  bool cut() const { return cut_; }
  bool lost() const { return lost_; }
  // Nothing more will happen to it.
  bool done() const { return closed_ && out_.requests == 0; }

  limit::Cost Left() const;
  // What Redis is to keep it charged with: all it has used and may still use.
  limit::Cost Charged() const;
  // What it still holds of budgets.
  Money Kept() const;
  Money booked() const { return booked_; }
  Money grown() const { return grown_; }

  const Granted& granted() const { return granted_; }
  const Terms& terms() const { return terms_; }
  const std::shared_ptr<Plan>& plan() const { return terms_.plan; }
  const std::vector<std::string>& accounts() const { return terms_.accounts; }
  WorkspaceId workspace() const { return terms_.workspace; }

  // Of its reports to Redis: how many were sent, whether one is on its way, and whether there is
  // something new to tell.
  std::uint64_t reports = 0;
  bool reporting = false;
  bool changed = false;
  TimePoint reported_at;

 private:
  Granted granted_;
  Terms terms_;
  limit::Cost out_{.requests = 0};
  limit::Cost used_{.requests = 0};
  Money booked_;
  Money grown_;
  bool closed_ = false;
  bool cut_ = false;
  bool lost_ = false;
};

// Sums of what calls cost.
void AddTo(limit::Cost& sum, const limit::Cost& cost);
void TakeFrom(limit::Cost& sum, const limit::Cost& cost);

}  // namespace rg::store::redis

#include <algorithm>

#include "limit/algorithm.h"
#include "limit/wide.h"

// Both buckets, as the generic cell rate algorithm: instead of a level and the time it was
// computed, keep the instant at which the bucket will be empty again. A cost of c moves that
// instant by c * window / amount; the call fits while the instant stays within burst * window /
// amount of now.
//
// The instant is a whole number of nanoseconds and a fraction in units of 1 / amount, so nothing is
// ever rounded.
//
// Giving back is the delicate part. A bucket that was empty for a while has let time pass unused,
// and giving back a charge from before would bring that time back. So a charge remembers the
// instant its own share will have leaked, and only what is still above the level there is given
// back; and since what others gave back in the meantime brought that instant nearer, the sum of all
// that was ever given back is part of the state, and of the mark.
//
// Proof. Let L be the level, and M the level there would be had the bucket been emptied right after
// the charge. M never falls below zero while L leaks, both rise alike, and whatever is given back
// lowers L - M by no more than itself. So mark - returned - now <= L - M at all times, and lowering
// L by that much never takes it below what the true costs make it.
namespace rg::limit::bucket {
namespace {

struct Words {
  std::int64_t empty_at;  // nanoseconds since 1970
  std::int64_t fraction;  // of the next one, in 1 / amount
  std::int64_t returned;  // nanoseconds ever given back, modulo 2^64
};

// A fraction from before the amount was lowered is still less than a nanosecond.
Words Read(ConstState state, const Terms& terms) {
  return {state[0], std::min(state[1], terms.amount - 1), state[2]};
}

void Write(State state, const Words& words) {
  state[0] = words.empty_at;
  state[1] = words.fraction;
  state[2] = words.returned;
}

// What is in the bucket, times the window.
Wide Level(const Words& words, const Terms& terms, std::int64_t now) {
  const Wide level = Wide{words.empty_at - now} * terms.amount + words.fraction;
  return std::max<Wide>(level, 0);
}

void Pour(Words& words, const Terms& terms, std::int64_t cost, std::int64_t now) {
  if (words.empty_at < now) {
    words.empty_at = now;
    words.fraction = 0;
  }
  const Wide units = Wide{cost} * terms.window.count() + words.fraction;
  const Wide whole = Quotient(units, terms.amount);
  words.empty_at = Saturated(words.empty_at + whole);
  words.fraction = static_cast<std::int64_t>(units - whole * terms.amount);
}

std::int64_t Wrapped(std::uint64_t value) { return static_cast<std::int64_t>(value); }
std::uint64_t Raw(std::int64_t value) { return static_cast<std::uint64_t>(value); }

}  // namespace

Step Decide(ConstState state, const Terms& terms, std::int64_t cost, TimePoint at) {
  const Words words = Read(state, terms);
  const std::int64_t now = at.time_since_epoch().count();
  const std::int64_t window = terms.window.count();
  const Wide level = Level(words, terms, now);

  Step step;
  step.before = Saturated(QuotientUp(level, window));
  step.after = step.before;
  step.remaining = std::max<std::int64_t>(terms.burst - step.before, 0);
  step.resets_at =
      level == 0 ? at : TimePoint{Duration{Saturated(Wide{words.empty_at} + (words.fraction > 0))}};
  if (cost > terms.burst) {
    step.why = Step::Why::kTooLarge;
    return step;
  }
  const Wide filled = level + Wide{cost} * window;
  const Wide room = Wide{terms.burst} * window;
  if (cost > 0 && filled > room) {
    step.why = Step::Why::kFull;
    step.retry_after = Duration{static_cast<std::int64_t>(QuotientUp(filled - room, terms.amount))};
    return step;
  }
  step.admitted = true;
  if (cost == 0) return step;
  step.after = static_cast<std::int64_t>(QuotientUp(filled, window));
  step.remaining = terms.burst - step.after;
  step.resets_at = TimePoint{Duration{Saturated(now + QuotientUp(filled, terms.amount))}};
  return step;
}

Mark Charge(State state, const Terms& terms, std::int64_t cost, TimePoint at) {
  Words words = Read(state, terms);
  const std::int64_t now = at.time_since_epoch().count();
  if (cost > 0) Pour(words, terms, cost, now);
  Write(state, words);
  return Wrapped(Raw(std::max(words.empty_at, now)) + Raw(words.returned));
}

void Correct(State state, const Terms& terms, std::int64_t delta, Mark mark, TimePoint at) {
  Words words = Read(state, terms);
  const std::int64_t now = at.time_since_epoch().count();
  if (delta > 0) Pour(words, terms, delta, now);
  if (delta < 0) {
    const std::int64_t standing = Wrapped(Raw(mark) - Raw(words.returned) - Raw(now));
    if (standing <= 0) return;
    const Wide units = -Wide{delta} * terms.window.count();
    const Wide whole = Quotient(units, terms.amount);
    const auto part = static_cast<std::int64_t>(units - whole * terms.amount);
    if (whole + (part > 0) > standing) {
      words.empty_at -= standing;
      words.returned = Wrapped(Raw(words.returned) + Raw(standing));
    } else {
      const auto back = static_cast<std::int64_t>(whole);
      const bool borrow = part > words.fraction;
      words.empty_at -= back + borrow;
      words.fraction += (borrow ? terms.amount : 0) - part;
      words.returned = Wrapped(Raw(words.returned) + Raw(back + (part > 0)));
    }
  }
  Write(state, words);
}

}  // namespace rg::limit::bucket

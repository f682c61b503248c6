#include "limit/leasing.h"

#include <algorithm>

#include "limit/wide.h"

namespace rg::limit {
namespace {

// amount * life / window, rounded up.
std::int64_t RefilledIn(const Terms& terms, Duration life) {
  const Wide product = Wide{terms.amount} * life.count();
  return static_cast<std::int64_t>((product + terms.window.count() - 1) / terms.window.count());
}

// The time in which a 64th of the burst refills; a 256th of a window.
Duration LifeOf(const Terms& terms) {
  switch (terms.algorithm) {
    case Algorithm::kTokenBucket:
    case Algorithm::kLeakyBucket: {
      const Wide life = Wide{terms.window.count()} * terms.burst / terms.amount / 64;
      return Duration{static_cast<std::int64_t>(std::min(life, Wide{kLeasedLifeMax.count()}))};
    }
    case Algorithm::kSlidingWindow:
      return std::min(terms.window / 256, kLeasedLifeMax);
    case Algorithm::kFixedWindow:
      return std::min(terms.window / 16, kLeasedLifeMax);
    case Algorithm::kConcurrency:
      break;
  }
  return {};
}

}  // namespace

std::optional<Leasing> LeasingOf(const Rule& rule) {
  Leasing leasing{{}, TermsOf(rule)};
  leasing.life = LifeOf(leasing.terms);
  if (rule.on_excess == OnExcess::kShadow || Capacity(leasing.terms) < kLeasedMin) return {};
  if (leasing.life < kLeasedLifeMin) return {};
  if (rule.algorithm == Algorithm::kSlidingWindow) {
    leasing.terms.window += leasing.life;
  } else if (rule.algorithm != Algorithm::kFixedWindow) {
    leasing.terms.burst -= RefilledIn(leasing.terms, leasing.life);
  }
  return leasing;
}

TimePoint SpendableUntil(const Leasing& leasing, TimePoint now) {
  const TimePoint until = now + leasing.life;
  if (leasing.terms.algorithm != Algorithm::kFixedWindow) return until;
  const Duration since = now.time_since_epoch() % leasing.terms.window;
  return std::min(until, now - since + leasing.terms.window);
}

}  // namespace rg::limit

#include "pipeline/admit.h"

#include <algorithm>

#include "core/await.h"
#include "pipeline/estimate.h"
#include "pipeline/quote.h"

namespace rg::pipeline {
namespace {

// Limits on tokens set aside a guess and learn the truth at the end. Where the client names no
// limit this is the guess at its answer; the catalogue's maximum would let almost nothing run at
// once.
constexpr std::int64_t kGuessedOutputTokens = 1024;

std::int64_t LikelyOutputTokens(const Visit& visit) {
  const std::int64_t most =
      visit.quote.output_tokens > 0 ? visit.quote.output_tokens : kGuessedOutputTokens;
  const std::int64_t each =
      visit.route.bound.output_tokens.value_or(std::min(most, kGuessedOutputTokens));
  return each * visit.route.bound.choices;
}

// Waits for a place in a queue. False when the client did not wait as long.
Async<bool> Pause(Core& core, Visit& visit, Duration time) {
  http::SteadyTimer timer(core.io.get_executor(), time);
  visit.exchange.OnClientGone([&visit, &timer] {
    visit.client_gone = true;
    timer.cancel();
  });
  co_await timer.async_wait(kAwait);
  visit.exchange.OnClientGone({});
  co_return !visit.client_gone;
}

// What a budget that is short lets a call do instead of refusing it: a smaller answer, or a stream
// that is watched. True: ask again for `visit.quote.most`.
bool MakeItFit(Visit& visit, const admission::Answer& answer) {
  if (answer.error.code != Errc::kBudgetExhausted || visit.quote.price == nullptr) return false;
  switch (answer.when_short) {
    case budget::WhenShort::kRefuse:
      return false;
    case budget::WhenShort::kClamp:
      return ClampTo(visit, answer.left);
    case budget::WhenShort::kBrake:
      if (!visit.route.stream || !visit.quote.bounded || !CanEndEarly(visit.dialect)) return false;
      if (OutputTokensFor(visit, answer.left) < 1) return false;
      visit.braking = true;
      visit.quote.most = answer.left;
      return true;
  }
  return false;
}

void MarkDelayed(admission::Verdicts& verdicts) {
  for (Verdict& verdict : verdicts) {
    if (verdict.kind == Verdict::Kind::kRule && verdict.said == Verdict::Said::kYes) {
      verdict.said = Verdict::Said::kDelayed;
    }
  }
}

}  // namespace

Async<Result<void>> Admit(Core& core, Visit& visit) {
  const Duration began = core.clock.Steady();
  bool waited = false;
  // Others may spend what was left between two asks, so fitting is tried more than once, not for
  // ever.
  int fits_left = 3;
  for (;;) {
    const admission::Ask ask{.request = visit.request,
                             .call = visit.facts,
                             .policy = *visit.policy,
                             .most = visit.quote.most,
                             .bounded = visit.quote.bounded,
                             .unbounded_because = visit.quote.because,
                             .input_tokens = LikelyInputTokens(visit),
                             .output_tokens = LikelyOutputTokens(visit),
                             .now = core.clock.Now(),
                             .opened = visit.opened};
    admission::Answer answer = co_await core.counters.Admit(ask);
    visit.verdicts = std::move(answer.verdicts);
    visit.alone = answer.alone;
    if (answer.kind == admission::Answer::Kind::kAdmitted) {
      visit.admitted = true;
      visit.hold = visit.quote.most;
      visit.settle_seq = answer.settle_seq;
      if (waited) MarkDelayed(visit.verdicts);
      core.faults.At("admitted");
      co_return Result<void>();
    }
    if (answer.kind == admission::Answer::Kind::kWait) {
      const Duration spent = core.clock.Steady() - began;
      if (spent + answer.wait > answer.give_up_after) co_return answer.error;
      waited = true;
      const bool still_there = co_await Pause(core, visit, answer.wait);
      if (!still_there) co_return Fail(Errc::kClientGone, "the client left the queue");
      continue;
    }
    if (fits_left-- == 0 || !MakeItFit(visit, answer)) {
      if (answer.error.code == Errc::kUnbounded) answer.error.field = visit.quote.field;
      co_return answer.error;
    }
  }
}

}  // namespace rg::pipeline

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

admission::Ask AskOf(const Core& core, const Visit& visit) {
  return {.request = visit.request,
          .call = visit.facts,
          .policy = *visit.policy,
          .most = visit.quote.most,
          .bounded = visit.quote.bounded,
          .unbounded_because = visit.quote.because,
          .input_tokens = LikelyInputTokens(visit),
          .output_tokens = LikelyOutputTokens(visit),
          .now = core.clock.Now(),
          .opened = visit.opened};
}

// Keeps what an answer says. True: the call is admitted.
bool Take(Core& core, Visit& visit, admission::Answer& answer) {
  visit.verdicts = std::move(answer.verdicts);
  visit.alone = answer.alone;
  visit.admitted = answer.kind == admission::Answer::Kind::kAdmitted;
  if (!visit.admitted) return false;
  visit.hold = visit.quote.most;
  visit.settle_seq = answer.settle_seq;
  core.faults.At("admitted");
  return true;
}

// What a call has done so far to be admitted after all.
struct Insistence {
  Duration began;
  bool waited = false;
  // Others may spend what was left between two asks, so fitting is tried more than once, not for
  // ever.
  int fits_left = 3;
};

// Waits for a turn, or makes the call fit, so that it may ask again; or says why not.
Async<Result<void>> MakeWay(Core& core, Visit& visit, Insistence& so_far,
                            admission::Answer& answer) {
  if (answer.kind == admission::Answer::Kind::kWait) {
    const Duration spent = core.clock.Steady() - so_far.began;
    if (spent + answer.wait > answer.give_up_after) co_return answer.error;
    so_far.waited = true;
    const bool still_there = co_await Pause(core, visit, answer.wait);
    if (!still_there) co_return Fail(Errc::kClientGone, "the client left the queue");
  } else if (so_far.fits_left-- == 0 || !MakeItFit(visit, answer)) {
    if (answer.error.code == Errc::kUnbounded) answer.error.field = visit.quote.field;
    co_return answer.error;
  }
  co_return Result<void>();
}

// Of a call that was not admitted at once.
Async<Result<void>> Insist(Core& core, Visit& visit, Async<admission::Answer> first) {
  Insistence so_far{core.clock.Steady()};
  admission::Answer answer = co_await std::move(first);
  if (Take(core, visit, answer)) co_return Result<void>();
  for (;;) {
    RG_CO_CHECK(co_await MakeWay(core, visit, so_far, answer));
    visit.ask.emplace(AskOf(core, visit));
    admission::Answer next = co_await core.counters.Admit(*visit.ask);
    if (Take(core, visit, next)) break;
    answer = std::move(next);
  }
  if (so_far.waited) MarkDelayed(visit.verdicts);
  co_return Result<void>();
}

}  // namespace

Async<Result<void>> Admit(Core& core, Visit& visit) {
  visit.ask.emplace(AskOf(core, visit));
  Async<admission::Answer> asked = core.counters.Admit(*visit.ask);
  admission::Answer* const answer = asked.ready();
  if (answer != nullptr && answer->kind == admission::Answer::Kind::kAdmitted) {
    Take(core, visit, *answer);
    return Result<void>();
  }
  return Insist(core, visit, std::move(asked));
}

}  // namespace rg::pipeline

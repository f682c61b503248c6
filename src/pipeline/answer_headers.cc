#include "pipeline/answer_headers.h"

#include <algorithm>
#include <memory_resource>
#include <string>

#include "core/number_text.h"

namespace rg::pipeline {
namespace {

using std::chrono::ceil;
using std::chrono::milliseconds;
using std::chrono::seconds;

// Room for what a few rules say; more only costs memory.
constexpr std::size_t kLimitsTextMax = 96;

NumberText Millis(Duration duration) {
  return NumberText(std::max<std::int64_t>(duration.count(), 0) / 1000, 3);
}

std::int64_t Remaining(const Verdict& verdict) {
  return std::max<std::int64_t>(verdict.limit - verdict.after, 0);
}

// Is `a` nearer to its limit than `b`? By share, because units differ; only a choice of which one
// to show, so it need not be exact.
bool Tighter(const Verdict& a, const Verdict& b) {
  const auto share = [](const Verdict& verdict) {
    return static_cast<double>(Remaining(verdict)) /
           static_cast<double>(std::max<std::int64_t>(verdict.limit, 1));
  };
  return share(a) < share(b);
}

// Of those that `counts`: the one that refused, else the tightest that was charged.
template <class Counts>
const Verdict* Decisive(const admission::Verdicts& verdicts, Verdict::Kind kind, Counts counts) {
  const Verdict* tightest = nullptr;
  for (const Verdict& verdict : verdicts) {
    if (verdict.kind != kind || verdict.said == Verdict::Said::kShadow || !counts(verdict)) {
      continue;
    }
    if (verdict.said == Verdict::Said::kNo) return &verdict;
    if (tightest == nullptr || Tighter(verdict, *tightest)) tightest = &verdict;
  }
  return tightest;
}

const Verdict* Decisive(const admission::Verdicts& verdicts, Verdict::Kind kind) {
  return Decisive(verdicts, kind, [](const Verdict&) { return true; });
}

std::int64_t EpochSeconds(TimePoint time) { return ceil<seconds>(time).time_since_epoch().count(); }

using Text = std::pmr::string;

void Append(Text& out, std::int64_t number) { out += NumberText(number).view(); }

// A structured field string (RFC 8941, 3.3.3): printable ASCII, quotes and backslashes escaped.
void AppendSfString(Text& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c >= 0x20 && c < 0x7f ? c : '_';
  }
  out += '"';
}

// The names under which a provider's SDK looks for one kind of limit. Each kind has room for one.
struct Family {
  std::string_view limit;
  std::string_view remaining;
  std::string_view reset;
};
constexpr Family kOpenAiRequests = {"x-ratelimit-limit-requests", "x-ratelimit-remaining-requests",
                                    "x-ratelimit-reset-requests"};
constexpr Family kOpenAiTokens = {"x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens",
                                  "x-ratelimit-reset-tokens"};
constexpr Family kAnthropicRequests = {"anthropic-ratelimit-requests-limit",
                                       "anthropic-ratelimit-requests-remaining",
                                       "anthropic-ratelimit-requests-reset"};
constexpr Family kAnthropicTokens = {"anthropic-ratelimit-tokens-limit",
                                     "anthropic-ratelimit-tokens-remaining",
                                     "anthropic-ratelimit-tokens-reset"};
constexpr Family kAnthropicInput = {"anthropic-ratelimit-input-tokens-limit",
                                    "anthropic-ratelimit-input-tokens-remaining",
                                    "anthropic-ratelimit-input-tokens-reset"};
constexpr Family kAnthropicOutput = {"anthropic-ratelimit-output-tokens-limit",
                                     "anthropic-ratelimit-output-tokens-remaining",
                                     "anthropic-ratelimit-output-tokens-reset"};

// Null for units that the SDK has no names for.
const Family* FamilyOf(Dialect dialect, std::string_view unit) {
  if (IsOpenAi(dialect)) {
    if (unit == "requests") return &kOpenAiRequests;
    return unit.ends_with("tokens") ? &kOpenAiTokens : nullptr;
  }
  if (!IsAnthropic(dialect)) return nullptr;
  if (unit == "requests") return &kAnthropicRequests;
  if (unit == "tokens") return &kAnthropicTokens;
  if (unit == "input_tokens") return &kAnthropicInput;
  return unit == "output_tokens" ? &kAnthropicOutput : nullptr;
}

}  // namespace

std::string GoDuration(Duration duration) {
  const std::int64_t millis = std::max<std::int64_t>(ceil<milliseconds>(duration).count(), 0);
  const auto with = [](std::int64_t number, std::string_view unit) {
    return std::string(NumberText(number)).append(unit);
  };
  if (millis < 1000) return with(millis, "ms");
  const std::int64_t hours = millis / 3'600'000;
  const std::int64_t minutes = millis / 60'000 % 60;
  std::string text;
  if (hours > 0) text += with(hours, "h");
  if (hours > 0 || minutes > 0) text += with(minutes, "m");
  return text.append(NumberText(millis % 60'000, 3)).append("s");
}

void AnswerHeaders::AddModelList(std::string_view unanswered) {
  Set("Content-Type", "application/json");
  if (!unanswered.empty()) Set("X-RateGuard-Unanswered", unanswered);
}

void AnswerHeaders::AddRefusal(const Refusal& refusal) {
  Set("Content-Type", refusal.content_type);
  Set("x-should-retry", refusal.should_retry ? "true" : "false");
  if (refusal.retry_after <= Duration::zero()) return;
  Set("Retry-After", NumberText(ceil<seconds>(refusal.retry_after).count()));
  Set("retry-after-ms", NumberText(ceil<milliseconds>(refusal.retry_after).count()));
}

void AnswerHeaders::AddOurs(const Core& core, const Visit& visit) {
  const std::string_view id = set_.Keep(UuidText(visit.request).view());
  SetKept("X-RateGuard-Request-Id", id);
  if (IsAnthropic(visit.dialect)) {
    SetKept("request-id", id);
  } else if (IsOpenAi(visit.dialect)) {
    SetKept("x-request-id", id);
  }
  const Duration ours = core.clock.Steady() - visit.exchange.started() - visit.upstream_time;
  Set("X-RateGuard-Latency-Ms", Millis(ours));
  if (visit.accounted && visit.cost.priced) {
    Set("X-RateGuard-Cost-Cents", NumberText(visit.cost.total.nanos(), 7));
  }
  if (visit.alone) Set("X-RateGuard-Degraded", "limits");
  AddBudgets(visit);
  AddLimits(visit);
}

void AnswerHeaders::AddBudgets(const Visit& visit) {
  const admission::Verdicts& verdicts =
      visit.settled_verdicts.empty() ? visit.verdicts : visit.settled_verdicts;
  const Verdict* budget = Decisive(verdicts, Verdict::Kind::kBudget);
  if (budget == nullptr) return;
  Set("X-RateGuard-Budget-Remaining", NumberText(Remaining(*budget), 9));
  // A budget for all time never resets.
  if (budget->resets_at > visit.opened && budget->resets_at != TimePoint::max()) {
    Set("X-RateGuard-Budget-Reset", NumberText(EpochSeconds(budget->resets_at)));
  }
}

void AnswerHeaders::AddLimits(const Visit& visit) {
  const Verdict* tightest = Decisive(visit.verdicts, Verdict::Kind::kRule);
  if (tightest == nullptr) return;
  const auto until = [&](const Verdict& verdict) {
    return std::max(verdict.resets_at - visit.opened, Duration::zero());
  };
  Set("X-RateLimit-Limit", NumberText(tightest->limit));
  Set("X-RateLimit-Remaining", NumberText(Remaining(*tightest)));
  Set("X-RateLimit-Reset", NumberText(EpochSeconds(visit.opened + until(*tightest))));
  Text policy(&set_.arena());
  Text state(&set_.arena());
  policy.reserve(kLimitsTextMax);
  state.reserve(kLimitsTextMax);
  for (const Verdict& verdict : visit.verdicts) {
    if (verdict.kind != Verdict::Kind::kRule || verdict.said == Verdict::Said::kShadow) continue;
    const std::string_view comma = policy.empty() ? "" : ", ";
    policy += comma;
    AppendSfString(policy, verdict.name);
    Append(policy += ";q=", verdict.limit);
    state += comma;
    AppendSfString(state, verdict.name);
    Append(state += ";r=", Remaining(verdict));
    Append(state += ";t=", ceil<seconds>(until(verdict)).count());
    AddDialectLimits(visit, verdict, until(verdict));
  }
  Set("RateLimit-Policy", policy);
  Set("RateLimit", state);
}

void AnswerHeaders::AddDialectLimits(const Visit& visit, const Verdict& verdict,
                                     Duration until_reset) {
  const Family* const family = FamilyOf(visit.dialect, verdict.unit);
  if (family == nullptr) return;
  const Verdict* shown = Decisive(visit.verdicts, verdict.kind, [&](const Verdict& other) {
    return FamilyOf(visit.dialect, other.unit) == family;
  });
  if (shown != &verdict) return;
  Set(family->limit, NumberText(verdict.limit));
  Set(family->remaining, NumberText(Remaining(verdict)));
  if (IsOpenAi(visit.dialect)) {
    Set(family->reset, GoDuration(until_reset));
  } else {
    Set(family->reset, ToRfc3339(ceil<seconds>(visit.opened + until_reset)));
  }
}

}  // namespace rg::pipeline

#include "pipeline/answer_headers.h"

#include <algorithm>
#include <string_view>

#include <boost/container/small_vector.hpp>

#include "core/number_text.h"

namespace rg::pipeline {
namespace {

using std::chrono::ceil;
using std::chrono::milliseconds;
using std::chrono::seconds;

std::int64_t Micros(Duration duration) {
  return std::max<std::int64_t>(duration.count(), 0) / 1000;
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

char* PutText(char* at, std::string_view text) { return std::copy(text.begin(), text.end(), at); }

// A structured field string (RFC 8941, 3.3.3): printable ASCII, quotes and backslashes escaped.
char* PutSfString(char* at, std::string_view text) {
  *at++ = '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') *at++ = '\\';
    *at++ = c >= 0x20 && c < 0x7f ? c : '_';
  }
  *at++ = '"';
  return at;
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

// A rule that the client is told of, with the figures that stand in several fields.
struct AnswerHeaders::Limit {
  Limit(const Verdict& said, TimePoint opened)
      : verdict(said),
        until_reset(std::max(said.resets_at - opened, Duration::zero())),
        amount(said.limit),
        remaining(Remaining(said)) {}

  const Verdict& verdict;
  Duration until_reset;
  NumberText amount;
  NumberText remaining;
};

char* PutGoDuration(char* at, Duration duration) {
  const std::int64_t millis = std::max<std::int64_t>(ceil<milliseconds>(duration).count(), 0);
  if (millis < 1000) return PutText(PutNumber(at, millis), "ms");
  const std::int64_t hours = millis / 3'600'000;
  const std::int64_t minutes = millis / 60'000 % 60;
  if (hours > 0) at = PutText(PutNumber(at, hours), "h");
  if (hours > 0 || minutes > 0) at = PutText(PutNumber(at, minutes), "m");
  return PutText(PutNumber(at, millis % 60'000, 3), "s");
}

void AnswerHeaders::AddModelList(std::string_view unanswered) {
  Set("Content-Type", "application/json");
  if (!unanswered.empty()) Set("X-RateGuard-Unanswered", unanswered);
}

void AnswerHeaders::AddRefusal(const Refusal& refusal) {
  Set("Content-Type", refusal.content_type);
  Set("x-should-retry", refusal.should_retry ? "true" : "false");
  if (refusal.retry_after <= Duration::zero()) return;
  Set("Retry-After", ceil<seconds>(refusal.retry_after).count());
  Set("retry-after-ms", ceil<milliseconds>(refusal.retry_after).count());
}

void AnswerHeaders::AddOurs(const Core& core, const Visit& visit) {
  const UuidText id(visit.request);
  Set("X-RateGuard-Request-Id", id.view());
  if (IsAnthropic(visit.dialect)) {
    Set("request-id", id.view());
  } else if (IsOpenAi(visit.dialect)) {
    Set("x-request-id", id.view());
  }
  const Duration ours = core.clock.Steady() - visit.exchange.started() - visit.upstream_time;
  Set("X-RateGuard-Latency-Ms", Micros(ours), 3);
  if (visit.accounted && visit.cost.priced) {
    Set("X-RateGuard-Cost-Cents", visit.cost.total.nanos(), 7);
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
  Set("X-RateGuard-Budget-Remaining", Remaining(*budget), 9);
  // A budget for all time never resets.
  if (budget->resets_at > visit.opened && budget->resets_at != TimePoint::max()) {
    Set("X-RateGuard-Budget-Reset", EpochSeconds(budget->resets_at));
  }
}

void AnswerHeaders::AddLimits(const Visit& visit) {
  const Verdict* tightest = Decisive(visit.verdicts, Verdict::Kind::kRule);
  if (tightest == nullptr) return;
  boost::container::small_vector<Limit, 6> limits;
  std::size_t list_max = 0;
  for (const Verdict& verdict : visit.verdicts) {
    if (verdict.kind != Verdict::Kind::kRule || verdict.said == Verdict::Said::kShadow) continue;
    limits.emplace_back(verdict, visit.opened);
    constexpr std::string_view kAround = ", \"\";r=;t=";
    list_max += 2 * verdict.name.size() + 2 * kNumberTextMax + kAround.size();
  }
  for (const Limit& limit : limits) {
    if (&limit.verdict != tightest) continue;
    Set("X-RateLimit-Limit", limit.amount);
    Set("X-RateLimit-Remaining", limit.remaining);
    Set("X-RateLimit-Reset", EpochSeconds(visit.opened + limit.until_reset));
  }
  for (const Limit& limit : limits) AddDialectLimits(visit, limit);
  const auto list = [&](std::string_view name, auto&& put_figures) {
    char* const first = Open(name, list_max);
    char* at = first;
    for (const Limit& limit : limits) {
      if (at != first) at = PutText(at, ", ");
      at = put_figures(PutSfString(at, limit.verdict.name), limit);
    }
    lines_.Close(at);
  };
  list("RateLimit-Policy",
       [](char* at, const Limit& limit) { return PutText(PutText(at, ";q="), limit.amount); });
  list("RateLimit", [](char* at, const Limit& limit) {
    at = PutText(PutText(PutText(at, ";r="), limit.remaining), ";t=");
    return PutNumber(at, ceil<seconds>(limit.until_reset).count());
  });
}

void AnswerHeaders::AddDialectLimits(const Visit& visit, const Limit& limit) {
  const Verdict& verdict = limit.verdict;
  const Family* const family = FamilyOf(visit.dialect, verdict.unit);
  if (family == nullptr) return;
  const Verdict* shown = Decisive(visit.verdicts, verdict.kind, [&](const Verdict& other) {
    return FamilyOf(visit.dialect, other.unit) == family;
  });
  if (shown != &verdict) return;
  Set(family->limit, limit.amount);
  Set(family->remaining, limit.remaining);
  if (IsOpenAi(visit.dialect)) {
    lines_.Close(PutGoDuration(Open(family->reset, kGoDurationMax), limit.until_reset));
  } else {
    Set(family->reset, ToRfc3339(ceil<seconds>(visit.opened + limit.until_reset)));
  }
}

}  // namespace rg::pipeline

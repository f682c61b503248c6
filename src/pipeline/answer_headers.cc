#include "pipeline/answer_headers.h"

#include <algorithm>
#include <string>

#include "core/money.h"

namespace rg::pipeline {
namespace {

using std::chrono::ceil;
using std::chrono::milliseconds;
using std::chrono::seconds;

std::string Millis(Duration duration) {
  return FormatDecimal(std::max<std::int64_t>(duration.count(), 0) / 1000, 3);
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

// A structured field string (RFC 8941, 3.3.3): printable ASCII, quotes and backslashes escaped.
std::string SfString(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c >= 0x20 && c < 0x7f ? c : '_';
  }
  return out + '"';
}

// Which of a provider's rate limit families a unit belongs to; "" for none. Each family has room
// for one limit.
std::string_view OpenAiFamily(std::string_view unit) {
  if (unit == "requests") return "requests";
  return unit.ends_with("tokens") ? "tokens" : "";
}

std::string_view AnthropicFamily(std::string_view unit) {
  if (unit == "requests" || unit == "tokens") return unit;
  if (unit == "input_tokens") return "input-tokens";
  return unit == "output_tokens" ? "output-tokens" : "";
}

std::string_view FamilyOf(Dialect dialect, std::string_view unit) {
  if (IsOpenAi(dialect)) return OpenAiFamily(unit);
  return IsAnthropic(dialect) ? AnthropicFamily(unit) : "";
}

}  // namespace

std::string GoDuration(Duration duration) {
  const std::int64_t millis = std::max<std::int64_t>(ceil<milliseconds>(duration).count(), 0);
  if (millis < 1000) return std::to_string(millis) + "ms";
  const std::int64_t hours = millis / 3'600'000;
  const std::int64_t minutes = millis / 60'000 % 60;
  std::string text;
  if (hours > 0) text += std::to_string(hours) + "h";
  if (hours > 0 || minutes > 0) text += std::to_string(minutes) + "m";
  return text + FormatDecimal(millis % 60'000, 3) + "s";
}

void AnswerHeaders::AddModelList(std::string_view unanswered) {
  Set("Content-Type", "application/json");
  if (!unanswered.empty()) Set("X-RateGuard-Unanswered", unanswered);
}

void AnswerHeaders::AddRefusal(const Refusal& refusal) {
  Set("Content-Type", refusal.content_type);
  Set("x-should-retry", refusal.should_retry ? "true" : "false");
  if (refusal.retry_after <= Duration::zero()) return;
  Set("Retry-After", std::to_string(ceil<seconds>(refusal.retry_after).count()));
  Set("retry-after-ms", std::to_string(ceil<milliseconds>(refusal.retry_after).count()));
}

void AnswerHeaders::AddOurs(const Core& core, const Visit& visit) {
  const std::string id = ToString(visit.request);
  Set("X-RateGuard-Request-Id", id);
  if (IsAnthropic(visit.dialect)) {
    Set("request-id", id);
  } else if (IsOpenAi(visit.dialect)) {
    Set("x-request-id", id);
  }
  const Duration ours = core.clock.Steady() - visit.exchange.started() - visit.upstream_time;
  Set("X-RateGuard-Latency-Ms", Millis(ours));
  if (visit.accounted && visit.cost.priced) {
    Set("X-RateGuard-Cost-Cents", FormatDecimal(visit.cost.total.nanos(), 7));
  }
  AddBudgets(visit);
  AddLimits(visit);
}

void AnswerHeaders::AddBudgets(const Visit& visit) {
  const admission::Verdicts& verdicts =
      visit.settled_verdicts.empty() ? visit.verdicts : visit.settled_verdicts;
  const Verdict* budget = Decisive(verdicts, Verdict::Kind::kBudget);
  if (budget == nullptr) return;
  Set("X-RateGuard-Budget-Remaining", ToDollars(Money::Nanos(Remaining(*budget))));
  // A budget for all time never resets.
  if (budget->resets_at > visit.opened && budget->resets_at != TimePoint::max()) {
    Set("X-RateGuard-Budget-Reset", std::to_string(EpochSeconds(budget->resets_at)));
  }
}

void AnswerHeaders::AddLimits(const Visit& visit) {
  const Verdict* tightest = Decisive(visit.verdicts, Verdict::Kind::kRule);
  if (tightest == nullptr) return;
  const auto until = [&](const Verdict& verdict) {
    return std::max(verdict.resets_at - visit.opened, Duration::zero());
  };
  Set("X-RateLimit-Limit", std::to_string(tightest->limit));
  Set("X-RateLimit-Remaining", std::to_string(Remaining(*tightest)));
  Set("X-RateLimit-Reset", std::to_string(EpochSeconds(visit.opened + until(*tightest))));
  std::string policy;
  std::string state;
  for (const Verdict& verdict : visit.verdicts) {
    if (verdict.kind != Verdict::Kind::kRule || verdict.said == Verdict::Said::kShadow) continue;
    const std::string name = SfString(verdict.name);
    const std::string_view comma = policy.empty() ? "" : ", ";
    policy.append(comma).append(name).append(";q=").append(std::to_string(verdict.limit));
    state.append(comma).append(name).append(";r=").append(std::to_string(Remaining(verdict)));
    state.append(";t=").append(std::to_string(ceil<seconds>(until(verdict)).count()));
    AddDialectLimits(visit, verdict, until(verdict));
  }
  Set("RateLimit-Policy", policy);
  Set("RateLimit", state);
}

void AnswerHeaders::AddDialectLimits(const Visit& visit, const Verdict& verdict,
                                     Duration until_reset) {
  const std::string family(FamilyOf(visit.dialect, verdict.unit));
  if (family.empty()) return;
  const Verdict* shown = Decisive(visit.verdicts, verdict.kind, [&](const Verdict& other) {
    return FamilyOf(visit.dialect, other.unit) == family;
  });
  if (shown != &verdict) return;
  const std::string limit = std::to_string(verdict.limit);
  const std::string remaining = std::to_string(Remaining(verdict));
  if (IsOpenAi(visit.dialect)) {
    set_.Set(set_.Keep("x-ratelimit-limit-", family), set_.Keep(limit));
    set_.Set(set_.Keep("x-ratelimit-remaining-", family), set_.Keep(remaining));
    set_.Set(set_.Keep("x-ratelimit-reset-", family), set_.Keep(GoDuration(until_reset)));
  } else if (IsAnthropic(visit.dialect)) {
    const std::string stem = "anthropic-ratelimit-" + family;
    set_.Set(set_.Keep(stem, "-limit"), set_.Keep(limit));
    set_.Set(set_.Keep(stem, "-remaining"), set_.Keep(remaining));
    set_.Set(set_.Keep(stem, "-reset"),
             set_.Keep(ToRfc3339(std::chrono::ceil<seconds>(visit.opened + until_reset))));
  }
}

}  // namespace rg::pipeline

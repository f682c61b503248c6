#include "scene.h"

#include "store/redis/testing/counters.h"

namespace rg::sim {
namespace {

using store::redis::testing::Numbered;

// All calls of a run, in those of its seconds without a surge.
double SecondsOfCalls(const Scale& scale) {
  return static_cast<double>(scale.time.count()) * (1 + (kSurgeUntil - kSurgeFrom) * (kSurge - 1));
}

std::int64_t Whole(double number) { return static_cast<std::int64_t>(number); }

limit::Rule MakeRule(const CallFacts& call, std::uint64_t number, limit::Algorithm algorithm,
                     std::int64_t amount) {
  limit::Rule rule;
  rule.id = RuleId{Numbered(100 + number)};
  rule.name = limit::kAlgorithmNames[static_cast<std::size_t>(algorithm)];
  rule.workspace = call.workspace;
  rule.scope = limit::Scope::kKey;
  rule.algorithm = algorithm;
  rule.amount = amount;
  rule.window = std::chrono::minutes{1};
  return rule;
}

budget::Budget MakeBudget(const CallFacts& call, std::uint64_t number, std::int64_t nanos,
                          bool hard) {
  budget::Budget budget;
  budget.id = BudgetId{Numbered(200 + number)};
  budget.name = hard ? "hard" : "soft";
  budget.workspace = call.workspace;
  budget.amount = Money::Nanos(nanos);
  budget.hard = hard;
  return budget;
}

}  // namespace

Scene::Scene(const Scale& scale) {
  call.workspace = WorkspaceId{Numbered(1)};
  call.key = KeyId{Numbered(2)};
  call.model = "gpt-5-mini";
  call.client_ip = "192.0.2.7";

  const auto a_second = static_cast<double>(scale.pace);
  const double calls = a_second * SecondsOfCalls(scale);
  limit::Rule bucket = MakeRule(call, 1, limit::Algorithm::kTokenBucket, Whole(66 * a_second));
  bucket.burst = Whole(15 * a_second);
  limit::Rule fixed = MakeRule(call, 2, limit::Algorithm::kFixedWindow, Whole(0.76 * calls));
  const double tokens = kMeanInput + kMeanOutputMost * scale.mean_cost();
  limit::Rule sliding =
      MakeRule(call, 3, limit::Algorithm::kSlidingWindow, Whole(0.86 * calls * tokens));
  sliding.unit = limit::Unit::kTokens;
  const std::int64_t nanos = Whole(0.85 * calls * kMeanMost * scale.mean_cost());
  policy = admission::Policy::Make(
               call.workspace, {bucket, fixed, sliding},
               {MakeBudget(call, 1, nanos, true), MakeBudget(call, 2, nanos / 2, false)}, 1)
               .value();
  // A minute begins soon after the surge.
  const auto at_end = std::chrono::duration_cast<Duration>(scale.time * (kSurgeUntil + 0.05));
  begin = ParseRfc3339("2026-11-23T12:01:00Z").value() - at_end;
}

}  // namespace rg::sim

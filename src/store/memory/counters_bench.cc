#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "store/memory/counters.h"

namespace rg::store::memory {
namespace {

Uuid Numbered(std::uint64_t n) {
  Uuid id;
  __builtin_memcpy(id.bytes.data() + 8, &n, 8);
  return id;
}

// A workspace with as many rules and budgets as asked for, and a call they are all about.
class Scene {
 public:
  Scene(int rules, int budgets, int unrelated = 0) {
    call_.workspace = WorkspaceId{Numbered(1)};
    call_.key = KeyId{Numbered(3)};
    call_.api_slug = "openai";
    call_.model = "gpt-5-mini";
    call_.method = "POST";
    call_.endpoint = "/v1/chat/completions";
    call_.client_ip = "192.0.2.7";
    for (int i = 0; i < rules; ++i) AddRule(i);
    for (int i = 0; i < unrelated; ++i) {
      AddRule(i);
      rules_.back().match.keys = {ToString(Numbered(static_cast<std::uint64_t>(1'000 + i)))};
      rules_.back().match.models = {"claude-" + std::to_string(i) + "*"};
    }
    for (int i = 0; i < budgets; ++i) {
      budget::Budget budget;
      budget.id = BudgetId{Numbered(static_cast<std::uint64_t>(200 + i))};
      budget.workspace = call_.workspace;
      budget.amount = budget::kAmountMax;
      budgets_.push_back(budget);
    }
    policy_ = admission::Policy::Make(call_.workspace, rules_, budgets_, 1).value();
    for (const Unready& unready : counters_.Install(*policy_, now_)) {
      counters_.Ready(call_.workspace, unready.budget, Money{});
    }
  }

  bool Admit(std::uint64_t request) {
    const admission::Ask ask{.request = RequestId{Numbered(request)},
                             .call = call_,
                             .policy = *policy_,
                             .most = Money::Nanos(1'000),
                             .unbounded_because = {},
                             .input_tokens = 100,
                             .output_tokens = 100,
                             .now = now_};
    return counters_.AdmitNow(ask).kind == admission::Answer::Kind::kAdmitted;
  }
  std::uint64_t Settle(std::uint64_t request) {
    const struct admission::Settle settle {
      .request = RequestId{Numbered(request)}, .call = call_, .policy = *policy_,
      .price = Money::Nanos(500), .input_tokens = 90, .output_tokens = 50, .opened = now_,
      .now = now_
    };
    return counters_.SettleNow(settle).seq;
  }

  const CallFacts& call() const { return call_; }
  const admission::Policy& policy() const { return *policy_; }

 private:
  void AddRule(int i) {
    static constexpr limit::Algorithm kMix[] = {limit::Algorithm::kTokenBucket,
                                                limit::Algorithm::kSlidingWindow,
                                                limit::Algorithm::kFixedWindow};
    limit::Rule rule;
    rule.id = RuleId{Numbered(static_cast<std::uint64_t>(100 + rules_.size()))};
    rule.workspace = call_.workspace;
    rule.algorithm = kMix[i % 3];
    rule.unit = i % 3 == 1 ? limit::Unit::kTokens : limit::Unit::kRequests;
    rule.amount = 1'000'000'000'000;
    rule.window = std::chrono::minutes{1};
    rule.scope = limit::Scope::kKey;
    rules_.push_back(rule);
  }

  CallFacts call_;
  std::vector<limit::Rule> rules_;
  std::vector<budget::Budget> budgets_;
  std::shared_ptr<const admission::Policy> policy_;
  MemoryCounters counters_;
  TimePoint now_{std::chrono::seconds{1'800'000'000}};
};

// One limit decision by itself: look, then charge. A call that counts only while it is under way
// ends at once.
void BM_Decision(benchmark::State& bench) {
  limit::Rule rule;
  rule.algorithm = static_cast<limit::Algorithm>(bench.range(0));
  rule.amount = 1'000;
  rule.window = std::chrono::minutes{1};
  const limit::Terms terms = limit::TermsOf(rule);
  std::vector<std::int64_t> state(limit::StateWords(terms), 0);
  TimePoint now{std::chrono::seconds{1'800'000'000}};
  for (auto _ : bench) {
    now += std::chrono::milliseconds{61};
    const limit::Step step = limit::Decide(state, terms, 1, now);
    if (step.admitted) limit::Charge(state, terms, 1, now);
    if (rule.algorithm == limit::Algorithm::kConcurrency) limit::Correct(state, terms, -1, 0, now);
    benchmark::DoNotOptimize(state.data());
  }
  bench.SetLabel(std::string(limit::kAlgorithmNames[static_cast<std::size_t>(bench.range(0))]));
}
BENCHMARK(BM_Decision)->DenseRange(0, limit::kAlgorithmNames.size() - 1);

void BM_AdmitAndSettle(benchmark::State& bench) {
  Scene scene(static_cast<int>(bench.range(0)), static_cast<int>(bench.range(1)));
  std::uint64_t request = 10'000;
  for (auto _ : bench) {
    if (!scene.Admit(++request)) bench.SkipWithError("refused");
    if (scene.Settle(request) == 0) bench.SkipWithError("not booked");
  }
}
BENCHMARK(BM_AdmitAndSettle)->Args({0, 0})->Args({1, 0})->Args({0, 2})->Args({3, 2});

// The decision alone, which is what a call waits for before it leaves. Its holds are settled
// between the batches that are timed.
void BM_Admit(benchmark::State& bench) {
  constexpr benchmark::IterationCount kBatch = 256;
  Scene scene(static_cast<int>(bench.range(0)), static_cast<int>(bench.range(1)));
  std::uint64_t admitted = 10'000;
  std::uint64_t settled = admitted;
  while (bench.KeepRunningBatch(kBatch)) {
    for (benchmark::IterationCount i = 0; i < kBatch; ++i) {
      if (!scene.Admit(++admitted)) bench.SkipWithError("refused");
    }
    bench.PauseTiming();
    while (settled < admitted) {
      if (scene.Settle(++settled) == 0) bench.SkipWithError("not booked");
    }
    bench.ResumeTiming();
  }
}
BENCHMARK(BM_Admit)->Args({0, 0})->Args({1, 0})->Args({0, 2})->Args({3, 2});

// The cores of one gateway meeting in one workspace.
void BM_TwoCores(benchmark::State& bench) {
  static Scene scene(3, 2);
  std::uint64_t request = 1'000'000'000u * static_cast<std::uint64_t>(bench.thread_index() + 1);
  for (auto _ : bench) {
    scene.Admit(++request);
    scene.Settle(request);
  }
}
BENCHMARK(BM_TwoCores)->Threads(2);

void BM_SelectAmongRules(benchmark::State& bench) {
  Scene scene(3, 2, static_cast<int>(bench.range(0)));
  for (auto _ : bench) benchmark::DoNotOptimize(scene.policy().index.Select(scene.call()));
}
BENCHMARK(BM_SelectAmongRules)->Arg(0)->Arg(100);

}  // namespace
}  // namespace rg::store::memory

// How many calls one core of a Redis server can admit and settle (P9): the server's own CPU time is
// what is measured, so it does not matter what else the machine does.
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "store/redis/counters.h"
#include "store/redis/testing/counters.h"
#include "store/redis/testing/server.h"

namespace rg::store::redis {
namespace {

using testing::Core;
using testing::Numbered;
using testing::Server;

constexpr int kCalls = 20'000;  // per iteration
constexpr int kAtOnce = 64;

// A workspace with as many rules and budgets as asked for, and calls they are all about.
class Scene {
 public:
  Scene(int rules, int budgets) {
    call_.workspace = WorkspaceId{Numbered(1)};
    call_.key = KeyId{Numbered(3)};
    call_.model = "gpt-5-mini";
    std::vector<limit::Rule> made_rules;
    for (int i = 0; i < rules; ++i) made_rules.push_back(MakeRule(i));
    std::vector<budget::Budget> made_budgets;
    for (int i = 0; i < budgets; ++i) {
      budget::Budget budget;
      budget.id = BudgetId{Numbered(static_cast<std::uint64_t>(200 + i))};
      budget.workspace = call_.workspace;
      budget.amount = budget::kAmountMax;
      made_budgets.push_back(budget);
    }
    policy_ = admission::Policy::Make(call_.workspace, made_rules, made_budgets, 1).value();
    client_ = testing::MakeClient(core_, server_.port());
    core_.Do([&] {
      counters_ = std::make_unique<RedisCounters>(
          *client_, CountersOptions{.deadline = std::chrono::seconds{10},
                                    .unhurried = std::chrono::seconds{10},
                                    .writer = 1});
    });
    const auto missing = core_.Wait(
        [&] { return counters_->Install(policy_, call_.workspace, 0, 0, clock_.Now()); });
    for (const Unready& unready : missing.value().missing) {
      core_.Wait([&] { return counters_->Ready(call_.workspace, unready, Money{}, {}); }).value();
    }
  }
  ~Scene() {
    core_.Do([this] {
      counters_.reset();
      client_.reset();
    });
  }

  // Admits, or settles, the calls from `first` on, many at once; the server's CPU seconds for it.
  double Run(std::uint64_t first, bool admits) {
    const double before = CpuSeconds();
    next_ = first;
    end_ = first + kCalls;
    failed_ = 0;
    std::promise<void> done;
    running_ = kAtOnce;
    core_.Do([&] {
      for (int i = 0; i < kAtOnce; ++i) rg::Start(Caller(admits, done));
    });
    done.get_future().wait();
    return CpuSeconds() - before;
  }
  int failed() const { return failed_; }

 private:
  // The mix of the counters that decide in process: store/memory/counters_bench.cc.
  limit::Rule MakeRule(int i) const {
    static constexpr limit::Algorithm kMix[] = {limit::Algorithm::kTokenBucket,
                                                limit::Algorithm::kSlidingWindow,
                                                limit::Algorithm::kFixedWindow};
    limit::Rule rule;
    rule.id = RuleId{Numbered(static_cast<std::uint64_t>(100 + i))};
    rule.workspace = call_.workspace;
    rule.algorithm = kMix[i % 3];
    rule.unit = i % 3 == 1 ? limit::Unit::kTokens : limit::Unit::kRequests;
    rule.amount = 1'000'000'000'000;
    rule.window = std::chrono::minutes{1};
    rule.scope = limit::Scope::kKey;
    return rule;
  }

  Async<void> Caller(bool admits, std::promise<void>& done) {
    while (next_ < end_) {
      const RequestId request{Numbered(next_++)};
      bool went_well = false;
      if (admits) {
        went_well = co_await Admit(request);
      } else {
        went_well = co_await Settle(request);
      }
      if (!went_well) ++failed_;
    }
    if (--running_ == 0) done.set_value();
  }
  Async<bool> Admit(RequestId request) {
    const admission::Ask ask{.request = request,
                             .call = call_,
                             .policy = *policy_,
                             .most = Money::Nanos(1'000),
                             .unbounded_because = {},
                             .input_tokens = 100,
                             .output_tokens = 100,
                             .now = clock_.Now()};
    const admission::Answer answer = co_await counters_->Admit(ask);
    co_return answer.kind == admission::Answer::Kind::kAdmitted;
  }
  Async<bool> Settle(RequestId request) {
    const struct admission::Settle settle {
      .request = request, .call = call_, .policy = *policy_, .price = Money::Nanos(500),
      .input_tokens = 90, .output_tokens = 50, .opened = clock_.Now(), .now = clock_.Now()
    };
    const admission::Settlement settlement = co_await counters_->Settle(settle);
    co_return settlement.booked;
  }

  // Of the thread that runs scripts.
  double CpuSeconds() const {
    const std::string pid = std::to_string(server_.pid());
    std::ifstream file("/proc/" + pid + "/task/" + pid + "/schedstat");
    double nanoseconds = 0;
    file >> nanoseconds;
    return nanoseconds / 1e9;
  }

  SystemClock clock_;
  Server server_;
  Core core_;
  CallFacts call_;
  std::shared_ptr<const admission::Policy> policy_;
  std::unique_ptr<Client> client_;
  std::unique_ptr<RedisCounters> counters_;
  std::uint64_t next_ = 0;
  std::uint64_t end_ = 0;
  int running_ = 0;
  int failed_ = 0;
};

void BM_AdmitAndSettle(benchmark::State& bench) {
  Scene scene(static_cast<int>(bench.range(0)), static_cast<int>(bench.range(1)));
  std::uint64_t first = 1;
  double admitting = 0;
  double settling = 0;
  double calls = 0;
  for (auto _ : bench) {
    admitting += scene.Run(first, true);
    if (scene.failed() > 0) bench.SkipWithError("a call was refused");
    settling += scene.Run(first, false);
    if (scene.failed() > 0) bench.SkipWithError("a call was not settled");
    first += kCalls;
    calls += kCalls;
  }
  bench.counters["admissions_per_redis_core"] = calls / admitting;
  bench.counters["settlements_per_redis_core"] = calls / settling;
  bench.counters["calls_per_redis_core"] = calls / (admitting + settling);
}
BENCHMARK(BM_AdmitAndSettle)
    ->ArgNames({"rules", "budgets"})
    ->Args({0, 0})
    ->Args({1, 1})
    ->Args({3, 2})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
}  // namespace rg::store::redis

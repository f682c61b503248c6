// What a hot key costs a Redis server whose gateways take slices (P9): commands per call, and how
// many calls one core of the server then carries. Time is virtual, so that a core of a gateway is
// asked for exactly as many calls a second as it says, however fast this machine is.
#include <cmath>
#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "store/redis/counters.h"
#include "store/redis/leased_counters.h"
#include "store/redis/testing/counters.h"
#include "store/redis/testing/server.h"

namespace rg::store::redis {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::Core;
using testing::Numbered;
using testing::Server;

constexpr Duration kTickEvery = milliseconds{100};

// A core of a gateway, a key whose calls meet three rules and two hard budgets, and a clock.
class HotKey {
 public:
  // `longest` is how long the longest of the calls last; most are far shorter.
  HotKey(std::int64_t pace, Duration longest) : pace_(pace), longest_(longest) {
    call_.workspace = WorkspaceId{Numbered(1)};
    call_.key = KeyId{Numbered(3)};
    call_.model = "gpt-5-mini";
    policy_ = admission::Policy::Make(call_.workspace,
                                      {MakeRule(0, limit::Algorithm::kTokenBucket),
                                       MakeRule(1, limit::Algorithm::kSlidingWindow),
                                       MakeRule(2, limit::Algorithm::kFixedWindow)},
                                      {MakeBudget(0), MakeBudget(1)}, 1)
                  .value();
    CountersOptions options = testing::PatientOptions("bench");
    options.leases = true;
    gateway_ = std::make_unique<testing::BlockingCounters>(
        core_, testing::MakeClient(core_, server_.port()), options);
    gateway_->Prepare(*policy_, call_.workspace, clock_.Now());
    // Until as many calls end as begin.
    Serve(longest_ + seconds{2});
  }

  void Serve(Duration time) {
    core_.Wait([&] { return ServeUntil(clock_.Now() + time); });
  }

  std::int64_t calls() const { return calls_; }
  std::int64_t from_slices() const { return gateway_->leased().stats().calls.Get(); }
  std::int64_t commands() const { return gateway_->stats().answered.Get() - waits_; }
  int failed() const { return failed_; }
  // Of the thread that runs scripts.
  double CpuSeconds() const {
    const std::string pid = std::to_string(server_.pid());
    std::ifstream file("/proc/" + pid + "/task/" + pid + "/schedstat");
    double nanoseconds = 0;
    file >> nanoseconds;
    return nanoseconds / 1e9;
  }

 private:
  limit::Rule MakeRule(std::uint64_t i, limit::Algorithm algorithm) const {
    limit::Rule rule;
    rule.id = RuleId{Numbered(100 + i)};
    rule.workspace = call_.workspace;
    rule.algorithm = algorithm;
    rule.unit = i == 1 ? limit::Unit::kTokens : limit::Unit::kRequests;
    rule.amount = 1'000'000'000'000;
    rule.window = std::chrono::minutes{1};
    rule.scope = limit::Scope::kKey;
    return rule;
  }
  budget::Budget MakeBudget(std::uint64_t i) const {
    budget::Budget budget;
    budget.id = BudgetId{Numbered(200 + i)};
    budget.workspace = call_.workspace;
    budget.amount = budget::kAmountMax;
    return budget;
  }

  Async<bool> ServeUntil(TimePoint end) {
    while (clock_.Now() < end) {
      co_await Open();
      clock_.Advance(Duration{seconds{1}} / pace_);
      while (!open_.empty() && open_.begin()->first <= clock_.Now()) co_await Close();
      if (clock_.Now() - ticked_ >= kTickEvery) co_await Tick();
    }
    co_return true;
  }
  Async<void> Open() {
    const RequestId request{Numbered(++calls_)};
    const admission::Ask ask{.request = request,
                             .call = call_,
                             .policy = *policy_,
                             .most = Money::Nanos(5'000'000),
                             .unbounded_because = {},
                             .input_tokens = 1'000,
                             .output_tokens = 1'000,
                             .now = clock_.Now()};
    const admission::Answer answer = co_await gateway_->leased().Admit(ask);
    if (answer.kind != admission::Answer::Kind::kAdmitted) ++failed_;
    // From a hundredth of the longest on, each tenfold as often as the next.
    const double part = std::pow(100, std::uniform_real_distribution<double>(-1, 0)(random_));
    const Duration lasts{static_cast<std::int64_t>(static_cast<double>(longest_.count()) * part)};
    open_.emplace(clock_.Now() + lasts, Opened{request, clock_.Now()});
  }
  Async<void> Close() {
    const Opened ended = open_.begin()->second;
    open_.erase(open_.begin());
    const struct admission::Settle settle {
      .request = ended.request, .call = call_, .policy = *policy_, .price = Money::Nanos(2'500'000),
      .input_tokens = 1'000, .output_tokens = 500, .opened = ended.at, .now = clock_.Now()
    };
    const admission::Settlement settlement = co_await gateway_->leased().Settle(settle);
    if (!settlement.booked) ++failed_;
  }
  Async<void> Tick() {
    ticked_ = clock_.Now();
    gateway_->leased().Tick(clock_.Now());
    // What it says is answered before the clock goes on, as it would be.
    const std::vector<WorkspaceId> all(1, call_.workspace);
    ++waits_;
    co_await gateway_->counters().Hear(all, testing::kPatience);
  }

  struct Opened {
    RequestId request;
    TimePoint at;
  };

  const std::int64_t pace_;
  const Duration longest_;
  ManualClock clock_;
  Server server_;
  Core core_;
  CallFacts call_;
  std::shared_ptr<const admission::Policy> policy_;
  std::unique_ptr<testing::BlockingCounters> gateway_;
  std::multimap<TimePoint, Opened> open_;
  std::mt19937_64 random_;
  TimePoint ticked_{};
  std::uint64_t calls_ = 0;
  std::int64_t waits_ = 0;
  int failed_ = 0;
};

void BM_HotKeyInSlices(benchmark::State& bench) {
  HotKey key(bench.range(0), milliseconds{bench.range(1)});
  const auto calls = static_cast<double>(key.calls());
  const auto from_slices = static_cast<double>(key.from_slices());
  const auto commands = static_cast<double>(key.commands());
  const double cpu = key.CpuSeconds();
  for (auto _ : bench) {
    key.Serve(seconds{5});
    if (key.failed() > 0) bench.SkipWithError("a call was refused, or not settled");
  }
  const double more = static_cast<double>(key.calls()) - calls;
  bench.counters["commands_per_call"] = (static_cast<double>(key.commands()) - commands) / more;
  bench.counters["from_slices"] = (static_cast<double>(key.from_slices()) - from_slices) / more;
  bench.counters["calls_per_redis_core"] = more / (key.CpuSeconds() - cpu);
}
BENCHMARK(BM_HotKeyInSlices)
    ->ArgNames({"pace", "longest_ms"})
    ->Args({100, 20'000})
    ->Args({1'000, 20'000})
    ->Args({1'000, 2'000})
    ->Args({10'000, 20'000})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->UseRealTime();

}  // namespace
}  // namespace rg::store::redis

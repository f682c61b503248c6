#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include <benchmark/benchmark.h>

#include "journal/sample.h"
#include "store/clickhouse/questions.h"
#include "store/clickhouse/schema.h"
#include "store/clickhouse/testing/cpu.h"
#include "store/clickhouse/testing/log.h"
#include "store/clickhouse/testing/server.h"
#include "store/clickhouse/worker.h"

// What an insert costs by itself, without roll-ups and merging; all of it is in month_bench.cc.
namespace rg::store::clickhouse {
namespace {

using journal::sample::Call;
using testing::Cpu;
using testing::Log;
using testing::Server;

constexpr std::uint64_t kEvents = 400'000;
const TimePoint kNow{std::chrono::seconds{1'800'100'000}};

Log& Events() {
  static Log& log = [&]() -> Log& {
    static Log made;
    for (std::uint64_t number = 1; number <= kEvents; ++number) {
      Call call(number);
      call.event.call.key = KeyId{journal::sample::IdOf(100 + number * 7 % 60)};
      call.event.call.model = number % 3 == 0 ? "gpt-4o" : "claude-sonnet-4";
      made.Append(call.event);
    }
    return made;
  }();
  return log;
}

void Ingest(benchmark::State& state) {
  if (!Server::Available()) return state.SkipWithError("no clickhouse-server here");
  Server server;
  ClientOptions options;
  options.compress = state.range(0) != 0;
  const auto client = server.Connect(std::move(options));
  if (!Migrate(*client)) std::abort();
  ManualClock clock(kNow);
  Worker worker(
      *client, clock,
      [](const LogBatch&, const LogRecord&, const Error& why) -> Result<void> { return why; }, {});
  Log& log = Events();
  Cpu used;
  for (auto unused : state) {
    if (!client->Execute("TRUNCATE TABLE events")) std::abort();
    const Cpu before = Cpu::Now(server.pid());
    if (!log.ReadAllTo(worker, 100'000)) std::abort();
    used += Cpu::Now(server.pid()) - before;
  }
  const auto rows = static_cast<double>(kEvents * state.iterations());
  state.counters["rows/s"] = benchmark::Counter(rows, benchmark::Counter::kIsRate);
  state.counters["rows/core-s ours"] = rows / used.ours;
  state.counters["rows/core-s both"] = rows / (used.ours + used.theirs);
}
BENCHMARK(Ingest)->ArgName("gzip")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();

// How the events of a window can be counted once: what that costs, for all of them.
void EachOnce(benchmark::State& state, const char* sql) {
  if (!Server::Available()) return state.SkipWithError("no clickhouse-server here");
  Server server;
  const auto client = server.Connect();
  if (!Migrate(*client)) std::abort();
  ManualClock clock(kNow);
  Worker worker(*client, clock, nullptr, {});
  if (!Events().ReadAllTo(worker, 100'000)) std::abort();
  for (auto unused : state) {
    if (!SelectNumber(*client, sql)) std::abort();
  }
  state.counters["rows/s"] = benchmark::Counter(static_cast<double>(kEvents * state.iterations()),
                                                benchmark::Counter::kIsRate);
}
BENCHMARK_CAPTURE(EachOnce, not_at_all, "SELECT toInt64(sum(cost_nanos)) FROM events")
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(EachOnce, limit_by,
                  "SELECT toInt64(sum(cost_nanos)) FROM (SELECT cost_nanos, workspace, event_id, "
                  "request_id FROM events LIMIT 1 BY workspace, event_id, request_id)")
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(EachOnce, arg_max,
                  "SELECT toInt64(sum(cost)) FROM (SELECT argMax(cost_nanos, log_offset) AS cost "
                  "FROM events GROUP BY workspace, event_id, request_id)")
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
}  // namespace rg::store::clickhouse

#include <ctime>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include <benchmark/benchmark.h>

#include "journal/sample.h"
#include "store/clickhouse/questions.h"
#include "store/clickhouse/schema.h"
#include "store/clickhouse/testing/log.h"
#include "store/clickhouse/testing/server.h"
#include "store/clickhouse/worker.h"

// Promise P10: how many events a second one core takes in, the server's work included.
namespace rg::store::clickhouse {
namespace {

using journal::sample::Call;
using testing::Log;
using testing::Server;

constexpr std::uint64_t kEvents = 400'000;
const TimePoint kNow{std::chrono::seconds{1'800'100'000}};

// What the server and its threads have used of a core so far.
double ServerSeconds(pid_t pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string text((std::istreambuf_iterator<char>(stat)), {});
  std::size_t at = text.rfind(')');
  for (int field = 3; field < 14; ++field) at = text.find(' ', at + 1);
  at = text.find(' ', at);
  char* end = text.data() + at;
  const double user = std::strtod(end, &end);
  const double system = std::strtod(end, &end);
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double OwnSeconds() {
  std::timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

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
  double ours = 0;
  double theirs = 0;
  for (auto unused : state) {
    if (!client->Execute("TRUNCATE TABLE events")) std::abort();
    const double our_start = OwnSeconds();
    const double their_start = ServerSeconds(server.pid());
    if (!log.ReadAllTo(worker, 100'000)) std::abort();
    ours += OwnSeconds() - our_start;
    theirs += ServerSeconds(server.pid()) - their_start;
  }
  const auto rows = static_cast<double>(kEvents * state.iterations());
  state.counters["rows/s"] = benchmark::Counter(rows, benchmark::Counter::kIsRate);
  state.counters["rows/core-s ours"] = rows / ours;
  state.counters["rows/core-s both"] = rows / (ours + theirs);
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

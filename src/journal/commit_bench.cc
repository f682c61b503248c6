#include <benchmark/benchmark.h>
#include <boost/asio/impl/src.hpp>

#include "journal/journal.h"
#include "journal/sample.h"

// What a call pays to have its hold and its event in the file: two Commits, alone or in a turn with
// others. CPU time of all threads, so what the kernel does to write and to sync is in it.
namespace rg::journal {
namespace {

Async<void> Calls(Journal& journal, benchmark::IterationCount count, int& running) {
  const sample::Call call;
  const Event hold = call.Hold();
  for (benchmark::IterationCount i = 0; i < count; ++i) {
    if (!journal.Append(hold)) std::abort();
    if (const auto committed = co_await journal.Commit(); !committed) std::abort();
    if (!journal.Append(call.event)) std::abort();
    if (const auto committed = co_await journal.Commit(); !committed) std::abort();
  }
  --running;
}

void CommitHoldAndEvent(benchmark::State& state) {
  const sample::Folder folder;
  const SystemClock clock;
  boost::asio::io_context io{1};
  JournalOptions options;
  options.folder = folder.path() / "journal";
  options.quota_bytes = std::int64_t{1} << 40;
  const auto journal = *Journal::Open(io.get_executor(), options, clock);
  const int callers = static_cast<int>(state.range(0));
  constexpr benchmark::IterationCount kCalls = 64;
  for (auto unused : state) {
    int running = callers;
    for (int i = 0; i < callers; ++i) {
      Spawn(io.get_executor(), Calls(*journal, kCalls, running));
    }
    io.restart();
    while (running > 0) io.run_one();
    if (journal->stats().bytes > (std::uint64_t{1} << 31)) state.SkipWithError("disk");
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * callers * kCalls);
}
BENCHMARK(CommitHoldAndEvent)
    ->Arg(1)
    ->Arg(4)
    ->Arg(16)
    ->Arg(64)
    ->MinTime(0.3)
    ->MeasureProcessCPUTime();

}  // namespace
}  // namespace rg::journal

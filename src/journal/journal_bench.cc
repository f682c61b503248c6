#include <benchmark/benchmark.h>

#include "journal/crc32c.h"
#include "journal/record.h"
#include "journal/sample.h"

// A call writes two records; promises.md allows its whole bookkeeping a microsecond.
namespace rg::journal {
namespace {

void EncodeEvent(benchmark::State& state) {
  const sample::Call call;
  std::string out;
  out.reserve(kRecordBytesMax);
  for (auto unused : state) {
    out.clear();
    AppendRecord(out, call.event, 7);
    benchmark::DoNotOptimize(out.data());
  }
  state.counters["bytes"] = static_cast<double>(out.size());
}
BENCHMARK(EncodeEvent);

void EncodeHold(benchmark::State& state) {
  const sample::Call call;
  const Event hold = call.Hold();
  std::string out;
  out.reserve(kRecordBytesMax);
  for (auto unused : state) {
    out.clear();
    AppendRecord(out, hold, 7);
    benchmark::DoNotOptimize(out.data());
  }
  state.counters["bytes"] = static_cast<double>(out.size());
}
BENCHMARK(EncodeHold);

void DecodeEventRecord(benchmark::State& state) {
  std::string out;
  AppendRecord(out, sample::Call().event, 7);
  Decoded decoded;
  for (auto unused : state) {
    const std::optional<Frame> frame = ReadFrame(out, 7);
    benchmark::DoNotOptimize(DecodeEvent(frame->payload, decoded).has_value());
  }
}
BENCHMARK(DecodeEventRecord);

void Crc32cOfARecord(benchmark::State& state) {
  const std::string bytes(500, 'x');
  for (auto unused : state) benchmark::DoNotOptimize(Crc32c(bytes, 7));
}
BENCHMARK(Crc32cOfARecord);

}  // namespace
}  // namespace rg::journal

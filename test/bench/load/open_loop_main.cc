//   open_loop --port P --request FILE --rate PER_SECOND --seconds S --warmup S --connections N
//
// Calls at a constant rate (open_loop.h). Prints one JSON object; latencies in microseconds.

#include <cstdio>
#include <exception>

#include "flags.h"
#include "open_loop.h"

namespace rg::load {
namespace {

using Seconds = std::chrono::duration<double>;

OpenLoop::Options OptionsOf(const Flags& flags) {
  return {.port = static_cast<std::uint16_t>(flags.Number("port")),
          .request = flags.File("request"),
          .rate = flags.Decimal("rate"),
          .warmup = Seconds(flags.Decimal("warmup")),
          .measured = Seconds(flags.Decimal("seconds")),
          .connections = flags.Number("connections")};
}

void Print(const OpenLoop::Report& report) {
  const Histogram& latency = report.latency;
  const auto quantile = [&](double q) { return static_cast<double>(latency.Quantile(q)) / 1e3; };
  const auto count = [](const char* name, std::uint64_t value) {
    std::printf("\"%s\":%llu,", name, static_cast<unsigned long long>(value));
  };
  std::printf("{");
  count("due", report.due);
  count("answered", latency.count());
  count("refused", report.refused);
  count("broken", report.broken);
  count("unanswered", report.unanswered);
  count("queued", report.queued);
  std::printf(R"("mean":%.1f,"p50":%.1f,"p90":%.1f,"p99":%.1f,"p99.9":%.1f,"max":%.1f})"
              "\n",
              latency.mean() / 1e3, quantile(0.5), quantile(0.9), quantile(0.99), quantile(0.999),
              static_cast<double>(latency.max()) / 1e3);
}

}  // namespace
}  // namespace rg::load

int main(int count, char** words) try {
  rg::load::Print(rg::load::OpenLoop(rg::load::OptionsOf({count, words})).Run());
  return 0;
} catch (const std::exception& fault) {
  std::fprintf(stderr, "open_loop: %s\n", fault.what());
  return 1;
}

#include <benchmark/benchmark.h>

#include "meter/catalogue/catalogue.h"

namespace rg::meter {
namespace {

void ParseEmbeddedPrices(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(EmbeddedPrices());
}
BENCHMARK(ParseEmbeddedPrices)->Unit(benchmark::kMillisecond);

// A name no model has, so that every one is looked at.
void SearchEmbeddedPrices(benchmark::State& state) {
  const auto book = EmbeddedPrices();
  int i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(book->Find("openrouter", "nobody/" + std::to_string(++i)));
  }
}
BENCHMARK(SearchEmbeddedPrices);

}  // namespace
}  // namespace rg::meter

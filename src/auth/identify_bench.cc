#include <benchmark/benchmark.h>

#include "auth/identify.h"
#include "auth/recent_keys.h"

namespace rg::auth {
namespace {

struct Setup {
  explicit Setup(const Secret& pepper) : hasher(pepper) {
    SystemEntropy entropy;
    std::vector<Key> keys;
    for (int i = 0; i < 10'000; ++i) {
      text = NewKey(entropy, KeyKind::kLive).Reveal();
      Key& key = keys.emplace_back();
      key.digest = hasher.Hash(text);
      key.last_used = std::make_shared<LastUsed>();
    }
    directory = std::make_unique<KeyDirectory>(std::move(keys));
  }

  KeyHasher hasher;
  std::unique_ptr<KeyDirectory> directory;
  std::string text;
};

void BM_Identify(benchmark::State& state) {
  const Setup setup(Secret(state.range(0) == 0 ? "" : "pepper"));
  ManualClock clock;
  const std::array<http::Header, 2> headers = {http::Header{"host", "h"},
                                               {"authorization", "Bearer "}};
  const std::string authorization = "Bearer " + setup.text;
  std::array<http::Header, 2> sent = headers;
  sent[1].value = authorization;
  RecentKeys recent(setup.hasher);
  const bool seen = state.range(1) != 0;
  for (auto _ : state) {
    const auto presented = FindPresented(sent);
    const auto digest =
        seen ? recent.DigestOf(presented->text) : DigestOf(setup.hasher, presented->text);
    benchmark::DoNotOptimize(Identify(*setup.directory, *digest, "127.0.0.1", clock.Now()));
  }
}
BENCHMARK(BM_Identify)->ArgNames({"pepper", "seen"})->ArgsProduct({{0, 1}, {0, 1}});

void BM_Find(benchmark::State& state) {
  const Setup setup{Secret()};
  const Digest digest = setup.hasher.Hash(setup.text);
  for (auto _ : state) benchmark::DoNotOptimize(setup.directory->Find(digest));
}
BENCHMARK(BM_Find);

void BM_RefuseMistyped(benchmark::State& state) {
  const Setup setup{Secret()};
  std::string mistyped = setup.text;
  mistyped[12] = mistyped[12] == 'a' ? 'b' : 'a';
  for (auto _ : state) benchmark::DoNotOptimize(CheckFormat(mistyped));
}
BENCHMARK(BM_RefuseMistyped);

}  // namespace
}  // namespace rg::auth

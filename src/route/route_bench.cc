#include <simdjson.h>

#include <benchmark/benchmark.h>

#include "route/bound.h"
#include "route/headers.h"
#include "route/padded_body.h"
#include "route/route.h"

namespace rg::route {
namespace {

// A chat request of about `bytes`, with a line break every 80 characters, as prompts have them.
std::string ChatOf(std::size_t bytes) {
  std::string text;
  while (text.size() + 240 < bytes) {
    text += "The quick brown fox jumps over the lazy dog, and then it says that it is well.\\n";
  }
  return R"({"model":"gpt-4o","messages":[{"role":"system","content":"You are helpful."},)"
         R"({"role":"user","content":")" +
         text + R"("}],"temperature":0.7,"max_tokens":512,"stream":true,"user":"u-1"})";
}

void BM_Facts(benchmark::State& state) {
  const PaddedBody body(ChatOf(static_cast<std::size_t>(state.range(0))));
  for (auto _ : state) {
    std::array<std::byte, 512> block;
    std::pmr::monotonic_buffer_resource memory(block.data(), block.size());
    benchmark::DoNotOptimize(ReadRequest(Dialect::kOpenAiChat, body.view(), memory));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(body.view().size()));
}
BENCHMARK(BM_Facts)->Arg(1'000)->Arg(300'000);

// The same walk with On-Demand, without checking what it skips, for comparison.
void BM_OnDemandWalk(benchmark::State& state) {
  const PaddedBody body(ChatOf(static_cast<std::size_t>(state.range(0))));
  simdjson::ondemand::parser parser;
  for (auto _ : state) {
    auto document = parser.iterate(body.view().data(), body.view().size(), body.view().size() + 64);
    std::size_t members = 0;
    for (auto field : document.get_object()) {
      benchmark::DoNotOptimize(field.key());
      benchmark::DoNotOptimize(field.value().raw_json_token());
      ++members;
    }
    benchmark::DoNotOptimize(members);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(body.view().size()));
}
BENCHMARK(BM_OnDemandWalk)->Arg(1'000)->Arg(300'000);

void BM_FactsOfThreeMegabytePicture(benchmark::State& state) {
  const PaddedBody body(
      R"({"model":"gpt-4o","messages":[{"role":"user","content":[{"type":"image_url","image_url":)"
      R"({"url":"data:image/png;base64,)" +
      std::string(3'000'000, 'A') + R"("}}]}]})");
  for (auto _ : state) {
    std::pmr::monotonic_buffer_resource memory;
    benchmark::DoNotOptimize(ReadRequest(Dialect::kOpenAiChat, body.view(), memory));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(body.view().size()));
}
BENCHMARK(BM_FactsOfThreeMegabytePicture);

void BM_Choose(benchmark::State& state) {
  IdSource ids(1);
  Api api;
  api.workspace = ids.New<WorkspaceId>(TimePoint{});
  api.slug = "openai";
  api.catalogue_provider = "openai";
  api.family = Family::kOpenAi;
  const ApiTable table({api});
  const PaddedBody body(ChatOf(1'000));
  http::RequestHead head;
  head.method = "POST";
  for (auto _ : state) {
    std::array<std::byte, 512> block;
    std::pmr::monotonic_buffer_resource memory(block.data(), block.size());
    const auto path = MatchPath("POST", "/v1/chat/completions");
    const Asked asked{api.workspace, *path, head, body.view()};
    Route route;
    benchmark::DoNotOptimize(Choose(table, asked, memory, route));
  }
}
BENCHMARK(BM_Choose);

void BM_RequestHeaders(benchmark::State& state) {
  Api api;
  api.credential = Secret("sk-proj-" + std::string(48, 'x'));
  const std::array<http::Header, 10> client = {
      http::Header{"Host", "127.0.0.1:3001"},
      {"Accept", "application/json"},
      {"Content-Type", "application/json"},
      {"User-Agent", "OpenAI/Python 1.99.0"},
      {"Authorization", "Bearer rg_live_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
      {"X-Stainless-Lang", "python"},
      {"X-Stainless-Package-Version", "1.99.0"},
      {"X-Stainless-OS", "Linux"},
      {"Content-Length", "1000"},
      {"Connection", "keep-alive"}};
  http::Headers headers;
  for (const http::Header& field : client) headers.Add(field);
  for (auto _ : state) {
    http::FieldLines out;
    benchmark::DoNotOptimize(RequestHeaders(api, Dialect::kOpenAiChat, headers, out));
    benchmark::DoNotOptimize(out.text().data());
  }
}
BENCHMARK(BM_RequestHeaders);

}  // namespace
}  // namespace rg::route

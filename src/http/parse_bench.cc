#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "http/chunked.h"
#include "http/parse.h"
#include "http/sse.h"
#include "http/write.h"

namespace rg::http {
namespace {

// What the official Node SDK sends, less a few of its eight x-stainless fields.
constexpr std::string_view kRequest =
    "POST /v1/chat/completions HTTP/1.1\r\n"
    "Host: api.gateway.example:3001\r\n"
    "Accept: application/json\r\n"
    "Content-Type: application/json\r\n"
    "User-Agent: OpenAI/JS 5.10.1\r\n"
    "X-Stainless-Lang: js\r\n"
    "Authorization: Bearer rg_live_4fA9zKx02LmQwErTyUiOpAsDfGhJkLzX_1a2b3c\r\n"
    "Accept-Encoding: gzip, deflate\r\n"
    "Content-Length: 1024\r\n"
    "\r\n";

constexpr std::string_view kResponse =
    "HTTP/1.1 200 OK\r\n"
    "Date: Mon, 23 Nov 2026 14:41:02 GMT\r\n"
    "Content-Type: text/event-stream; charset=utf-8\r\n"
    "Transfer-Encoding: chunked\r\n"
    "Connection: keep-alive\r\n"
    "openai-organization: org-9f8e7d6c5b4a\r\n"
    "openai-processing-ms: 312\r\n"
    "x-request-id: req_0123456789abcdef0123456789abcdef\r\n"
    "\r\n";

constexpr std::string_view kEvent =
    "data: {\"id\":\"chatcmpl-9abc\",\"object\":\"chat.completion.chunk\",\"created\":1800000000,"
    "\"model\":\"gpt-4.1-mini\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},"
    "\"finish_reason\":null}]}\n\n";

void RequestHeadOfEightFields(benchmark::State& state) {
  RequestHead head;
  for (auto _ : state) {
    benchmark::DoNotOptimize(ParseRequestHead(kRequest, head).consumed);
  }
}
BENCHMARK(RequestHeadOfEightFields);

// The bytes come one at a time; the time is that of the whole head.
void RequestHeadByteByByte(benchmark::State& state) {
  RequestHead head;
  for (auto _ : state) {
    HeadProgress progress;
    for (std::size_t size = 1; size <= kRequest.size(); ++size) {
      benchmark::DoNotOptimize(ParseRequestHead(kRequest.substr(0, size), head, progress).consumed);
    }
  }
}
BENCHMARK(RequestHeadByteByByte);

void ResponseHeadOfSevenFields(benchmark::State& state) {
  ResponseHead head;
  for (auto _ : state) {
    benchmark::DoNotOptimize(ParseResponseHead(kResponse, "POST", head).consumed);
  }
}
BENCHMARK(ResponseHeadOfSevenFields);

void ChunkedEvents(benchmark::State& state) {
  ChunkHeaderBuffer buffer;
  std::string coded;
  for (int at = 0; at < 16; ++at) {
    coded.append(ChunkHeader(kEvent.size(), buffer)).append(kEvent).append(kChunkEnd);
  }
  ChunkedDecoder decoder;
  for (auto _ : state) {
    for (std::string_view rest = coded; !rest.empty();) {
      const ChunkedDecoder::Step step = decoder.Feed(rest);
      benchmark::DoNotOptimize(step.body.data());
      rest.remove_prefix(step.consumed);
    }
  }
  state.SetItemsProcessed(state.iterations() * 16);
}
BENCHMARK(ChunkedEvents);

void SseEvents(benchmark::State& state) {
  std::string bytes;
  for (int at = 0; at < 16; ++at) bytes += kEvent;
  SseSplitter splitter;
  std::string buffer;
  for (auto _ : state) {
    const bool ok = splitter.Feed(bytes, [&](std::string_view raw) {
      benchmark::DoNotOptimize(ParseSseEvent(raw, buffer).data.data());
    });
    benchmark::DoNotOptimize(ok);
  }
  state.SetItemsProcessed(state.iterations() * 16);
}
BENCHMARK(SseEvents);

void WriteRequestHead(benchmark::State& state) {
  RequestHead head;
  ParseRequestHead(kRequest, head);
  std::vector<Header> headers;
  for (const Header& field : head.headers.all()) {
    if (field.name != "Host" && field.name != "Content-Length") headers.push_back(field);
  }
  std::pmr::string out;
  for (auto _ : state) {
    out.clear();
    benchmark::DoNotOptimize(AppendRequestHead(out, {head.method, head.target, "api.openai.com"},
                                               headers, {Framing::kLength, 1024})
                                 .has_value());
  }
}
BENCHMARK(WriteRequestHead);

}  // namespace
}  // namespace rg::http

#include <string>

#include <benchmark/benchmark.h>

#include "meter/price_book.h"
#include "meter/reading.h"
#include "meter/stream.h"

namespace rg::meter {
namespace {

// A chat answer of 1 KB with every member that real ones have.
std::string ChatAnswer() {
  std::string body =
      R"({"id":"chatcmpl-C1KMEUDb1vVwsROQUCZTgG6A6vtWo","object":"chat.completion","created":1754432618,)"
      R"("model":"gpt-4o-2024-08-06","choices":[{"index":0,"message":{"role":"assistant","content":")" +
      std::string(440, 'x') +
      R"(","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],)"
      R"("usage":{"prompt_tokens":364,"completion_tokens":40,"total_tokens":404,)"
      R"("prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":)"
      R"({"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,)"
      R"("rejected_prediction_tokens":0}},"service_tier":"default","system_fingerprint":"fp_ff25b2783a"})";
  return body;
}

constexpr std::string_view kChatChunk =
    R"(data: {"id":"chatcmpl-C1KMEUDb1vVwsROQUCZTgG6A6vtWo","object":"chat.completion.chunk",)"
    R"("created":1754432618,"model":"gpt-4o-2024-08-06","service_tier":"default","choices":[{"index":0,)"
    R"("delta":{"content":" world"},"logprobs":null,"finish_reason":null}]})"
    "\n\n";
constexpr std::string_view kChatChunkNullUsage =
    R"(data: {"id":"chatcmpl-C1KMEUDb1vVwsROQUCZTgG6A6vtWo","object":"chat.completion.chunk",)"
    R"("created":1754432618,"model":"gpt-4o-2024-08-06","choices":[{"index":0,)"
    R"("delta":{"content":" world"},"logprobs":null,"finish_reason":null}],"usage":null})"
    "\n\n";
constexpr std::string_view kAnthropicDelta =
    "event: content_block_delta\n"
    R"(data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" a world of)"
    R"( text that goes on for a while, as they do"}        })"
    "\n\n";
constexpr std::string_view kResponsesDelta =
    "event: response.output_text.delta\n"
    R"(data: {"type":"response.output_text.delta","content_index":0,"delta":"The","item_id":"msg_0ecff)"
    R"(685e411ca7b0069e063580128819b9ec474594c61b988","logprobs":[],"obfuscation":"gXy977j6nL2j2",)"
    R"("output_index":0,"sequence_number":4})"
    "\n\n";

// The same text in the words of the other dialects.
std::string ResponsesAnswer() {
  std::string body =
      R"({"id":"resp_0ecff685e411ca7b0069e063","object":"response","created_at":1754432618,)"
      R"("status":"completed","error":null,"model":"gpt-4o-2024-08-06","output":[{"id":"msg_1",)"
      R"("type":"message","status":"completed","role":"assistant","content":[{"type":"output_text",)"
      R"("annotations":[],"logprobs":[],"text":")" +
      std::string(440, 'x') +
      R"("}]}],"parallel_tool_calls":true,"service_tier":"default","usage":{"input_tokens":364,)"
      R"("input_tokens_details":{"cached_tokens":0},"output_tokens":40,"output_tokens_details":)"
      R"({"reasoning_tokens":0},"total_tokens":404},"user":null,"metadata":{}})";
  return body;
}
std::string MessagesAnswer() {
  std::string body =
      R"({"id":"msg_01XFDUDYJgAACzvnptvVoYEL","type":"message","role":"assistant",)"
      R"("model":"claude-sonnet-4-5","content":[{"type":"text","text":")" +
      std::string(440, 'x') +
      R"("}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":364,)"
      R"("cache_creation_input_tokens":0,"cache_read_input_tokens":0,"cache_creation":)"
      R"({"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":40,)"
      R"("service_tier":"standard"}})";
  return body;
}
std::string EmbeddingsAnswer() {
  std::string body = R"({"object":"list","data":[{"object":"embedding","index":0,"embedding":[)";
  for (int i = 0; i < 1536; ++i) body += "-0.012345678,";
  body.back() = ']';
  body +=
      R"(}],"model":"text-embedding-3-small","usage":{"prompt_tokens":364,"total_tokens":364}})";
  return body;
}

void ReadWholeAnswer(benchmark::State& state, Dialect dialect, const std::string& body) {
  if (!ReadAnswer(dialect, body).found) state.SkipWithError("no usage in it");
  for (auto _ : state) benchmark::DoNotOptimize(ReadAnswer(dialect, body));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(body.size()));
}
BENCHMARK_CAPTURE(ReadWholeAnswer, chat, Dialect::kOpenAiChat, ChatAnswer());
BENCHMARK_CAPTURE(ReadWholeAnswer, responses, Dialect::kOpenAiResponses, ResponsesAnswer());
BENCHMARK_CAPTURE(ReadWholeAnswer, messages, Dialect::kAnthropicMessages, MessagesAnswer());
BENCHMARK_CAPTURE(ReadWholeAnswer, embeddings, Dialect::kOpenAiEmbeddings, EmbeddingsAnswer());

void TapAnswerOf1Kb(benchmark::State& state) {
  const std::string body = ChatAnswer();
  for (auto _ : state) {
    AnswerTap tap(Dialect::kOpenAiChat);
    tap.Feed(body);
    benchmark::DoNotOptimize(tap.Finish());
  }
}
BENCHMARK(TapAnswerOf1Kb);

void FeedStream(benchmark::State& state, Dialect dialect, StreamOptions options,
                std::string_view event) {
  StreamMeter meter(dialect, options);
  std::string rewritten;
  for (auto _ : state) benchmark::DoNotOptimize(meter.Feed(event, rewritten));
  state.counters["bytes"] = static_cast<double>(event.size());
}
BENCHMARK_CAPTURE(FeedStream, chat, Dialect::kOpenAiChat, {}, kChatChunk);
BENCHMARK_CAPTURE(FeedStream, chat_stripped, Dialect::kOpenAiChat, {true, false},
                  kChatChunkNullUsage);
BENCHMARK_CAPTURE(FeedStream, anthropic, Dialect::kAnthropicMessages, {}, kAnthropicDelta);
BENCHMARK_CAPTURE(FeedStream, responses, Dialect::kOpenAiResponses, {}, kResponsesDelta);

// The events in which each dialect reports, which are parsed for more than their text.
constexpr std::string_view kChatUsage =
    R"(data: {"id":"chatcmpl-C1KMEUDb1vVwsROQUCZTgG6A6vtWo","object":"chat.completion.chunk",)"
    R"("created":1754432618,"model":"gpt-4o-2024-08-06","service_tier":"default","choices":[],)"
    R"("usage":{"prompt_tokens":364,"completion_tokens":40,"total_tokens":404,)"
    R"("prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":)"
    R"({"reasoning_tokens":0,"audio_tokens":0}}})"
    "\n\n";
constexpr std::string_view kAnthropicUsage =
    "event: message_delta\n"
    R"(data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},)"
    R"("usage":{"input_tokens":364,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,)"
    R"("output_tokens":40}})"
    "\n\n";
constexpr std::string_view kResponsesUsage =
    "event: response.completed\n"
    R"(data: {"type":"response.completed","response":{"id":"resp_1","status":"completed",)"
    R"("model":"gpt-4o-2024-08-06","service_tier":"default","output":[],"usage":{"input_tokens":364,)"
    R"("input_tokens_details":{"cached_tokens":0},"output_tokens":40,"output_tokens_details":)"
    R"({"reasoning_tokens":0},"total_tokens":404}},"sequence_number":44})"
    "\n\n";

// A whole stream of forty deltas, from the first to the usage.
void ReadWholeStream(benchmark::State& state, Dialect dialect, std::string_view delta,
                     std::string_view usage) {
  constexpr int kDeltas = 40;
  std::string rewritten;
  for (auto _ : state) {
    StreamMeter meter(dialect);
    for (int i = 0; i < kDeltas; ++i) benchmark::DoNotOptimize(meter.Feed(delta, rewritten));
    benchmark::DoNotOptimize(meter.Feed(usage, rewritten));
    if (!meter.reading().found) state.SkipWithError("no usage in it");
  }
  state.SetItemsProcessed(state.iterations() * (kDeltas + 1));
}
BENCHMARK_CAPTURE(ReadWholeStream, chat, Dialect::kOpenAiChat, kChatChunk, kChatUsage);
BENCHMARK_CAPTURE(ReadWholeStream, messages, Dialect::kAnthropicMessages, kAnthropicDelta,
                  kAnthropicUsage);
BENCHMARK_CAPTURE(ReadWholeStream, responses, Dialect::kOpenAiResponses, kResponsesDelta,
                  kResponsesUsage);

constexpr std::string_view kBook =
    "version bench\nprovider openai\nmodel gpt-4o\nis =gpt-4o\nlimits 128000 16384\n"
    "price input_mtok=2.5/200000:5 output_mtok=10 cache_read_mtok=1.25\n"
    "tier priority input_mtok=4.25 output_mtok=17\n";

void ComputeCost(benchmark::State& state) {
  const auto book = *PriceBook::Parse(kBook);
  const Price* const price = book->Find("openai", "gpt-4o");
  Usage usage;
  usage[UsageClass::kInputUncached] = 300;
  usage[UsageClass::kCacheRead] = 64;
  usage[UsageClass::kOutputText] = 40;
  const PriceContext context{"default", "", TimePoint{}};
  for (auto _ : state) benchmark::DoNotOptimize(Compute(*price, usage, context));
}
BENCHMARK(ComputeCost);

void QuoteCost(benchmark::State& state) {
  const auto book = *PriceBook::Parse(kBook);
  const Price* const price = book->Find("openai", "gpt-4o");
  Bound bound;
  bound.input_tokens = 1000;
  bound.output_tokens = 100;
  for (auto _ : state) benchmark::DoNotOptimize(Quote(*price, bound, {}));
}
BENCHMARK(QuoteCost);

void FindPrice(benchmark::State& state) {
  const auto book = *PriceBook::Parse(kBook);
  for (auto _ : state) benchmark::DoNotOptimize(book->Find("openai", "gpt-4o"));
}
BENCHMARK(FindPrice);

}  // namespace
}  // namespace rg::meter

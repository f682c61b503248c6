#include "meter/stream.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "meter/sse_split.h"

namespace rg::meter {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using enum UsageClass;

// What the client receives of a whole stream.
std::string Sent(StreamMeter& meter, std::string_view stream) {
  std::string sent;
  std::string rewritten;
  while (!stream.empty()) {
    const std::string_view event = TakeEvent(stream);
    switch (meter.Feed(event, rewritten)) {
      case StreamAction::kPass:
        sent.append(event);
        break;
      case StreamAction::kRewritten:
        sent.append(rewritten);
        break;
      case StreamAction::kDrop:
        break;
    }
  }
  return sent;
}

std::string ChatChunk(std::string_view rest) {
  return std::string(R"(data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":17,)"
                     R"("model":"gpt-4o-2024-08-06",)")
      .append(rest)
      .append("}\n\n");
}

constexpr std::string_view kHello =
    R"("choices":[{"index":0,"delta":{"content":"Hello"},"logprobs":null,"finish_reason":null}])";
constexpr std::string_view kStop =
    R"("choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}])";
constexpr std::string_view kUsage =
    R"("choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12})";

TEST(ChatStream, PassesEverythingToAClientThatAskedForUsage) {
  const std::string stream = ChatChunk(std::string(kHello) + R"(,"usage":null)") +
                             ChatChunk(std::string(kStop) + R"(,"usage":null)") +
                             ChatChunk(kUsage) + "data: [DONE]\n\n";
  StreamMeter meter(Dialect::kOpenAiChat, {.client_asked_usage = true});

  EXPECT_EQ(Sent(meter, stream), stream);

  EXPECT_TRUE(meter.finished());
  EXPECT_TRUE(meter.reading().found);
  EXPECT_EQ(meter.reading().usage[kInputUncached], 9);
  EXPECT_EQ(meter.reading().usage[kOutputText], 3);
  EXPECT_EQ(meter.reading().served_model, "gpt-4o-2024-08-06");
}

TEST(ChatStream, TakesOutWhatAskingForUsageAdded) {
  const std::string asked = ChatChunk(R"("usage":null,)" + std::string(kHello)) +
                            ChatChunk(std::string(kHello) + R"( , "usage" : null)") +
                            ChatChunk(std::string(kStop) + R"(,"usage":null,"obfuscation":"x")") +
                            ChatChunk(kUsage) + "data: [DONE]\n\n";
  const std::string unasked = ChatChunk(kHello) + ChatChunk(std::string(kHello) + " ") +
                              ChatChunk(std::string(kStop) + R"(,"obfuscation":"x")") +
                              "data: [DONE]\n\n";
  StreamMeter meter(Dialect::kOpenAiChat, {.strip_usage = true});

  EXPECT_EQ(Sent(meter, asked), unasked);

  EXPECT_EQ(meter.reading().reported_total_tokens, 12);
}

TEST(ChatStream, TakesOutUsageThatIsTheFirstMember) {
  StreamMeter meter(Dialect::kOpenAiChat, {.strip_usage = true});

  EXPECT_EQ(Sent(meter, "data: {\"usage\": null, \"choices\":[{\"delta\":{}}]}\n\n"),
            "data: { \"choices\":[{\"delta\":{}}]}\n\n");
}

TEST(ChatStream, LeavesTheWordUsageAloneWhereTheModelWroteIt) {
  const std::string chunk = ChatChunk(
      R"("choices":[{"index":0,"delta":{"content":"\"usage\":null,"},"usage":null}],"x":{"usage":null})");
  StreamMeter meter(Dialect::kOpenAiChat, {.strip_usage = true});

  EXPECT_EQ(Sent(meter, chunk), chunk);
}

TEST(ChatStream, RepeatsNothingInItsEndingThatWouldBreakIt) {
  for (const std::string_view chunk :
       {"data: {\"id\":\"a\ndata: b\",\"choices\":[]}\n\n",
        "data: {\"id\":\"\\q\",\"choices\":[]}\n\n", "data: {\"model\":{},\"choices\":[]}\n\n",
        "data: {\"created\":x1,\"choices\":[]}\n\n", "data: {\"created\":01,\"choices\":[]}\n\n"}) {
    StreamMeter meter(Dialect::kOpenAiChat);
    Sent(meter, chunk);

    EXPECT_THAT(meter.BrakeEnding({}),
                StartsWith(R"(data: {"id":"chatcmpl-cut","object":"chat.completion.chunk",)"
                           R"("created":0,"model":"","choices")"))
        << chunk;
  }
}

TEST(ChatStream, CountsWhatTheModelWroteAndNothingElse) {
  StreamMeter meter(Dialect::kOpenAiChat);

  Sent(meter,
       ChatChunk(R"("choices":[{"index":0,"delta":{"role":"assistant","content":"h\u00e9\n"}}])"));
  EXPECT_EQ(meter.output_bytes(), 4);
  Sent(meter, ChatChunk(R"("choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1",)"
                        R"("type":"function","function":{"name":"add","arguments":"{}"}}],)"
                        R"("reasoning":"ab"}}])"));
  EXPECT_EQ(meter.output_bytes(), 4 + 3 + 2 + 2);
}

TEST(ChatStream, SeesAnErrorInTheMiddle) {
  StreamMeter meter(Dialect::kOpenAiChat);

  Sent(meter, "data: {\"error\":{\"message\":\"overloaded\"}}\n\n");

  EXPECT_TRUE(meter.saw_error());
  EXPECT_FALSE(meter.finished());
}

TEST(ChatStream, NamesAMalformedChunkAndPassesIt) {
  StreamMeter meter(Dialect::kOpenAiChat, {.strip_usage = true});
  const std::string broken = "data: {\"choices\":[{\n\n";

  EXPECT_EQ(Sent(meter, broken), broken);

  EXPECT_THAT(meter.fault(), HasSubstr("not valid JSON"));
}

TEST(ChatStream, SurvivesADeltaNestedWithoutEnd) {
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "{\"a\":";
  const std::string chunk =
      "data: {\"choices\":[{\"delta\":" + deep + "1" + std::string(200'000, '}') + "}]}\n\n";
  StreamMeter meter(Dialect::kOpenAiChat);

  EXPECT_EQ(Sent(meter, chunk), chunk);

  EXPECT_EQ(meter.fault(), "");
}

TEST(ChatStream, PassesCommentsAndCarriageReturns) {
  const std::string stream =
      ": OPENROUTER PROCESSING\n\ndata: {\"choices\":[]}\r\n\r\ndata:[DONE]\r\n\r\n";
  StreamMeter meter(Dialect::kOpenAiChat, {.strip_usage = true});

  EXPECT_EQ(Sent(meter, stream), stream);

  EXPECT_TRUE(meter.finished());
  EXPECT_EQ(meter.fault(), "");
}

TEST(ChatStream, IsBrakedWithOneLengthPerOpenChoice) {
  StreamMeter meter(Dialect::kOpenAiChat, {.client_asked_usage = true});
  Sent(meter, ChatChunk(R"("choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}])"));
  Sent(meter, ChatChunk(R"("choices":[{"index":1,"delta":{"content":"b"},"finish_reason":null}])"));
  Sent(meter, ChatChunk(R"("choices":[{"index":0,"delta":{},"finish_reason":"stop"}])"));
  Usage usage;
  usage[kInputUncached] = 5;
  usage[kOutputText] = 2;

  const std::string ending = meter.BrakeEnding(usage);

  const std::string head =
      R"(data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":17,"model":"gpt-4o-2024-08-06",)";
  EXPECT_EQ(ending,
            head +
                R"("choices":[{"index":1,"delta":{},"logprobs":null,"finish_reason":"length"}]})"
                "\n\n" +
                head +
                R"("choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7,)"
                R"("prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},)"
                R"("completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}})"
                "\n\ndata: [DONE]\n\n");
}

constexpr std::string_view kMessageStart =
    R"(event: message_start
data: {"type":"message_start","message":{"model":"claude-sonnet-4-5","id":"msg_1","usage":{"input_tokens":690,"cache_creation_input_tokens":100,"cache_read_input_tokens":5,"cache_creation":{"ephemeral_5m_input_tokens":40,"ephemeral_1h_input_tokens":60},"output_tokens":8,"service_tier":"standard"}}     }

)";

TEST(MessagesStream, KnowsTheInputFromTheStart) {
  StreamMeter meter(Dialect::kAnthropicMessages);

  Sent(meter, kMessageStart);

  EXPECT_TRUE(meter.input_known());
  EXPECT_TRUE(meter.reading().found);
  EXPECT_EQ(meter.reading().usage.InputTokens(), 795);
  EXPECT_EQ(meter.reading().usage[kCacheWrite1h], 60);
}

TEST(MessagesStream, TakesTheLastValueOfEachFigureAndNeverASum) {
  StreamMeter meter(Dialect::kAnthropicMessages);
  Sent(meter, kMessageStart);

  Sent(meter, R"(event: message_delta
data: {"type":"message_delta","delta":{},"usage":{"output_tokens":20}}

event: message_delta
data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":700,"output_tokens":50,"output_tokens_details":{"thinking_tokens":30},"server_tool_use":{"web_search_requests":2}}   }

event: message_stop
data: {"type":"message_stop"  }

)");

  const Usage& usage = meter.reading().usage;
  EXPECT_EQ(usage[kInputUncached], 700);
  EXPECT_EQ(usage[kCacheRead], 5);
  EXPECT_EQ(usage[kCacheWrite1h], 60);
  EXPECT_EQ(usage[kOutputText], 20);
  EXPECT_EQ(usage[kOutputReasoning], 30);
  EXPECT_EQ(usage[kSearches], 2);
  EXPECT_TRUE(meter.finished());
}

TEST(MessagesStream, CountsTextThinkingAndArgumentsButNoSignature) {
  StreamMeter meter(Dialect::kAnthropicMessages);

  Sent(meter, R"(event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"abc"}}

event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EuoCCkYI"}}

event: content_block_delta
data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"a\""}}

event: ping
data: {"type": "ping"}

)");

  EXPECT_EQ(meter.output_bytes(), 3 + 4);
}

TEST(MessagesStream, SeesAnErrorAfterItsStart) {
  StreamMeter meter(Dialect::kAnthropicMessages);

  Sent(meter,
       "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\n\n");

  EXPECT_TRUE(meter.saw_error());
}

TEST(MessagesStream, ClosesNoBlockThatHasNoIndex) {
  StreamMeter meter(Dialect::kAnthropicMessages);
  Sent(meter, "data: {\"type\":\"content_block_start\"}\n\n");

  EXPECT_THAT(meter.BrakeEnding({}), testing::Not(HasSubstr("content_block_stop")));
}

TEST(MessagesStream, IsBrakedByClosingItsOpenBlock) {
  StreamMeter meter(Dialect::kAnthropicMessages);
  Sent(meter, kMessageStart);
  Sent(meter, R"(event: content_block_start
data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

event: content_block_stop
data: {"type":"content_block_stop","index":0}

event: content_block_start
data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

)");
  Usage usage;
  usage[kInputUncached] = 690;
  usage[kOutputText] = 3;

  EXPECT_EQ(meter.BrakeEnding(usage), R"(event: content_block_stop
data: {"type":"content_block_stop","index":1}

event: message_delta
data: {"type":"message_delta","delta":{"stop_reason":"max_tokens","stop_sequence":null},"usage":{"input_tokens":690,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":3}}

event: message_stop
data: {"type":"message_stop"}

)");
}

constexpr std::string_view kResponseStart =
    R"(event: response.created
data: {"type":"response.created","response":{"id":"resp_1","object":"response","created_at":17,"status":"in_progress","incomplete_details":null,"model":"gpt-5","output":[],"service_tier":"auto","usage":null},"sequence_number":0}

event: response.output_item.added
data: {"type":"response.output_item.added","item":{"id":"msg_1","type":"message","status":"in_progress","content":[],"role":"assistant"},"output_index":0,"sequence_number":1}

event: response.content_part.added
data: {"type":"response.content_part.added","content_index":0,"item_id":"msg_1","output_index":0,"part":{"type":"output_text","annotations":[],"logprobs":[],"text":""},"sequence_number":2}

event: response.output_text.delta
data: {"type":"response.output_text.delta","content_index":0,"delta":"Say \"","item_id":"msg_1","output_index":0,"sequence_number":3}

)";

TEST(ResponsesStream, TakesUsageFromTheLastEventOnly) {
  StreamMeter meter(Dialect::kOpenAiResponses);
  Sent(meter, kResponseStart);
  EXPECT_FALSE(meter.reading().found);
  EXPECT_EQ(meter.output_bytes(), 5);

  Sent(meter, R"(event: response.completed
data: {"type":"response.completed","response":{"id":"resp_1","model":"gpt-5-2025-08-07","service_tier":"flex","output":[{"type":"web_search_call"}],"usage":{"input_tokens":25,"input_tokens_details":{"cached_tokens":5},"output_tokens":10,"output_tokens_details":{"reasoning_tokens":4},"total_tokens":35}},"sequence_number":9}

)");

  EXPECT_TRUE(meter.finished());
  EXPECT_EQ(meter.reading().usage[kCacheRead], 5);
  EXPECT_EQ(meter.reading().usage[kOutputReasoning], 4);
  EXPECT_EQ(meter.reading().usage[kSearches], 1);
  EXPECT_EQ(meter.reading().service_tier, "flex");
  EXPECT_EQ(meter.reading().served_model, "gpt-5-2025-08-07");
}

TEST(ResponsesStream, KnowsAFailureThatHasNoUsage) {
  StreamMeter meter(Dialect::kOpenAiResponses);

  Sent(meter, R"(event: response.failed
data: {"type":"response.failed","response":{"id":"resp_1","model":"gpt-5","error":{"code":"server_error"},"usage":null},"sequence_number":9}

)");

  EXPECT_TRUE(meter.finished());
  EXPECT_TRUE(meter.saw_error());
  EXPECT_FALSE(meter.reading().found);
}

TEST(ResponsesStream, EndsWellWhereItsEventsCameOverSeveralLines) {
  StreamMeter meter(Dialect::kOpenAiResponses);
  Sent(meter,
       "data: {\"type\":\"response.created\",\ndata: \"response\":{\"id\":\"resp_1\",\n"
       "data: \"metadata\":{\"a\":\ndata: \"b\"},\"output\":[]}}\n\n");

  const std::string ending = meter.BrakeEnding({});

  EXPECT_THAT(ending, HasSubstr(R"("id":"resp_1")"));
  EXPECT_EQ(std::ranges::count(ending, '\n'), 3) << ending;
}

TEST(ResponsesStream, IsBrakedByClosingPartItemAndResponseInOrder) {
  StreamMeter meter(Dialect::kOpenAiResponses);
  Sent(meter, kResponseStart);
  Usage usage;
  usage[kInputUncached] = 4;

  const std::string ending = meter.BrakeEnding(usage);

  std::vector<std::string> types;
  std::string_view rest = ending;
  for (int sequence = 4; !rest.empty(); ++sequence) {
    const std::string event(TakeEvent(rest));
    types.push_back(event.substr(7, event.find('\n') - 7));
    EXPECT_THAT(event, HasSubstr("\"sequence_number\":" + std::to_string(sequence) + ","));
  }
  EXPECT_THAT(types, testing::ElementsAre("response.output_text.done", "response.content_part.done",
                                          "response.output_item.done", "response.incomplete"));
  EXPECT_THAT(ending, HasSubstr(R"("text":"Say \"","logprobs":[]})"));
  EXPECT_THAT(ending, HasSubstr(R"("status":"incomplete","content":[{"type":"output_text",)"));
  EXPECT_THAT(ending,
              HasSubstr(R"("incomplete_details":{"reason":"max_output_tokens"},"model":"gpt-5")"));
}

TEST(ResponsesStream, GivesUpAnOutputTooLargeToRepeatButStillEnds) {
  StreamMeter meter(Dialect::kOpenAiResponses);
  Sent(meter, kResponseStart);
  const std::string delta =
      R"(data: {"type":"response.output_text.delta","content_index":0,"delta":")" +
      std::string(100'000, 'x') +
      R"(","output_index":0,"sequence_number":4})"
      "\n\n";
  for (int i = 0; i < 10; ++i) Sent(meter, delta);

  const std::string ending = meter.BrakeEnding({});

  EXPECT_EQ(meter.output_bytes(), 1'000'005);
  EXPECT_THAT(ending, StartsWith("event: response.incomplete\n"));
  EXPECT_THAT(ending, HasSubstr(R"("id":"resp_1")"));
  EXPECT_THAT(ending, HasSubstr(R"("output":[])"));
}

TEST(ResponsesStream, RepeatsNothingOfAPartWhoseItemNeverCame) {
  StreamMeter meter(Dialect::kOpenAiResponses);
  Sent(meter,
       R"(data: {"type":"response.content_part.added","content_index":0,"item_id":"m","part":)"
       R"({"type":"output_text","text":""},"output_index":0,"sequence_number":3})"
       "\n\n");

  const std::string ending = meter.BrakeEnding({});

  EXPECT_THAT(ending, HasSubstr(R"("output":[])"));
  EXPECT_THAT(ending, testing::Not(HasSubstr("content_part")));
}

TEST(ResponsesStream, IsBrakedInTheMiddleOfAFunctionCall) {
  StreamMeter meter(Dialect::kOpenAiResponses);
  Sent(meter, R"(event: response.created
data: {"type":"response.created","response":{"id":"resp_1","output":[]},"sequence_number":0}

event: response.output_item.added
data: {"type":"response.output_item.added","item":{"id":"fc_1","type":"function_call","status":"in_progress","arguments":"","call_id":"call_1","name":"add"},"output_index":0,"sequence_number":1}

event: response.function_call_arguments.delta
data: {"type":"response.function_call_arguments.delta","delta":"{\"a\"","item_id":"fc_1","output_index":0,"sequence_number":2}

)");

  const std::string ending = meter.BrakeEnding({});

  EXPECT_THAT(ending, StartsWith("event: response.function_call_arguments.done\n"));
  EXPECT_THAT(ending,
              HasSubstr(R"("status":"incomplete","arguments":"{\"a\"","call_id":"call_1")"));
}

}  // namespace
}  // namespace rg::meter

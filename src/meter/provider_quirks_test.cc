// Where those who speak OpenAI's dialect say more than OpenAI does.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "meter/reading.h"
#include "meter/stream.h"

namespace rg::meter {
namespace {

using testing::HasSubstr;
using enum UsageClass;

Reading Read(Dialect dialect, std::string_view body) { return ReadAnswer(dialect, body); }

Reading Chat(std::string_view usage) {
  return Read(Dialect::kOpenAiChat, std::string("{\"usage\":").append(usage).append("}"));
}

TEST(ProviderQuirks, ACacheHitIsReadWhereverItIsSaidAndOnce) {
  for (const char* const beside :
       {"\"prompt_cache_hit_tokens\":512,\"prompt_cache_miss_tokens\":51", "\"cached_tokens\":512",
        "\"prompt_cache_hit_tokens\":512,\"prompt_tokens_details\":{\"cached_tokens\":512}"}) {
    const Reading reading =
        Chat(std::string("{\"prompt_tokens\":563,\"completion_tokens\":1,").append(beside) + "}");
    EXPECT_EQ(reading.fault, "") << beside;
    EXPECT_EQ(reading.usage[kCacheRead], 512) << beside;
    EXPECT_EQ(reading.usage[kInputUncached], 51) << beside;
  }
}

TEST(ProviderQuirks, ThoughtsThatOnlyTheTotalCountsAreReasoning) {
  const Reading reading = Chat(R"({"prompt_tokens":35,"completion_tokens":12,"total_tokens":109})");

  EXPECT_EQ(reading.fault, "");
  EXPECT_EQ(reading.usage[kOutputText], 12);
  EXPECT_EQ(reading.usage[kOutputReasoning], 62);
  EXPECT_EQ(reading.reported_total_tokens, 109);
}

TEST(ProviderQuirks, WhatOpenRouterChargedIsReadToThePicoDollar) {
  const auto charged = [](std::string_view fields) {
    return Chat(std::string(R"({"prompt_tokens":1,"completion_tokens":1,)").append(fields) + "}")
        .reported_cost_pico;
  };
  EXPECT_EQ(charged(R"("cost":0.001071)"), 1'071'000'000);
  EXPECT_EQ(charged(R"("cost":8.6e-05)"), 86'000'000);
  EXPECT_EQ(charged(R"("cost":0.0004970133333333333)"), 497'013'334);
  EXPECT_EQ(charged(R"("cost":12)"), 12'000'000'000'000);
  EXPECT_EQ(charged(R"("cost":0)"), 0);
  EXPECT_EQ(charged(R"("cost":0.5,"is_byok":false,"cost_details":{"upstream_inference_cost":2})"),
            500'000'000'000);
  EXPECT_EQ(charged(R"("cost":0.5,"is_byok":true,"cost_details":{"upstream_inference_cost":2})"),
            2'500'000'000'000);
  EXPECT_EQ(charged(R"("cost":null)"), Reading::kNotReported);
  EXPECT_EQ(charged(R"("cost":{"total_cost":1})"), Reading::kNotReported);
}

TEST(ProviderQuirks, AChargeThatMakesNoSenseIsNamed) {
  constexpr std::string_view kUsage = R"({"prompt_tokens":1,"completion_tokens":1,"cost":)";
  EXPECT_THAT(Chat(std::string(kUsage) + "-1}").fault, HasSubstr("usage.cost is negative"));
  EXPECT_THAT(Chat(std::string(kUsage) + "1e99}").fault, HasSubstr("absurdly large"));
}

TEST(ProviderQuirks, OpenRoutersPluginsCountTheirSearches) {
  EXPECT_EQ(Chat(R"({"prompt_tokens":1,"server_tool_use_details":{"web_search_requests":2}})")
                .usage[kSearches],
            2);
}

TEST(ProviderQuirks, AStreamOfGroqsMayReportInItsOwnMemberAlone) {
  StreamMeter meter(Dialect::kOpenAiChat);
  std::string rewritten;
  meter.Feed(
      "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
      "\"x_groq\":{\"id\":\"r\",\"usage\":{\"prompt_tokens\":304,\"completion_tokens\":49,"
      "\"total_tokens\":353,\"total_time\":0.1}}}\n\n",
      rewritten);

  EXPECT_TRUE(meter.reading().found);
  EXPECT_EQ(meter.reading().usage[kInputUncached], 304);
  EXPECT_EQ(meter.reading().usage[kOutputText], 49);
}

TEST(ProviderQuirks, UsageBesideTheLastChoiceIsTakenOutOfAStreamThatDidNotAskForIt) {
  StreamMeter meter(Dialect::kOpenAiChat, {.strip_usage = true});
  std::string rewritten;

  const StreamAction action = meter.Feed(
      "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
      "\"usage\":{\"prompt_tokens\":10,\"total_tokens\":242,\"completion_tokens\":232}}\n\n",
      rewritten);

  EXPECT_EQ(action, StreamAction::kRewritten);
  EXPECT_EQ(
      rewritten,
      "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]"
      "}\n\n");
  EXPECT_EQ(meter.reading().usage[kOutputText], 232);
}

TEST(ProviderQuirks, ABrakedCompletionEndsAsText) {
  StreamMeter meter(Dialect::kOpenAiChat);
  std::string rewritten;
  meter.Feed(
      "data: {\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"created\":1,\"model\":\"m\","
      "\"choices\":[{\"index\":0,\"text\":\"four\",\"finish_reason\":null}]}\n\n",
      rewritten);

  EXPECT_EQ(meter.output_bytes(), 4);
  EXPECT_EQ(
      meter.BrakeEnding({}),
      "data: {\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"created\":1,\"model\":\"m\","
      "\"choices\":[{\"index\":0,\"text\":\"\",\"logprobs\":null,\"finish_reason\":\"length\"}"
      "]}\n\ndata: [DONE]\n\n");
}

TEST(OpenAiImages, AreAllPictureWhereTheAnswerDoesNotSayWhatTheyAreMadeOf) {
  const Reading reading = Read(
      Dialect::kOpenAiImages,
      R"({"created":1,"data":[{"b64_json":"x"}],"usage":{"input_tokens":50,"output_tokens":4160,)"
      R"("total_tokens":4210,"input_tokens_details":{"text_tokens":10,"image_tokens":40}}})");

  EXPECT_EQ(reading.usage[kInputUncached], 10);
  EXPECT_EQ(reading.usage[kInputImage], 40);
  EXPECT_EQ(reading.usage[kOutputImage], 4160);
  EXPECT_EQ(reading.usage[kOutputText], 0);
}

TEST(OpenAiImages, OfAModelBilledByThePictureSayWhyTheyHaveNoPrice) {
  EXPECT_THAT(std::string(Read(Dialect::kOpenAiImages, R"({"data":[{"url":"x"}]})").why_none),
              HasSubstr("size and quality"));
}

TEST(OpenAiTranscription, IsReadByTokensOrBySeconds) {
  const Reading tokens =
      Read(Dialect::kOpenAiTranscription,
           R"({"text":"hi","usage":{"type":"tokens","input_tokens":14,"input_token_details":)"
           R"({"text_tokens":4,"audio_tokens":10},"output_tokens":45,"total_tokens":59}})");
  EXPECT_EQ(tokens.usage[kInputUncached], 4);
  EXPECT_EQ(tokens.usage[kInputAudio], 10);
  EXPECT_EQ(tokens.usage[kOutputText], 45);

  const Reading seconds = Read(Dialect::kOpenAiTranscription,
                               R"({"text":"hi","usage":{"type":"duration","seconds":8.2}})");
  EXPECT_EQ(seconds.usage[kUnits], 9);
  EXPECT_TRUE(seconds.found);

  const Reading text = Read(Dialect::kOpenAiTranscription, "hi there\n");
  EXPECT_FALSE(text.found);
  EXPECT_EQ(text.fault, "");
  EXPECT_THAT(std::string(text.why_none), HasSubstr("not JSON"));
}

TEST(OpenAiTranscription, OfAStreamReportsAtItsEnd) {
  StreamMeter meter(Dialect::kOpenAiTranscription);
  std::string rewritten;
  meter.Feed("data: {\"type\":\"transcript.text.delta\",\"delta\":\"four\"}\n\n", rewritten);
  meter.Feed(
      "data: {\"type\":\"transcript.text.done\",\"text\":\"four\",\"usage\":{\"type\":\"tokens\","
      "\"input_tokens\":5,\"output_tokens\":2,\"total_tokens\":7}}\n\n",
      rewritten);

  EXPECT_TRUE(meter.finished());
  EXPECT_EQ(meter.output_bytes(), 4);
  EXPECT_EQ(meter.reading().usage[kOutputText], 2);
}

TEST(OpenAiResponses, MadeInTheBackgroundSayThatTheirUsageExistsLater) {
  const Reading reading = Read(Dialect::kOpenAiResponses,
                               R"({"id":"r","background":true,"status":"queued","usage":null})");

  EXPECT_FALSE(reading.found);
  EXPECT_THAT(std::string(reading.why_none), HasSubstr("only later"));
}

}  // namespace
}  // namespace rg::meter

#include "meter/reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rg::meter {
namespace {

using testing::HasSubstr;
using enum UsageClass;

Reading Read(Dialect dialect, std::string_view body) { return ReadAnswer(dialect, body); }

std::string Chat(const std::string& usage) {
  return R"({"id":"c","model":"gpt-4o-2024-08-06","choices":[{"message":{"content":"\"usage\":{}"}}],)"
         R"("usage":)" +
         usage + R"(,"service_tier":"default"})";
}

std::string Messages(const std::string& usage) {
  return R"({"type":"message","model":"claude-sonnet-4-5","content":[],"usage":)" + usage + "}";
}

TEST(ReadAnswer, TakesCachedAudioAndReasoningOutOfTheTotalsTheyLieIn) {
  const Reading reading = Read(Dialect::kOpenAiChat, Chat(R"({"prompt_tokens":100,
      "completion_tokens":50,"total_tokens":150,
      "prompt_tokens_details":{"cached_tokens":30,"audio_tokens":20,"cache_write_tokens":10},
      "completion_tokens_details":{"reasoning_tokens":40,"audio_tokens":5,
      "accepted_prediction_tokens":3,"rejected_prediction_tokens":2}})"));

  EXPECT_EQ(reading.fault, "");
  EXPECT_TRUE(reading.found);
  EXPECT_EQ(reading.served_model, "gpt-4o-2024-08-06");
  EXPECT_EQ(reading.service_tier, "default");
  EXPECT_EQ(reading.usage[kInputUncached], 40);
  EXPECT_EQ(reading.usage[kCacheRead], 30);
  EXPECT_EQ(reading.usage[kCacheWrite5m], 10);
  EXPECT_EQ(reading.usage[kInputAudio], 20);
  EXPECT_EQ(reading.usage[kOutputText], 5);
  EXPECT_EQ(reading.usage[kOutputReasoning], 40);
  EXPECT_EQ(reading.usage[kOutputAudio], 5);
  EXPECT_EQ(reading.reported_total_tokens, 150);
}

TEST(ReadAnswer, NamesABrokenListOfRoundsAndThrowsNothing) {
  for (const char* broken : {"[", "[{}", "[{} {}]", "[,]", "[{}:"}) {
    const std::string usage = R"({"input_tokens":1,"output_tokens":2,"iterations":)";

    const Reading reading = Read(Dialect::kAnthropicMessages, Messages(usage + broken + "}"));

    EXPECT_NE(reading.fault, "") << broken;
  }
}

TEST(ReadAnswer, AddsAnthropicsCacheToItsInput) {
  const Reading reading = Read(Dialect::kAnthropicMessages, Messages(R"({"input_tokens":10,
      "cache_creation_input_tokens":300,"cache_read_input_tokens":2000,"output_tokens":60,
      "cache_creation":{"ephemeral_5m_input_tokens":100,"ephemeral_1h_input_tokens":200},
      "output_tokens_details":{"thinking_tokens":25},"service_tier":"standard",
      "server_tool_use":{"web_search_requests":3,"web_fetch_requests":7}})"));

  EXPECT_EQ(reading.fault, "");
  EXPECT_EQ(reading.usage[kInputUncached], 10);
  EXPECT_EQ(reading.usage[kCacheRead], 2000);
  EXPECT_EQ(reading.usage[kCacheWrite5m], 100);
  EXPECT_EQ(reading.usage[kCacheWrite1h], 200);
  EXPECT_EQ(reading.usage[kOutputText], 35);
  EXPECT_EQ(reading.usage[kOutputReasoning], 25);
  EXPECT_EQ(reading.usage[kSearches], 3);
  EXPECT_EQ(reading.reported_total_tokens, 2370);
}

TEST(ReadAnswer, TakesACacheWriteWithoutASplitForTheFiveMinuteKind) {
  const Reading reading = Read(Dialect::kAnthropicMessages, Messages(R"({"input_tokens":1,
      "cache_creation_input_tokens":300,"cache_read_input_tokens":null,"output_tokens":6})"));

  EXPECT_EQ(reading.usage[kCacheWrite5m], 300);
  EXPECT_EQ(reading.usage[kCacheWrite1h], 0);
}

TEST(ReadAnswer, KeepsAnAdvisorsTokensApartUnderItsOwnModel) {
  const Reading reading = Read(Dialect::kAnthropicMessages, Messages(R"({"input_tokens":20,
      "output_tokens":9,"iterations":[
      {"type":"message","input_tokens":20,"output_tokens":9},
      {"type":"advisor_message","model":"claude-opus-4-8","input_tokens":500,"output_tokens":70},
      {"type":"compaction","input_tokens":1000,"output_tokens":80}]})"));

  EXPECT_EQ(reading.reported_total_tokens, 29);
  ASSERT_EQ(reading.sides.size(), 2U);
  EXPECT_EQ(reading.sides[0].model, "claude-opus-4-8");
  EXPECT_EQ(reading.sides[0].usage[kInputUncached], 500);
  EXPECT_EQ(reading.sides[0].usage[kOutputText], 70);
  EXPECT_EQ(reading.sides[1].model, "");
  EXPECT_EQ(reading.sides[1].usage[kInputUncached], 1000);
}

TEST(ReadAnswer, ReportsFastModeAsAServiceTier) {
  const Reading reading = Read(Dialect::kAnthropicMessages, Messages(R"({"input_tokens":1,
      "output_tokens":1,"service_tier":"standard","speed":"fast","inference_geo":"us"})"));

  EXPECT_EQ(reading.service_tier, "fast");
  EXPECT_EQ(reading.inference_geo, "us");
}

TEST(ReadAnswer, CountsTheSearchesOfAResponseButNotThePagesItOpens) {
  const Reading reading = Read(Dialect::kOpenAiResponses, R"({"model":"gpt-5","output":[
      {"type":"web_search_call","action":{"type":"search","query":"\"type\":\"web_search_call\""}},
      {"type":"web_search_call","action":{"type":"open_page"}},
      {"type" : "web_search_call"},
      {"type":"file_search_call"},
      {"type":"message","content":[{"type":"output_text","text":"web_search_call"}]}],
      "usage":{"input_tokens":5,"output_tokens":4,"total_tokens":9}})");

  EXPECT_EQ(reading.usage[kSearches], 2);
  EXPECT_EQ(reading.usage[kUnits], 1);
}

TEST(ReadAnswer, BelievesTheProvidersOwnCountOfSearches) {
  const Reading reading = Read(Dialect::kOpenAiResponses, R"({"tool_usage":{"web_search":
      {"num_requests":3}},"output":[{"type":"web_search_call"}],
      "usage":{"input_tokens":5,"output_tokens":4,"total_tokens":9}})");

  EXPECT_EQ(reading.usage[kSearches], 3);
}

TEST(ReadAnswer, CountsReasoningBesideTheOutputWhereTheTotalSaysSo) {
  const Reading reading = Read(Dialect::kOpenAiChat, Chat(R"({"prompt_tokens":10,
      "completion_tokens":5,"total_tokens":45,"completion_tokens_details":{"reasoning_tokens":30}})"));

  EXPECT_EQ(reading.fault, "");
  EXPECT_EQ(reading.usage[kOutputText], 5);
  EXPECT_EQ(reading.usage[kOutputReasoning], 30);
}

TEST(ReadAnswer, FindsNothingWhereNothingIsBilled) {
  EXPECT_FALSE(Read(Dialect::kAnthropicOther, R"({"input_tokens":14})").found);
  EXPECT_FALSE(Read(Dialect::kOpenAiOther, R"({"object":"list","data":[]})").found);
  EXPECT_FALSE(Read(Dialect::kGeneric, "not even JSON").found);
  const Reading background =
      Read(Dialect::kOpenAiResponses, R"({"model":"gpt-5","status":"queued","usage":null})");
  EXPECT_FALSE(background.found);
  EXPECT_EQ(background.fault, "");
}

TEST(ReadAnswer, KnowsAnErrorFromAnAnswer) {
  EXPECT_TRUE(Read(Dialect::kOpenAiChat, R"({"error":{"message":"no"}})").is_error);
  EXPECT_FALSE(Read(Dialect::kOpenAiResponses, R"({"error":null})").is_error);
  EXPECT_TRUE(Read(Dialect::kAnthropicMessages, R"({"type":"error","error":{}})").is_error);
}

TEST(ReadAnswer, TakesTheLastOfTwoMembersOfTheSameName) {
  const Reading reading = Read(Dialect::kOpenAiChat, R"({"usage":{"prompt_tokens":1,
      "completion_tokens":1},"usage":{"prompt_tokens":7,"prompt_tokens":9,"completion_tokens":2}})");

  EXPECT_EQ(reading.usage[kInputUncached], 9);
  EXPECT_EQ(reading.usage[kOutputText], 2);
}

struct Broken {
  const char* name;
  const char* usage;
  const char* fault;
};

class FaultyUsage : public testing::TestWithParam<Broken> {};

TEST_P(FaultyUsage, IsNamedAndNeverCounted) {
  const Reading reading = Read(Dialect::kOpenAiChat, Chat(GetParam().usage));

  EXPECT_THAT(reading.fault, HasSubstr(GetParam().fault));
  for (const std::int64_t count : reading.usage.counts) EXPECT_GE(count, 0);
  if (reading.found) {
    EXPECT_EQ(reading.usage.InputTokens() + reading.usage.OutputTokens(),
              reading.reported_total_tokens);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Of, FaultyUsage,
    testing::Values(
        Broken{"Negative", R"({"prompt_tokens":-1,"completion_tokens":1})",
               "input tokens is negative"},
        Broken{"Fraction", R"({"prompt_tokens":1.5,"completion_tokens":1})",
               "is not a whole number"},
        Broken{"Text", R"({"prompt_tokens":"12","completion_tokens":1})", "is not a number"},
        Broken{"Huge", R"({"prompt_tokens":1,"completion_tokens":9223372036854775807})",
               "output tokens is absurdly large"},
        Broken{"Overflow", R"({"prompt_tokens":1,"completion_tokens":99999999999999999999})",
               "is absurdly large"},
        Broken{"Array", R"([1,2])", "usage is not an object"},
        Broken{"Missing", R"({"completion_tokens":1})", "input tokens are missing"},
        Broken{"Exceeding", R"({"prompt_tokens":5,"completion_tokens":1,"total_tokens":6,
               "prompt_tokens_details":{"cached_tokens":9}})",
               "exceed the input tokens"},
        Broken{"WrongTotal", R"({"prompt_tokens":5,"completion_tokens":1,"total_tokens":4})",
               "is not the sum"},
        Broken{"DetailsText", R"({"prompt_tokens":5,"completion_tokens":1,
               "prompt_tokens_details":"none"})",
               "is not an object"},
        Broken{"Unclosed", R"({"prompt_tokens":5,"completion_tokens":)", "the answer"}),
    [](const auto& suite) { return std::string(suite.param.name); });

TEST(ReadAnswer, ReadsUsageBesideATextThatIsNotUtf8) {
  const Reading reading = Read(Dialect::kOpenAiChat,
                               "{\"choices\":[{\"message\":{\"content\":\"\xff\xfe\"}}],"
                               "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}");

  EXPECT_TRUE(reading.found);
  EXPECT_EQ(reading.usage[kInputUncached], 3);
}

TEST(ReadAnswer, ReadsUsageOfAnAnswerThatWasCutAfterIt) {
  const Reading reading =
      Read(Dialect::kOpenAiChat,
           R"({"usage":{"prompt_tokens":3,"completion_tokens":4},"choices":[{"me)");

  EXPECT_TRUE(reading.found);
  EXPECT_THAT(reading.fault, HasSubstr("ends in the middle"));
}

TEST(ReadAnswer, SaysWhatIsWrongWithAnAnswerThatIsNotJson) {
  for (const char* const body :
       {"", "<html>502</html>", "[]", "{", "{\"a\":1}x", "{,}", "{\"a\":1,}"}) {
    EXPECT_NE(Read(Dialect::kOpenAiChat, body).fault, "") << body;
  }
}

}  // namespace
}  // namespace rg::meter

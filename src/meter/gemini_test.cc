#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "meter/json_splitter.h"
#include "meter/reading.h"
#include "meter/sse_split.h"
#include "meter/stream.h"

namespace rg::meter {
namespace {

using testing::HasSubstr;
using enum UsageClass;

Reading Read(std::string_view body) { return ReadAnswer(Dialect::kGeminiGenerate, body); }

std::string Answer(std::string_view usage, std::string_view more = "") {
  return std::string(R"({"candidates":[{"content":{"parts":[{"text":"hi"}],"role":"model"},)")
      .append(R"("finishReason":"STOP","index":0)")
      .append(more)
      .append(R"(}],"modelVersion":"gemini-3-flash-preview","usageMetadata":)")
      .append(usage)
      .append("}");
}

TEST(GeminiAnswer, HasItsCacheInsideThePromptAndItsThoughtsBesideTheCandidates) {
  const Reading reading = Read(Answer(R"({"promptTokenCount":100,"cachedContentTokenCount":40,
      "candidatesTokenCount":7,"thoughtsTokenCount":20,"toolUsePromptTokenCount":5,
      "totalTokenCount":132,"serviceTier":"standard"})"));

  EXPECT_EQ(reading.fault, "");
  EXPECT_TRUE(reading.found);
  EXPECT_EQ(reading.usage[kCacheRead], 40);
  EXPECT_EQ(reading.usage[kInputUncached], 65);
  EXPECT_EQ(reading.usage[kOutputText], 7);
  EXPECT_EQ(reading.usage[kOutputReasoning], 20);
  EXPECT_EQ(reading.reported_total_tokens, 132);
  EXPECT_EQ(reading.served_model, "gemini-3-flash-preview");
  EXPECT_EQ(reading.service_tier, "standard");
}

TEST(GeminiAnswer, CountsASoundOrPictureThatWasCachedOnce) {
  const Reading reading = Read(Answer(R"({"promptTokenCount":400,"cachedContentTokenCount":220,
      "candidatesTokenCount":10,"totalTokenCount":410,
      "promptTokensDetails":[{"modality":"TEXT","tokenCount":42},
        {"modality":"DOCUMENT","tokenCount":258},{"modality":"AUDIO","tokenCount":100}],
      "cacheTokensDetails":[{"modality":"TEXT","tokenCount":7},
        {"modality":"DOCUMENT","tokenCount":173},{"modality":"AUDIO","tokenCount":40}],
      "candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":8}]})"));

  EXPECT_EQ(reading.fault, "");
  EXPECT_EQ(reading.usage[kCacheRead], 220);
  EXPECT_EQ(reading.usage[kInputImage], 85);
  EXPECT_EQ(reading.usage[kInputAudio], 60);
  EXPECT_EQ(reading.usage[kInputUncached], 35);
  EXPECT_EQ(reading.usage[kOutputImage], 8);
  EXPECT_EQ(reading.usage[kOutputText], 2);
}

TEST(GeminiAnswer, IsBilledForEachQueryFromVersionThreeOnAndOnceBefore) {
  const std::string grounded =
      Answer(R"({"promptTokenCount":1,"totalTokenCount":1})",
             R"(,"groundingMetadata":{"webSearchQueries":["","a \"b\"","c"]})");
  EXPECT_EQ(Read(grounded).usage[kSearches], 2);

  std::string older = grounded;
  older.replace(older.find("gemini-3-flash-preview"), 22, "gemini-2.5-pro");
  EXPECT_EQ(Read(older).usage[kSearches], 1);
}

TEST(GeminiAnswer, TakesNoArgumentOfAFunctionForASearch) {
  const Reading reading =
      Read(R"({"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":)"
           R"({"webSearchQueries":["a"],"type":"web_search_call"}}}]}}],"modelVersion":"gemini-3",)"
           R"("usageMetadata":{"promptTokenCount":1,"totalTokenCount":1}})");

  EXPECT_EQ(reading.usage[kSearches], 0);
}

TEST(GeminiAnswer, NamesATotalThatIsNotTheSumOfItsParts) {
  EXPECT_THAT(Read(Answer(R"({"promptTokenCount":1,"totalTokenCount":3})")).fault,
              HasSubstr("totalTokenCount"));
  EXPECT_THAT(Read(Answer(R"({"promptTokenCount":-1})")).fault, HasSubstr("negative"));
}

std::string Piece(std::string_view candidate, std::string_view usage) {
  return std::string(R"({"candidates":[{"content":{"parts":[{"text":"four"}],"role":"model"})")
      .append(candidate)
      .append(R"(,"index":0}],"usageMetadata":)")
      .append(usage)
      .append(R"(,"modelVersion":"gemini-2.5-pro","responseId":"r"})");
}

TEST(GeminiStream, CountsTheLastReportAndEndsWithTheReason) {
  StreamMeter meter(Dialect::kGeminiGenerate);
  std::string rewritten;
  meter.Feed("data: " + Piece("", R"({"promptTokenCount":9,"totalTokenCount":9})") + "\r\n\r\n",
             rewritten);
  EXPECT_FALSE(meter.finished());
  EXPECT_EQ(meter.output_bytes(), 4);

  meter.Feed("data: " +
                 Piece(R"(,"finishReason":"STOP")",
                       R"({"promptTokenCount":9,"candidatesTokenCount":2,"totalTokenCount":11})") +
                 "\r\n\r\n",
             rewritten);

  EXPECT_TRUE(meter.finished());
  EXPECT_EQ(meter.reading().usage[kInputUncached], 9);
  EXPECT_EQ(meter.reading().usage[kOutputText], 2);
  EXPECT_EQ(meter.reading().served_model, "gemini-2.5-pro");
}

TEST(GeminiStream, IsReadAsOneArrayWhereverItIsCutAndBrakedAsOne) {
  const std::string usage = R"({"promptTokenCount":9,"totalTokenCount":9})";
  const std::string first = "[" + Piece("", usage);
  const std::string second = ",\r\n" + Piece("", usage);
  const std::string stream = first + second;
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    JsonSplitter splitter;
    StreamMeter meter(Dialect::kGeminiGenerate);
    std::string sent;
    std::string rewritten;
    const auto take = [&](std::string_view piece) {
      meter.Feed(piece, rewritten);
      sent.append(piece);
    };
    ASSERT_TRUE(splitter.Feed(std::string_view(stream).substr(0, cut), take));
    ASSERT_TRUE(splitter.Feed(std::string_view(stream).substr(cut), take));
    ASSERT_EQ(sent, stream);
    ASSERT_EQ(meter.events(), 2) << cut;
    ASSERT_EQ(meter.output_bytes(), 8);
    const std::string ending = meter.BrakeEnding(meter.reading().usage);
    ASSERT_TRUE(ending.starts_with(",\r\n{") && ending.ends_with("}\r\n]")) << ending;
    ASSERT_THAT(ending, HasSubstr(R"("finishReason":"MAX_TOKENS")"));
  }
}

TEST(JsonSplitter, LooksIntoNoStringAndLeavesWhatEndsTheArrayOver) {
  JsonSplitter splitter;
  std::vector<std::string> pieces;

  ASSERT_TRUE(splitter.Feed(R"([{"a":"}]\"{","b":[{}]} , {} ])",
                            [&](std::string_view piece) { pieces.emplace_back(piece); }));

  EXPECT_THAT(pieces, testing::ElementsAre(R"([{"a":"}]\"{","b":[{}]})", " , {}"));
  EXPECT_EQ(splitter.tail(), " ]");
}

TEST(JsonSplitter, GivesUpOnAnItemThatNeverEnds) {
  JsonSplitter splitter;
  const std::string endless = "{" + std::string(JsonSplitter::kPieceMax, ' ');
  const auto nothing = [](std::string_view) {};

  EXPECT_FALSE(splitter.Feed(endless, nothing));
  EXPECT_FALSE(splitter.Feed("}", nothing));
}

}  // namespace
}  // namespace rg::meter

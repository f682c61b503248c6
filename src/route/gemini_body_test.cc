#include "route/gemini_body.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "route/padded_body.h"
#include "route/splice.h"

namespace rg::route {
namespace {

using testing::HasSubstr;

constexpr std::string_view kSays = R"("contents":[{"parts":[{"text":"hi"}]}])";

struct Reading {
  explicit Reading(std::string_view text, std::string_view model = "gemini-2.5-flash")
      : body(text),
        facts(ReadGeminiRequest(Dialect::kGeminiGenerate, model, body.view(), body.memory())) {}
  const RequestFacts* operator->() const { return &facts.value(); }
  std::string refusal() const { return facts ? "" : facts.error().detail; }

  PaddedBody body;
  Result<RequestFacts> facts;
};

std::string Request(std::string_view more) {
  return std::string("{").append(kSays).append(more.empty() ? "" : ",").append(more).append("}");
}

// The body as it is sent with that limit on its output.
std::string Limited(std::string_view text, std::int64_t tokens) {
  Reading reading(text);
  std::vector<Splice> splices;
  LimitOutput(reading.facts.value(), 7, splices);
  LimitOutput(reading.facts.value(), tokens, splices);
  BodyPieces pieces;
  Pieces(reading.body.view(), splices, pieces);
  std::string out;
  for (const std::string_view piece : pieces) out += piece;
  return out;
}

TEST(GeminiBody, ItsFactsAreFoundInEitherSpelling) {
  for (const char* const config :
       {R"("generationConfig":{"maxOutputTokens":100,"candidateCount":2})",
        R"("generation_config":{"max_output_tokens":"100","candidate_count":2})"}) {
    const Reading facts(Request(config));
    ASSERT_TRUE(facts.facts) << facts.refusal();
    EXPECT_EQ(facts->model, "gemini-2.5-flash");
    EXPECT_EQ(facts->output_tokens, 100);
    EXPECT_EQ(facts->choices, 2);
    EXPECT_FALSE(facts->unbounded);
    EXPECT_EQ(facts->text_bytes, static_cast<std::int64_t>(facts.body.view().size()));
  }
}

TEST(GeminiBody, AMemberThatIsThereTwiceIsRefusedInWhateverSpelling) {
  EXPECT_THAT(Reading(Request(R"("generationConfig":{"maxOutputTokens":1},"generation_config":{})"))
                  .refusal(),
              HasSubstr("twice"));
  EXPECT_THAT(Reading(Request(R"("generationConfig":{"maxOutputTokens":1,"max_output_tokens":9})"))
                  .refusal(),
              HasSubstr("twice"));
}

TEST(GeminiBody, WithoutContentsOrWithAnotherModelThanItsPathIsRefused) {
  EXPECT_THAT(Reading("{}").refusal(), HasSubstr("no contents"));
  EXPECT_THAT(Reading(Request(""), "").refusal(), HasSubstr("names no model"));
  EXPECT_THAT(Reading(Request(R"("model":"models/gemini-2.5-pro")")).refusal(),
              HasSubstr("gemini-2.5-pro"));
  EXPECT_EQ(Reading(Request(R"("model":"models/gemini-2.5-flash")")).refusal(), "");
  EXPECT_THAT(Reading(Request(R"("generationConfig":null)")).refusal(), HasSubstr("an object"));
  EXPECT_THAT(Reading(Request(R"("generationConfig":{"maxOutputTokens":-1})")).refusal(),
              HasSubstr("positive"));
}

TEST(GeminiBody, APictureIsCountedAndASoundBoundedByItsBytes) {
  const Reading picture(
      R"({"contents":{"parts":[{"inlineData":{"data":"_-AA","mimeType":"image/png"}},)"
      R"({"fileData":{"mimeType":"image/png","fileUri":"https://x"}}]}})");
  ASSERT_TRUE(picture.facts) << picture.refusal();
  EXPECT_EQ(picture->images, 2);
  EXPECT_FALSE(picture->unbounded);

  const Reading sound(
      R"({"contents":[{"parts":[{"inline_data":{"mime_type":"audio/wav","data":"AAAA"}}]}]})");
  EXPECT_GT(sound->audio_tokens, 0);
  EXPECT_FALSE(sound->unbounded);
}

TEST(GeminiBody, WhatCannotBeSeenHasNoBoundButTheApis) {
  for (const char* const part :
       {R"({"inlineData":{"mimeType":"application/pdf","data":"AAAA"}})",
        R"({"inlineData":{"mimeType":"video/mp4","data":"AAAA"}})",
        R"({"fileData":{"fileUri":"https://youtu.be/x"}})",
        R"({"functionResponse":{"name":"f","parts":[{"fileData":{"fileUri":"gs://x"}}]}})"}) {
    const Reading facts(std::string(R"({"contents":[{"parts":[)").append(part) + "]}]}");
    ASSERT_TRUE(facts.facts) << facts.refusal();
    EXPECT_TRUE(facts->unbounded) << part;
    EXPECT_TRUE(facts->unbounded.by_input_size) << part;
  }
  EXPECT_EQ(Reading(Request(R"("cachedContent":"cachedContents/x")"))->hidden_inputs, 1);
}

TEST(GeminiBody, AToolOfTheApplicationsCostsItsTextAndOneOfGooglesHasNoBound) {
  const Reading own(Request(R"("tools":[{"functionDeclarations":[{"name":"f"}]}])"));
  EXPECT_TRUE(own->has_tools);
  EXPECT_FALSE(own->unbounded);

  const Reading search(Request(R"("tools":[{"googleSearch":{}}])"), "gemini-3-flash-preview");
  EXPECT_EQ(search->unbounded.field, "tools[0].googleSearch");
  EXPECT_FALSE(search->unbounded.by_input_size);
  // Paid once a call, so only what it brings to read is unknown.
  const Reading older(Request(R"("tools":[{"google_search":{}}])"));
  EXPECT_EQ(older->searches, 1);
  EXPECT_TRUE(older->unbounded.by_input_size);

  EXPECT_TRUE(Reading(Request(R"("tools":[{"urlContext":{}}])"))->unbounded.by_input_size);
}

TEST(GeminiBody, ALimitGoesWhereTheRequestHasItsConfiguration) {
  EXPECT_EQ(Limited(Request(R"("generationConfig":{"maxOutputTokens": 100})"), 5),
            Request(R"("generationConfig":{"maxOutputTokens": 5})"));
  EXPECT_EQ(Limited(Request(R"("generationConfig":{"topK":1})"), 5),
            Request(R"("generationConfig":{"maxOutputTokens":5,"topK":1})"));
  EXPECT_EQ(Limited(Request(R"("generation_config":{ })"), 5),
            Request(R"("generation_config":{"maxOutputTokens":5 })"));
  EXPECT_EQ(Limited(Request(""), 5),
            std::string(R"({"generationConfig":{"maxOutputTokens":5},)").append(kSays) + "}");
}

TEST(GeminiBody, EmbeddingsAreReadOneByOne) {
  const PaddedBody body(
      R"({"requests":[{"model":"models/e","content":{"parts":[{"text":"a"}]}},)"
      R"({"content":{"parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}}]})");

  PaddedBody copy(body.view());
  const auto facts = ReadGeminiRequest(Dialect::kGeminiEmbeddings, "e", copy.view(), copy.memory());

  ASSERT_TRUE(facts) << facts.error().detail;
  EXPECT_EQ(facts->images, 1);
}

}  // namespace
}  // namespace rg::route

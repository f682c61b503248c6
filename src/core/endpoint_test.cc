#include "core/endpoint.h"

#include <gmock/gmock.h>

namespace rg {
namespace {

using Billing = Endpoint::Billing;

struct Case {
  Family family;
  std::string_view path;
  Dialect dialect;
};

TEST(FindEndpoint, KnowsThePathsOfEveryFamilyByHowTheyEnd) {
  for (const Case& each : {
           Case{Family::kOpenAi, "/openai/v1/chat/completions", Dialect::kOpenAiChat},
           Case{Family::kOpenAi, "/v1/images/generations", Dialect::kOpenAiImages},
           Case{Family::kOpenAi, "/v1/audio/speech", Dialect::kOpenAiSpeech},
           Case{Family::kOpenAi, "/v1/audio/translations", Dialect::kOpenAiTranscription},
           Case{Family::kGemini, "/v1beta/models/gemini-2.5-flash:generateContent",
                Dialect::kGeminiGenerate},
           Case{Family::kGemini, "/v1beta/models/x:streamGenerateContent",
                Dialect::kGeminiGenerate},
           Case{Family::kGemini, "/v1beta/models/x:batchEmbedContents", Dialect::kGeminiEmbeddings},
           Case{Family::kGemini, "/v1beta/openai/chat/completions", Dialect::kOpenAiChat},
           Case{Family::kGemini, "/v1beta/models/x:predictLongRunning", Dialect::kGeminiOther},
           Case{Family::kCohere, "/v2/chat", Dialect::kCohereChat},
           Case{Family::kCohere, "/v1/rerank", Dialect::kCohereRerank},
           Case{Family::kCohere, "/compatibility/v1/embeddings", Dialect::kOpenAiEmbeddings},
           Case{Family::kAnthropic, "/v1/chat/completions", Dialect::kOpenAiChat},
       }) {
    EXPECT_EQ(FindEndpoint(each.family, "POST", each.path).dialect, each.dialect) << each.path;
  }
}

TEST(FindEndpoint, APathNobodyKnowsIsBilledInWaysNobodyKnows) {
  for (const Family family :
       {Family::kOpenAi, Family::kAnthropic, Family::kGemini, Family::kCohere}) {
    EXPECT_EQ(FindEndpoint(family, "POST", "/v1/new-thing").billing, Billing::kUnbounded);
    EXPECT_EQ(FindEndpoint(family, "POST", "/v1//chat/completions").billing, Billing::kUnbounded);
    EXPECT_EQ(FindEndpoint(family, "GET", "/v1/new-thing").billing, Billing::kFree);
  }
}

TEST(ModelInPath, IsTheSegmentBehindTheCollection) {
  EXPECT_EQ(ModelInPath("/v1beta/models/gemini-2.5-flash:generateContent"), "gemini-2.5-flash");
  EXPECT_EQ(ModelInPath("/v1/projects/p/publishers/google/models/gemini-3:generateContent"),
            "gemini-3");
  EXPECT_EQ(ModelInPath("/openai/deployments/my-gpt/chat/completions"), "my-gpt");
  EXPECT_EQ(ModelInPath("/v1beta/tunedModels/mine:generateContent"), "mine");
  EXPECT_EQ(ModelInPath("/deployments/d/models/m/models/n"), "n");
  EXPECT_EQ(ModelInPath("/v1/tunedModels//x"), "");
  EXPECT_EQ(ModelInPath("/v1/chat/completions"), "");
  EXPECT_EQ(ModelInPath("/v1/models/"), "");
}

}  // namespace
}  // namespace rg

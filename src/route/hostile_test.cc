#include <random>

#include <gtest/gtest.h>

#include "route/form.h"
#include "route/headers.h"
#include "route/padded_body.h"
#include "route/route.h"

namespace rg::route {
namespace {

// Whatever arrives, the answer is a route or an error, and a route stays within its API.
class HostileTest : public ::testing::Test {
 protected:
  HostileTest() {
    for (const Family family : {Family::kOpenAi, Family::kAnthropic, Family::kGeneric}) {
      Api& api = apis_.emplace_back();
      api.workspace = workspace_;
      api.slug = ToString(family);
      api.family = family;
      api.base.path_prefix = "/base";
      api.request_units_pointer = family == Family::kGeneric ? "/n" : "";
    }
  }

  std::string Mutate(std::string text) {
    static constexpr std::string_view kAlphabet =
        "{}[]\":,\\/.%?#;u0129-eE \r\n\x00\x80\xff\xc3tfn_-=&";
    for (unsigned edits = random_() % 6; edits > 0 && !text.empty(); --edits) {
      const std::size_t at = random_() % text.size();
      const std::size_t size = std::min<std::size_t>(text.size() - at, 1 + random_() % 12);
      switch (random_() % 5) {
        case 0:
          text[at] = kAlphabet[random_() % kAlphabet.size()];
          break;
        case 1:
          text.insert(at, 1, kAlphabet[random_() % kAlphabet.size()]);
          break;
        case 2:
          text.erase(at, size);
          break;
        case 3:
          text.insert(random_() % text.size(), text.substr(at, size));
          break;
        default:
          text.resize(at);
          break;
      }
    }
    return text;
  }
  template <std::size_t N>
  std::string Any(const std::array<const char*, N>& seeds) {
    return Mutate(seeds[random_() % N]);
  }

  std::mt19937 random_{3};
  IdSource ids_{1};
  WorkspaceId workspace_ = ids_.New<WorkspaceId>(TimePoint{});
  std::vector<Api> apis_;
};

constexpr std::array kTargets = {"/v1/chat/completions",
                                 "/v1/responses",
                                 "/v1/embeddings",
                                 "/v1/messages?beta=true",
                                 "/v1/images/generations",
                                 "/v1/audio/transcriptions",
                                 "/proxy/generic/a/b?c=d",
                                 "/proxy/openai/v1/chat/completions",
                                 "/proxy/anthropic/v1/messages",
                                 "/v1/models/x",
                                 "/v1/responses/compact"};

constexpr std::array kBodies = {
    R"({"model":"gpt-4o","messages":[{"role":"user","content":[{"type":"text","text":"x"},{"type":"image_url","image_url":{"url":"data:image\/png;base64,AAAA","detail":"low"}},{"type":"input_audio","input_audio":{"data":"AAAA","format":"mp3"}},{"type":"file","file":{"file_data":"data:text/plain;base64,AAAA"}}]}],"stream":true,"stream_options":{"include_usage":false},"max_tokens":5,"n":2})",
    R"({"model":"gpt-5","input":[{"role":"user","content":[{"type":"input_image","file_id":"f"}]},{"type":"function_call_output","output":[{"type":"input_file","file_url":"u"}]}],"tools":[{"type":"web_search"}],"max_tool_calls":3,"reasoning":{"mode":"pro"},"max_output_tokens":null})",
    R"({"model":"claude-x","max_tokens":9,"system":[{"type":"text","text":"\u00e9\ud83d\ude00","cache_control":{"type":"ephemeral","ttl":"1h"}}],"messages":[{"role":"user","content":[{"type":"document","source":{"type":"content","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]}}]}],"tools":[{"type":"web_search_20250305","max_uses":3}],"metadata":{"user_id":"u"}})",
    "--b\r\nContent-Disposition: form-data; "
    "name=\"model\"\r\n\r\nwhisper-1\r\n--b\r\nContent-Disposition: "
    "form-data; name=\"file\"; filename=\"f\"\r\n\r\nxx\r\n--b--\r\n",
    R"({"n":4})"};

TEST_F(HostileTest, MutatedCallsAreRoutedOrRefusedAndNeverLeaveTheBase) {
  const ApiTable table(apis_);
  int routed = 0;
  for (int round = 0; round < 40'000; ++round) {
    const std::string target =
        random_() % 2 == 0 ? kTargets[random_() % kTargets.size()] : Any(kTargets);
    PaddedBody body(Any(kBodies));
    const std::string type = Mutate("multipart/form-data; boundary=b");
    const auto path = MatchPath("POST", target);
    if (!path) continue;
    http::RequestHead head;
    head.method = "POST";
    head.headers.Add({"content-type", type});
    Route route;
    const auto chosen = Choose(table, {workspace_, *path, head, body.view()}, body.memory(), route);
    if (!chosen) {
      EXPECT_FALSE(chosen.error().detail.empty());
      continue;
    }
    ++routed;
    EXPECT_TRUE(route.target.starts_with("/base/")) << route.target;
    EXPECT_EQ(route.target.find(".."), std::string::npos) << route.target;
    LimitOutput(route.facts, 3, route.splices);
    BodyPieces pieces;
    if (!route.model.empty() && route.dialect != Dialect::kOpenAiOther) {
      Pieces(body.view(), route.splices, pieces);
    }
    EXPECT_GE(route.bound.input_tokens, 0);
    EXPECT_GE(route.bound.input_image_tokens, 0);
  }
  EXPECT_GT(routed, 3'000);
}

}  // namespace
}  // namespace rg::route

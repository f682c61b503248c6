#include "route/headers.h"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rg::route {
namespace {

using http::Header;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Pair;
using Fields = std::multimap<std::string, std::string>;

Api OpenAi() {
  Api api;
  api.credential = Secret("sk-provider-credential");
  return api;
}

Fields FieldsOf(const http::FieldLines& lines) {
  Fields fields;
  lines.ForEach([&](const Header& field) {
    std::string lower(field.name);
    for (char& c : lower) c = static_cast<char>(std::tolower(c));
    fields.emplace(lower, field.value);
  });
  return fields;
}
http::Headers Read(const std::vector<Header>& fields) {
  http::Headers headers;
  for (const Header& field : fields) EXPECT_TRUE(headers.Add(field));
  return headers;
}
Fields Sent(const Api& api, std::vector<Header> client) {
  http::FieldLines out;
  EXPECT_TRUE(RequestHeaders(api, OtherOf(api.family), Read(client), out));
  return FieldsOf(out);
}
Fields Answered(const Api& api, std::vector<Header> upstream) {
  http::FieldLines out;
  EXPECT_TRUE(ResponseHeaders(api, Read(upstream), out));
  return FieldsOf(out);
}

const Fields kNothingOfTheClient = {{"accept-encoding", "identity"},
                                    {"authorization", "Bearer sk-provider-credential"}};

TEST(RequestHeadersTest, TheClientsOwnCredentialsNeverPass) {
  EXPECT_EQ(Sent(OpenAi(), {{"Authorization", "Bearer rg_live_x"},
                            {"X-Api-Key", "k"},
                            {"api-key", "k"},
                            {"x-goog-api-key", "k"},
                            {"Cookie", "a=b"},
                            {"Proxy-Authorization", "Basic x"},
                            {"X-RateGuard-Anything", "1"},
                            {"X-Custom", "look: rg_live_abc"}}),
            kNothingOfTheClient);
}

TEST(RequestHeadersTest, WhatBelongsToTheConnectionNeverPasses) {
  EXPECT_EQ(Sent(OpenAi(), {{"Host", "evil"},
                            {"Content-Length", "5"},
                            {"Transfer-Encoding", "chunked"},
                            {"Connection", "close, X-Hop ,x-other"},
                            {"x-hop", "1"},
                            {"X-Other", "1"},
                            {"Keep-Alive", "5"},
                            {"TE", "trailers"},
                            {"Trailer", "x"},
                            {"Upgrade", "h2c"},
                            {"Expect", "100-continue"},
                            {"Accept-Encoding", "gzip"},
                            {"X-Forwarded-For", "10.0.0.1"},
                            {"Forwarded", "for=10.0.0.1"},
                            {"Via", "1.1 x"}}),
            kNothingOfTheClient);
}

TEST(RequestHeadersTest, ConnectionCannotStripTheCredential) {
  const auto sent = Sent(OpenAi(), {{"Connection", "authorization, accept-encoding"}});
  EXPECT_EQ(sent, kNothingOfTheClient);
  Api api = OpenAi();
  api.auth = {Auth::Way::kHeader, "x-api-key"};
  EXPECT_THAT(Sent(api, {{"connection", "x-api-key"}}),
              Contains(Pair("x-api-key", "sk-provider-credential")));
}

TEST(RequestHeadersTest, EverythingElsePassesUnchanged) {
  const auto sent = Sent(OpenAi(), {{"traceparent", "00-a-b-01"},
                                    {"Content-Type", "application/json"},
                                    {"anthropic-version", "2023-06-01"},
                                    {"anthropic-beta", "x"},
                                    {"User-Agent", "openai-python"}});
  EXPECT_EQ(sent.size(), 7);
  EXPECT_THAT(sent, Contains(Pair("traceparent", "00-a-b-01")));
  EXPECT_THAT(sent, Contains(Pair("anthropic-beta", "x")));
}

TEST(RequestHeadersTest, AnthropicIsToldAVersionByUsOnlyWhenTheClientNamesNone) {
  Api api = OpenAi();
  api.family = Family::kAnthropic;
  EXPECT_THAT(Sent(api, {}), Contains(Pair("anthropic-version", "2023-06-01")));
  const auto sent = Sent(api, {{"Anthropic-Version", "2030-01-01"}});
  EXPECT_EQ(sent.count("anthropic-version"), 1);
  EXPECT_THAT(sent, Contains(Pair("anthropic-version", "2030-01-01")));
  EXPECT_EQ(Sent(OpenAi(), {}).count("anthropic-version"), 0);
}

TEST(RequestHeadersTest, TheApisRulesAreKept) {
  Api api = OpenAi();
  api.request_headers.strip = {"User-Agent"};
  api.request_headers.add = {{"OpenAI-Organization", "org"}, {"x-team", "ours"}, {"host", "evil"}};
  const auto sent = Sent(api, {{"user-agent", "x"}, {"X-Team", "theirs"}, {"a", "b"}});

  EXPECT_EQ(sent.count("user-agent"), 0);
  EXPECT_EQ(sent.count("host"), 0);
  EXPECT_EQ(sent.count("x-team"), 1);
  EXPECT_THAT(sent, Contains(Pair("x-team", "ours")));
  EXPECT_THAT(sent, Contains(Pair("openai-organization", "org")));
  EXPECT_THAT(sent, Contains(Pair("a", "b")));
  api.request_headers.forward_all = false;
  api.request_headers.forward = {"Content-Type"};
  EXPECT_EQ(Sent(api, {{"content-type", "x"}, {"a", "b"}}).count("a"), 0);
}

TEST(RequestHeadersTest, ARuleCannotReplaceTheCredential) {
  Api api = OpenAi();
  api.request_headers.add = {{"Authorization", "Bearer other"}};
  const auto sent = Sent(api, {});
  EXPECT_EQ(sent.count("authorization"), 1);
  EXPECT_THAT(sent, Contains(Pair("authorization", "Bearer sk-provider-credential")));
}

TEST(RequestHeadersTest, AnApiWithoutACredentialIsSentNone) {
  for (const Auth::Way way : {Auth::Way::kNone, Auth::Way::kBearer, Auth::Way::kHeader}) {
    Api api;
    api.auth = {.way = way, .header = "x-api-key"};
    EXPECT_EQ(Sent(api, {{"authorization", "Bearer rg_live_x"}}),
              (Fields{{"accept-encoding", "identity"}}));
  }
}

TEST(RequestHeadersTest, TheMostHeadersARequestMayHaveFit) {
  std::vector<Header> client(http::kFieldsMax, Header{"x-a", "1"});
  http::FieldLines out;
  EXPECT_TRUE(RequestHeaders(OpenAi(), Dialect::kOpenAiOther, Read(client), out));
  EXPECT_EQ(out.count(), http::kFieldsMax + 2);
}

TEST(ResponseHeadersTest, TheUpstreamsLimitsAndIdsAreRenamed) {
  const auto answer = Answered(OpenAi(), {{"x-ratelimit-limit-requests", "60"},
                                          {"anthropic-ratelimit-tokens-reset", "t"},
                                          {"RateLimit", "r"},
                                          {"x-request-id", "req_1"},
                                          {"Retry-After", "3"},
                                          {"Content-Type", "application/json"}});
  EXPECT_EQ(answer, (Fields{{"x-rateguard-upstream-x-ratelimit-limit-requests", "60"},
                            {"x-rateguard-upstream-anthropic-ratelimit-tokens-reset", "t"},
                            {"x-rateguard-upstream-ratelimit", "r"},
                            {"x-rateguard-upstream-x-request-id", "req_1"},
                            {"retry-after", "3"},
                            {"content-type", "application/json"}}));
}

TEST(ResponseHeadersTest, WhatIsTheServersOrTheHostsToSayIsLeftOut) {
  EXPECT_THAT(Answered(OpenAi(), {{"Content-Length", "5"},
                                  {"Transfer-Encoding", "chunked"},
                                  {"Connection", "x-hop"},
                                  {"X-Hop", "1"},
                                  {"Date", "d"},
                                  {"Server", "s"},
                                  {"Set-Cookie", "a=b"},
                                  {"Alt-Svc", "h3"},
                                  {"Strict-Transport-Security", "max-age=1"},
                                  {"X-RateGuard-Cost-Cents", "0"}}),
              IsEmpty());
}

TEST(ResponseHeadersTest, CookiesPassOnlyWhenTheApiSaysSo) {
  Api api = OpenAi();
  api.forward_set_cookie = true;
  EXPECT_EQ(Answered(api, {{"Set-Cookie", "a=b"}}).count("set-cookie"), 1);
}

TEST(ResponseHeadersTest, TheCredentialNeverReachesTheClient) {
  EXPECT_THAT(Answered(OpenAi(), {{"x-echo", "Bearer sk-provider-credential"},
                                  {"www-authenticate", "key=\"sk-provider-credential\""}}),
              IsEmpty());
}

TEST(SecretsInText, AreMaskedWhereverTheyStand) {
  const Secret secret("sk-1");

  EXPECT_EQ(Masked("sk-1 a sk-1sk-1 b", secret), "**** a ******** b");
  EXPECT_EQ(Masked("sk-", secret), "sk-");
  EXPECT_EQ(Masked("anything", Secret()), "anything");
}

TEST(SecretsInText, AreKeysOfOursByTheirBeginning) {
  EXPECT_TRUE(HoldsOurKey("x rg_rg_live_0"));
  EXPECT_TRUE(HoldsOurKey("rg_admin_"));
  EXPECT_FALSE(HoldsOurKey("rg_liv"));
  EXPECT_FALSE(HoldsOurKey(""));
}

TEST(RequestHeadersTest, ACredentialTravelsAsBearerWhereAnotherFamilyAnswersOpenAisPaths) {
  Api api;
  api.family = Family::kGemini;
  api.provider = FindProvider("gemini");
  api.auth = {Auth::Way::kHeader, "x-goog-api-key"};
  api.credential = Secret("g-key");

  http::FieldLines own;
  ASSERT_TRUE(RequestHeaders(api, Dialect::kGeminiGenerate, {}, own));
  EXPECT_EQ(FieldsOf(own).count("x-goog-api-key"), 1);
  EXPECT_EQ(FieldsOf(own).count("authorization"), 0);

  http::FieldLines compatible;
  ASSERT_TRUE(RequestHeaders(api, Dialect::kOpenAiChat, {}, compatible));
  EXPECT_EQ(FieldsOf(compatible).count("x-goog-api-key"), 0);
  EXPECT_EQ(FieldsOf(compatible).count("authorization"), 1);
}

}  // namespace
}  // namespace rg::route

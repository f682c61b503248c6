#include "route/path.h"

#include <gtest/gtest.h>

namespace rg::route {
namespace {

Result<PathMatch> Match(std::string_view target, std::string_view method = "POST") {
  return MatchPath(method, target);
}

std::string Endpoint(std::string_view target, std::string_view method = "POST") {
  const auto match = Match(target, method);
  return match ? std::string(match->endpoint()) : "refused: " + match.error().detail;
}

std::string Proxied(const std::string& base, std::string_view target,
                    Family family = Family::kOpenAi) {
  Api api;
  api.base = ParseOrigin(base).value();
  api.family = family;
  const auto match = Match(target, "GET");
  std::pmr::monotonic_buffer_resource memory;
  if (!match) return "refused";
  return std::string(UpstreamTarget(api, match->endpoint(), match->query, memory));
}

TEST(PathTest, AProxyPathNamesTheApiAndTheRest) {
  const auto match = Match("/proxy/stripe/v1/charges?limit=3&x=%20").value();

  EXPECT_EQ(match.kind, PathMatch::Kind::kProxy);
  EXPECT_EQ(match.slug, "stripe");
  EXPECT_EQ(match.endpoint(), "/v1/charges");
  EXPECT_EQ(match.query, "?limit=3&x=%20");
  EXPECT_EQ(Match("/proxy/stripe").value().endpoint(), "/");
  EXPECT_EQ(Match("/proxy/stripe/").value().endpoint(), "/");
}

TEST(PathTest, TheVersionedPathsAreKnownWithTheirDialect) {
  EXPECT_EQ(Match("/v1/chat/completions").value().known.dialect, Dialect::kOpenAiChat);
  EXPECT_EQ(Match("/v1/responses").value().known.dialect, Dialect::kOpenAiResponses);
  EXPECT_EQ(Match("/v1/responses/resp_1/cancel").value().known.dialect, Dialect::kOpenAiOther);
  EXPECT_EQ(Match("/v1/embeddings").value().known.dialect, Dialect::kOpenAiEmbeddings);
  EXPECT_EQ(Match("/v1/images/generations").value().known.dialect, Dialect::kOpenAiImages);
  EXPECT_EQ(Match("/v1/audio/speech").value().known.dialect, Dialect::kOpenAiSpeech);
  EXPECT_EQ(Match("/v1/models", "GET").value().known.dialect, Dialect::kOpenAiOther);
  EXPECT_EQ(Match("/v1/models/gpt-4o", "GET").value().endpoint(), "/v1/models/gpt-4o");
  EXPECT_EQ(Match("/v1/messages?beta=true").value().known.dialect, Dialect::kAnthropicMessages);
  EXPECT_EQ(Match("/v1/messages?beta=true").value().query, "?beta=true");
  EXPECT_EQ(Match("/v1/messages/count_tokens").value().known.dialect, Dialect::kAnthropicOther);
  EXPECT_EQ(Match("/v1/messages").value().family, Family::kAnthropic);
}

TEST(PathTest, APathIsTheSameWithAQueryAndWithout) {
  for (const char* const path :
       {"/chat/completions", "/responses", "/responses/compact", "/embeddings",
        "/images/generations", "/images/edits", "/images/variations", "/audio/speech",
        "/audio/transcriptions", "/audio/translations", "/models", "/messages",
        "/messages/count_tokens", "/messages/other", ""}) {
    for (const char* const method : {"POST", "GET", "post", "DELETE", ""}) {
      const std::string target = std::string("/v1") + path;
      const std::string with_query = target + "?a=b";
      const auto plain = Match(target, method);
      const auto queried = Match(with_query, method);

      ASSERT_EQ(plain.has_value(), queried.has_value()) << method << " " << target;
      if (!plain) continue;
      EXPECT_EQ(plain->kind, queried->kind) << target;
      EXPECT_EQ(plain->family, queried->family) << target;
      EXPECT_EQ(plain->known.dialect, queried->known.dialect) << target;
      EXPECT_EQ(plain->known.body, queried->known.body) << target;
      EXPECT_EQ(plain->known.billing, queried->known.billing) << target;
      EXPECT_EQ(plain->endpoint(), queried->endpoint()) << target;
      EXPECT_EQ(plain->query, "") << target;
    }
  }
}

TEST(PathTest, SmallMistakesAreUnderstood) {
  for (const char* target :
       {"/v1/v1/chat/completions", "//v1/chat/completions", "/v1//chat/completions",
        "/chat/completions", "/v1/chat/completions/", "//chat//completions"}) {
    EXPECT_EQ(Endpoint(target), "/v1/chat/completions") << target;
    EXPECT_EQ(Match(target).value().known.dialect, Dialect::kOpenAiChat) << target;
  }
  EXPECT_EQ(Endpoint("//proxy//openai//v1/x"), "/v1/x");
  EXPECT_EQ(Endpoint("/models/a", "GET"), "/v1/models/a");
}

TEST(PathTest, ANotFoundNamesTheRightUrl) {
  const auto why = [](std::string_view target) { return Match(target).error().detail; };
  EXPECT_EQ(Match("/openai/v1/chat/completions").error().code, Errc::kNotFound);
  EXPECT_NE(why("/openai/v1/chat/completions").find("/v1/chat/completions"), std::string::npos);
  EXPECT_NE(why("/v1/files").find("/proxy/{api}/v1/files"), std::string::npos);
  EXPECT_NE(why("/").find("/proxy/{api}/{path}"), std::string::npos);
  EXPECT_NE(why("/v1/messages/batches").find("/proxy/{api}/v1/messages/batches"),
            std::string::npos);
  for (const char* target : {"/v1", "/v1/", "/proxy", "/proxy/", "/proxy//",
                             "/v1x/chat/completions", "/v1/chat/completionsx", "/v1/modelsx"}) {
    EXPECT_EQ(Match(target, "GET").error().code, Errc::kNotFound) << target;
  }
}

TEST(PathTest, AWrongMethodIsSaidSo) {
  EXPECT_EQ(Match("/v1/chat/completions", "GET").error().code, Errc::kMethodNotAllowed);
  EXPECT_EQ(Match("/v1/models", "DELETE").error().code, Errc::kMethodNotAllowed);
}

TEST(PathTest, NothingMovesTheHostOrLeavesTheBasePath) {
  for (const char* target : {"/proxy/a/../b",
                             "/proxy/a/..",
                             "/proxy/a/./b",
                             "/proxy/../v1/x",
                             "/proxy/a/%2e%2e/b",
                             "/proxy/a/%2E./b",
                             "/proxy/a/.%2e/b",
                             "/proxy/a/x%2fy",
                             "/proxy/a/x%2Fy",
                             "/proxy/a/x%5cy",
                             "/proxy/a/x\\y",
                             "/proxy/a/x#y",
                             "/proxy/a/x%23y",
                             "/proxy/a/x%3fy",
                             "/proxy/a/%252e%252e/b",
                             "/proxy/a/..;/b",
                             "/proxy/a/..;x=1/b",
                             "/proxy/a/x%00",
                             "/proxy/a/x%0d%0aHost:evil",
                             "/proxy/a/x y",
                             "/proxy/a/x\ty",
                             "/proxy/a/x%",
                             "/proxy/a/x%2",
                             "/proxy/a/x%zz",
                             "/proxy/a/\xff",
                             "/proxy/a/v1/chat/complet%69ons",
                             "/proxy/a/%7ex",
                             "/proxy/a/x?q=#y",
                             "/proxy/a/x?q=a b",
                             "proxy/a",
                             "http://evil/x",
                             "",
                             "*",
                             "@evil/x",
                             "/v1/responses/../files",
                             "/v1/responses/%2e%2e/files",
                             "/v1/models/a%2fb"}) {
    EXPECT_EQ(Match(target, "GET").error().code, Errc::kInvalidRequest) << target;
  }
}

TEST(PathTest, WhatOnlyLooksDangerousPasses) {
  EXPECT_EQ(Endpoint("/proxy/a/v1beta/models/gemini-2.5-pro:generateContent"),
            "/v1beta/models/gemini-2.5-pro:generateContent");
  EXPECT_EQ(Endpoint("/proxy/a/x..y/...z/@me/a%20b"), "/x..y/...z/@me/a%20b");
  EXPECT_EQ(Endpoint("/proxy/a/x//y"), "/x//y");
  EXPECT_EQ(Match("/proxy/a/x?u=https://h/../p%2f").value().query, "?u=https://h/../p%2f");
}

TEST(PathTest, AKeyInTheUrlIsNotPassedOn) {
  const auto refused = Match("/proxy/gemini/v1beta/models?key=rg_live_abc", "GET");
  EXPECT_EQ(refused.error().code, Errc::kInvalidRequest);
  EXPECT_EQ(refused.error().detail.find("abc"), std::string::npos);
}

TEST(PathTest, TheVersionIsNeverDoubled) {
  EXPECT_EQ(Proxied("https://api.openai.com", "/proxy/o/v1/files?a=b"), "/v1/files?a=b");
  EXPECT_EQ(Proxied("https://api.openai.com/v1", "/proxy/o/v1/files"), "/v1/files");
  EXPECT_EQ(Proxied("https://api.openai.com/v1", "/proxy/o/files"), "/v1/files");
  EXPECT_EQ(Proxied("https://api.groq.com/openai", "/v1/models"), "/openai/v1/models");
  EXPECT_EQ(Proxied("https://api.groq.com/openai/v1/", "/v1/models"), "/openai/v1/models");
  EXPECT_EQ(Proxied("https://g.example/v1beta/openai", "/v1/models"), "/v1beta/openai/models");
  EXPECT_EQ(Proxied("https://api.stripe.com/v1", "/proxy/s/v1/charges", Family::kGeneric),
            "/v1/charges");
  EXPECT_EQ(Proxied("https://api.stripe.com/v1", "/proxy/s/charges", Family::kGeneric),
            "/v1/charges");
  EXPECT_EQ(Proxied("https://h.example/v2", "/proxy/s/v1/x", Family::kGeneric), "/v2/v1/x");
  EXPECT_EQ(Proxied("https://h.example/base", "/proxy/s", Family::kGeneric), "/base/");
}

TEST(PathTest, TheDialectOfAProxyPathIsKnownByItsEnd) {
  const auto dialect_of = [](Family family, std::string_view method, std::string_view path) {
    return FindEndpoint(family, method, path).dialect;
  };
  EXPECT_EQ(dialect_of(Family::kOpenAi, "POST", "/openai/v1/chat/completions"),
            Dialect::kOpenAiChat);
  EXPECT_EQ(dialect_of(Family::kOpenAi, "POST", "/chat/completions"), Dialect::kOpenAiChat);
  EXPECT_EQ(dialect_of(Family::kOpenAi, "GET", "/v1/chat/completions"), Dialect::kOpenAiOther);
  EXPECT_EQ(dialect_of(Family::kOpenAi, "POST", "/v1/completions"), Dialect::kOpenAiChat);
  EXPECT_EQ(dialect_of(Family::kAnthropic, "POST", "/v1/messages"), Dialect::kAnthropicMessages);
  EXPECT_EQ(dialect_of(Family::kAnthropic, "POST", "/v1/messages/batches"),
            Dialect::kAnthropicOther);
  EXPECT_EQ(dialect_of(Family::kGeneric, "POST", "/v1/chat/completions"), Dialect::kGeneric);
}

TEST(OriginTest, AUrlIsSplitAndWrittenBackTheSame) {
  for (const char* url : {"https://api.openai.com", "http://127.0.0.1:8080",
                          "https://api.groq.com/openai", "https://[::1]:8443/x", "http://h"}) {
    EXPECT_EQ(ToUrl(ParseOrigin(url).value()), url);
  }
  const Origin origin = ParseOrigin("https://API.Example.com:443/a/b/").value();
  EXPECT_EQ(origin.host, "api.example.com");
  EXPECT_EQ(origin.path_prefix, "/a/b");
}

TEST(OriginTest, UrlsThatHideSomethingAreRefused) {
  for (const char* url :
       {"", "api.openai.com", "ftp://h", "https://", "https://u:p@h", "https://h?x", "https://h#x",
        "https://h/../x", "https://h/a//b", "https://h:0", "https://h:70000",
        "https://h:", "https://h:8x", "https://h/%2e", "https://h\\x", "https://h h",
        "https://[::1", "https://h/a/.", "HTTPS://h "}) {
    EXPECT_FALSE(ParseOrigin(url)) << url;
  }
}

}  // namespace
}  // namespace rg::route

#include "http/field_name.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "http/head.h"
#include "http/parse.h"

namespace rg::http {
namespace {

struct Row {
  std::string_view text;
  FieldName name;
};
constexpr Row kRows[] = {
    {"accept-encoding", FieldName::kAcceptEncoding},
    {"alt-svc", FieldName::kAltSvc},
    {"anthropic-version", FieldName::kAnthropicVersion},
    {"api-key", FieldName::kApiKey},
    {"authorization", FieldName::kAuthorization},
    {"connection", FieldName::kConnection},
    {"content-length", FieldName::kContentLength},
    {"content-type", FieldName::kContentType},
    {"content_length", FieldName::kImitatedLength},
    {"cookie", FieldName::kCookie},
    {"cookie2", FieldName::kCookie2},
    {"date", FieldName::kDate},
    {"expect", FieldName::kExpect},
    {"forwarded", FieldName::kForwarded},
    {"host", FieldName::kHost},
    {"idempotency-key", FieldName::kIdempotencyKey},
    {"keep-alive", FieldName::kKeepAlive},
    {"public-key-pins", FieldName::kPublicKeyPins},
    {"ratelimit", FieldName::kRateLimit},
    {"ratelimit-policy", FieldName::kRateLimitPolicy},
    {"request-id", FieldName::kRequestId},
    {"server", FieldName::kServer},
    {"set-cookie", FieldName::kSetCookie},
    {"set-cookie2", FieldName::kSetCookie2},
    {"strict-transport-security", FieldName::kStrictTransportSecurity},
    {"te", FieldName::kTe},
    {"traceparent", FieldName::kTraceparent},
    {"trailer", FieldName::kTrailer},
    {"transfer-encoding", FieldName::kTransferEncoding},
    {"transfer_encoding", FieldName::kImitatedCoding},
    {"upgrade", FieldName::kUpgrade},
    {"via", FieldName::kVia},
    {"x-api-key", FieldName::kXApiKey},
    {"x-goog-api-key", FieldName::kXGoogApiKey},
    {"x-rateguard-user", FieldName::kXRateGuardUser},
    {"x-real-ip", FieldName::kXRealIp},
    {"x-request-id", FieldName::kXRequestId},
};

TEST(FieldNames, AreRecognisedInAnyCase) {
  ASSERT_EQ(std::size(kRows) + 2, kFieldNames);
  for (const auto& [text, name] : kRows) {
    EXPECT_EQ(Recognise(text), name) << text;
    std::string mixed(text);
    for (std::size_t i = 0; i < mixed.size(); i += 2) {
      mixed[i] = static_cast<char>(std::toupper(static_cast<unsigned char>(mixed[i])));
    }
    EXPECT_EQ(Recognise(mixed), name) << mixed;
  }
}

TEST(FieldNames, AreNotRecognisedWithOneCharacterOtherOrMoreOrFewer) {
  constexpr std::string_view kTokens = "!#$%&'*+-.0129^_`|~ABXYZabxyz";
  for (const auto& [text, name] : kRows) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      for (const char c : kTokens) {
        std::string other(text);
        other[at] = c;
        if (EqualsIgnoreCase(other, text)) continue;
        EXPECT_NE(Recognise(other), name) << other;
      }
    }
    EXPECT_NE(Recognise(std::string(text) + "s"), name);
    EXPECT_NE(Recognise("x" + std::string(text)), name);
    EXPECT_NE(Recognise(text.substr(1)), name);
    EXPECT_NE(Recognise(text.substr(0, text.size() - 1)), name);
  }
  for (const std::string_view other : {"", "a", "x", "X-Stainless-Lang", "user-agent"}) {
    EXPECT_EQ(Recognise(other), FieldName::kOther) << other;
  }
}

TEST(HeadersOfAMessage, AreFoundByNameOfWhicheverKind) {
  Headers headers;
  ASSERT_TRUE(headers.Add({"HOST", "a"}));
  ASSERT_TRUE(headers.Add({"X-Mine", "b"}));
  ASSERT_TRUE(headers.Add({"Content-type", "c"}));
  ASSERT_TRUE(headers.Add({"content-type", "d"}));

  EXPECT_EQ(headers.Find(FieldName::kContentType), "c");
  EXPECT_EQ(headers.Find("content-type"), "c");
  EXPECT_EQ(headers.Find("x-mine"), "b");
  EXPECT_FALSE(headers.Find(FieldName::kDate));
  EXPECT_FALSE(headers.Has(FieldName::kConnection));
  headers.Clear();
  EXPECT_FALSE(headers.Find(FieldName::kContentType));
}

TEST(HeadersOfAMessage, KnowWhetherConnectionMayNameOneOfThem) {
  const auto says_more = [](std::initializer_list<std::string_view> values) {
    Headers headers;
    for (const std::string_view value : values) EXPECT_TRUE(headers.Add({"connection", value}));
    return headers.connection_says_more();
  };
  EXPECT_FALSE(says_more({}));
  EXPECT_FALSE(says_more({"keep-alive"}));
  EXPECT_FALSE(says_more({"Keep-ALIVE", "keep-alive"}));
  for (const std::string_view more :
       {"", "close", "keep-alive, x", "keep-alive,", "keep-alivf", "jeep-alive", "keep-alive2"}) {
    EXPECT_TRUE(says_more({more})) << more;
    EXPECT_TRUE(says_more({more, "keep-alive"})) << more;
    EXPECT_TRUE(says_more({"keep-alive", more})) << more;
  }
}

TEST(HeadersOfAMessage, AreRecognisedAsTheyAreRead) {
  RequestHead head;
  const Parsed parsed =
      ParseRequestHead("GET / HTTP/1.1\r\nhOST: a\r\nX-API-Key: b\r\nX-Mine: c\r\n\r\n", head);

  ASSERT_EQ(parsed.state, Parsed::State::kDone);
  EXPECT_EQ(head.headers.all()[0].known, FieldName::kHost);
  EXPECT_EQ(head.headers.Find(FieldName::kXApiKey), "b");
  EXPECT_EQ(head.headers.all()[2].known, FieldName::kOther);
}

}  // namespace
}  // namespace rg::http

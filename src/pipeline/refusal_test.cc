#include "pipeline/refusal.h"

#include <algorithm>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rg::pipeline {
namespace {

using namespace std::chrono_literals;
using journal::Outcome;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const RequestId kRequest{ParseUuid("0190b5a0-0000-7000-8000-000000000001").value()};

// wire.md, "Refusing", row by row: what each error is in each dialect.
struct Row {
  Errc code;
  int status;
  int anthropic_status;
  std::string_view openai_type;
  std::string_view openai_code;
  std::string_view anthropic_type;
  bool retry;
  Outcome outcome;
};
constexpr std::string_view kInvalid = "invalid_request_error";
constexpr Row kRows[] = {
    {Errc::kInvalidRequest, 400, 400, kInvalid, "invalid_request", kInvalid, false,
     Outcome::kRefusedRequest},
    {Errc::kUnauthenticated, 401, 401, kInvalid, "invalid_api_key", "authentication_error", false,
     Outcome::kRefusedKey},
    {Errc::kForbidden, 403, 403, kInvalid, "forbidden", "permission_error", false,
     Outcome::kRefusedKey},
    {Errc::kNotFound, 404, 404, kInvalid, "not_found", "not_found_error", false,
     Outcome::kRefusedRequest},
    {Errc::kMethodNotAllowed, 405, 405, kInvalid, "method_not_allowed", kInvalid, false,
     Outcome::kRefusedRequest},
    {Errc::kConflict, 409, 409, kInvalid, "conflict", kInvalid, false, Outcome::kRefusedRequest},
    {Errc::kPreconditionFailed, 412, 412, kInvalid, "precondition_failed", kInvalid, false,
     Outcome::kRefusedRequest},
    {Errc::kTooLarge, 413, 413, kInvalid, "request_too_large", "request_too_large", false,
     Outcome::kRefusedRequest},
    {Errc::kUnbounded, 422, 422, kInvalid, "unbounded_cost", kInvalid, false,
     Outcome::kRefusedUnbounded},
    {Errc::kRateLimited, 429, 429, "requests", "rate_limit_exceeded", "rate_limit_error", true,
     Outcome::kRefusedRateLimit},
    {Errc::kBudgetExhausted, 402, 402, "insufficient_quota", "insufficient_quota", "billing_error",
     false, Outcome::kRefusedBudget},
    {Errc::kUpstreamFailed, 502, 502, "server_error", "upstream_failed", "api_error", true,
     Outcome::kUpstreamReset},
    {Errc::kUpstreamTimeout, 504, 504, "server_error", "upstream_timeout", "timeout_error", true,
     Outcome::kFirstByteTimeout},
    {Errc::kClientGone, 499, 499, kInvalid, "client_gone", kInvalid, false,
     Outcome::kClientGoneEarly},
    {Errc::kStorageFull, 503, 503, "server_error", "storage_full", "overloaded_error", true,
     Outcome::kRefusedUnavailable},
    {Errc::kUnavailable, 503, 529, "server_error", "unavailable", "overloaded_error", true,
     Outcome::kRefusedUnavailable},
    {Errc::kInternal, 500, 500, "server_error", "internal_error", "api_error", true,
     Outcome::kInternalError},
};

Error Told(Errc code, Duration retry_after = 1s) { return {code, "why", "", "", retry_after}; }

TEST(Refusing, EveryErrorHasARow) {
  std::set<Errc> seen;
  for (const Row& row : kRows) seen.insert(row.code);
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(Errc::kInternal) + 1);
}

TEST(Refusing, OpenAisClientsAreToldInTheirWords) {
  for (const Row& row : kRows) {
    for (const Dialect dialect : {Dialect::kOpenAiChat, Dialect::kOpenAiResponses,
                                  Dialect::kOpenAiEmbeddings, Dialect::kOpenAiOther}) {
      const Refusal refusal = Shape(Told(row.code), dialect, kRequest);
      EXPECT_EQ(refusal.status, row.status);
      EXPECT_EQ(refusal.content_type, "application/json");
      EXPECT_EQ(refusal.body, R"({"error":{"message":"why","type":")" +
                                  std::string(row.openai_type) + R"(","param":null,"code":")" +
                                  std::string(row.openai_code) + "\"}}");
    }
  }
}

TEST(Refusing, AnthropicsClientsAreToldInTheirWords) {
  for (const Row& row : kRows) {
    for (const Dialect dialect : {Dialect::kAnthropicMessages, Dialect::kAnthropicOther}) {
      const Refusal refusal = Shape(Told(row.code), dialect, kRequest);
      EXPECT_EQ(refusal.status, row.anthropic_status);
      EXPECT_EQ(refusal.content_type, "application/json");
      EXPECT_EQ(refusal.body,
                R"({"type":"error","error":{"type":")" + std::string(row.anthropic_type) +
                    R"(","message":"why"},"request_id":")" + ToString(kRequest) + "\"}");
    }
  }
}

TEST(Refusing, ClientsOfOtherApisAreToldTheProblem) {
  for (const Row& row : kRows) {
    const Refusal refusal = Shape(Told(row.code), Dialect::kGeneric, kRequest);
    EXPECT_EQ(refusal.status, row.status);
    EXPECT_EQ(refusal.content_type, "application/problem+json");
    EXPECT_THAT(refusal.body, StartsWith(R"({"type":"about:blank","title":")"));
    EXPECT_THAT(refusal.body, HasSubstr(",\"status\":" + std::to_string(row.status) + ","));
    EXPECT_THAT(refusal.body, HasSubstr(R"("instance":"urn:uuid:)" + ToString(kRequest)));
    EXPECT_THAT(refusal.body, HasSubstr(R"("code":")" + std::string(CodeOf(row.code))));
  }
}

TEST(Refusing, TheSdkIsToldToRetryOnlyWhereThatHelps) {
  for (const Row& row : kRows) {
    EXPECT_EQ(Shape(Told(row.code), Dialect::kOpenAiChat, kRequest).should_retry, row.retry)
        << CodeOf(row.code);
  }
}

TEST(Refusing, EveryErrorIsBookedAsItsOutcome) {
  std::set<std::string_view> names;
  for (const Row& row : kRows) {
    EXPECT_EQ(OutcomeOf(row.code), row.outcome);
    names.insert(CodeOf(row.code));
  }
  EXPECT_EQ(names.size(), std::size(kRows)) << "no two errors have one name";
}

TEST(Refusing, AWaitOfUpToAMinuteIsSaidAndRetried) {
  for (const Duration wait : {Duration{1ms}, Duration{1s}, Duration{60s}}) {
    const Refusal refusal = Shape(Told(Errc::kRateLimited, wait), Dialect::kOpenAiChat, kRequest);
    EXPECT_TRUE(refusal.should_retry);
    EXPECT_EQ(refusal.retry_after, wait);
  }
}

TEST(Refusing, ALongerWaitIsNeitherRetriedNorSaid) {
  for (const Duration wait : {Duration{60s + 1ns}, Duration{24h}, Duration{0}}) {
    for (const Errc code : {Errc::kRateLimited, Errc::kBudgetExhausted}) {
      const Refusal refusal = Shape(Told(code, wait), Dialect::kAnthropicMessages, kRequest);
      EXPECT_FALSE(refusal.should_retry);
      EXPECT_EQ(refusal.retry_after, Duration::zero()) << "one SDK sleeps however long it is told";
    }
  }
}

TEST(Refusing, ALimitOnTokensSaysSo) {
  for (const std::string_view unit : {"tokens", "input_tokens", "output_tokens"}) {
    EXPECT_THAT(Shape(Told(Errc::kRateLimited), Dialect::kOpenAiChat, kRequest, unit).body,
                HasSubstr(R"("type":"tokens")"));
  }
  for (const std::string_view unit : {"requests", "nanos", "calls", ""}) {
    EXPECT_THAT(Shape(Told(Errc::kRateLimited), Dialect::kOpenAiChat, kRequest, unit).body,
                HasSubstr(R"("type":"requests")"));
  }
}

TEST(Refusing, TheFieldToBlameIsNamedInEveryDialect) {
  const Error error = Fail(Errc::kInvalidRequest, "is \"no\" number", "max_tokens");
  EXPECT_THAT(
      Shape(error, Dialect::kOpenAiChat, kRequest).body,
      HasSubstr(
          R"("message":"is \"no\" number","type":"invalid_request_error","param":"max_tokens")"));
  EXPECT_THAT(Shape(error, Dialect::kAnthropicMessages, kRequest).body,
              HasSubstr(R"("message":"max_tokens: is \"no\" number")"));
  EXPECT_THAT(Shape(error, Dialect::kGeneric, kRequest).body,
              HasSubstr(R"("errors":[{"pointer":"max_tokens","detail":"is \"no\" number"}])"));
}

TEST(Refusing, WhatAClientSentCannotBreakTheAnswer) {
  const Error error = Fail(Errc::kNotFound, "no model 'a\"}\r\n\xff\\'", "x\"y");
  for (const Dialect dialect :
       {Dialect::kOpenAiChat, Dialect::kAnthropicMessages, Dialect::kGeneric}) {
    const std::string body = Shape(error, dialect, kRequest).body;
    EXPECT_THAT(body, HasSubstr("no model 'a\\\"}\\u000d\\u000a\xef\xbf\xbd\\\\'"));
  }
}

TEST(Refusal, OfAGeminiCallIsAStatusOfGoogles) {
  Error error = Fail(Errc::kRateLimited, "too fast");
  error.retry_after = 1500ms;

  const Refusal refusal = Shape(error, Dialect::kGeminiGenerate, kRequest);

  EXPECT_EQ(refusal.content_type, "application/json");
  EXPECT_THAT(refusal.body, StartsWith(R"({"error":{"code":429,"message":"too fast",)"
                                       R"("status":"RESOURCE_EXHAUSTED","details":[)"));
  EXPECT_THAT(refusal.body, HasSubstr(R"("reason":"rate_limited")"));
  EXPECT_THAT(refusal.body, HasSubstr(R"("retryDelay":"2s")"));
  EXPECT_THAT(refusal.body, HasSubstr(R"("request_id":"0190b5a0-)"));
}

TEST(Refusal, OfACohereCallIsAMessage) {
  const Refusal refusal =
      Shape(Fail(Errc::kInvalidRequest, "is wrong", "model"), Dialect::kCohereChat, kRequest);

  EXPECT_EQ(refusal.status, 400);
  EXPECT_EQ(refusal.body,
            R"({"id":"0190b5a0-0000-7000-8000-000000000001","message":"model: is wrong"})");
}

}  // namespace
}  // namespace rg::pipeline

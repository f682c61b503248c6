#include "pipeline/refusal.h"

#include <array>

#include "core/json_text.h"

namespace rg::pipeline {
namespace {

using journal::Outcome;

// One row per error: everything about how it is answered and booked.
struct Row {
  Errc code;
  std::string_view name;
  std::string_view title;
  int status;
  std::string_view openai_type;
  std::string_view openai_code;
  std::string_view anthropic_type;
  std::string_view google_status;
  bool should_retry;
  Outcome outcome;
};

constexpr std::string_view kInvalid = "invalid_request_error";

constexpr std::array<Row, 17> kRows = {{
    {Errc::kInvalidRequest, "invalid_request", "The request is not valid", 400, kInvalid,
     "invalid_request", kInvalid, "INVALID_ARGUMENT", false, Outcome::kRefusedRequest},
    {Errc::kUnauthenticated, "unauthenticated", "No valid API key", 401, kInvalid,
     "invalid_api_key", "authentication_error", "UNAUTHENTICATED", false, Outcome::kRefusedKey},
    {Errc::kForbidden, "forbidden", "Not allowed for this key", 403, kInvalid, "forbidden",
     "permission_error", "PERMISSION_DENIED", false, Outcome::kRefusedKey},
    {Errc::kNotFound, "not_found", "Not found", 404, kInvalid, "not_found", "not_found_error",
     "NOT_FOUND", false, Outcome::kRefusedRequest},
    {Errc::kMethodNotAllowed, "method_not_allowed", "Method not allowed", 405, kInvalid,
     "method_not_allowed", kInvalid, "INVALID_ARGUMENT", false, Outcome::kRefusedRequest},
    {Errc::kConflict, "conflict", "Conflict", 409, kInvalid, "conflict", kInvalid, "ABORTED", false,
     Outcome::kRefusedRequest},
    {Errc::kPreconditionFailed, "precondition_failed", "Changed by somebody else", 412, kInvalid,
     "precondition_failed", kInvalid, "FAILED_PRECONDITION", false, Outcome::kRefusedRequest},
    {Errc::kTooLarge, "too_large", "Too large", 413, kInvalid, "request_too_large",
     "request_too_large", "INVALID_ARGUMENT", false, Outcome::kRefusedRequest},
    {Errc::kUnbounded, "unbounded_cost", "The price of this call has no bound", 422, kInvalid,
     "unbounded_cost", kInvalid, "FAILED_PRECONDITION", false, Outcome::kRefusedUnbounded},
    {Errc::kRateLimited, "rate_limited", "Rate limit reached", 429, "requests",
     "rate_limit_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED", true,
     Outcome::kRefusedRateLimit},
    {Errc::kBudgetExhausted, "budget_exhausted", "Budget spent", 402, "insufficient_quota",
     "insufficient_quota", "billing_error", "RESOURCE_EXHAUSTED", false, Outcome::kRefusedBudget},
    {Errc::kUpstreamFailed, "upstream_failed", "The upstream failed", 502, "server_error",
     "upstream_failed", "api_error", "UNAVAILABLE", true, Outcome::kUpstreamReset},
    {Errc::kUpstreamTimeout, "upstream_timeout", "The upstream took too long", 504, "server_error",
     "upstream_timeout", "timeout_error", "DEADLINE_EXCEEDED", true, Outcome::kFirstByteTimeout},
    {Errc::kClientGone, "client_gone", "The client left", 499, kInvalid, "client_gone", kInvalid,
     "CANCELLED", false, Outcome::kClientGoneEarly},
    {Errc::kStorageFull, "storage_full", "The gateway cannot record calls", 503, "server_error",
     "storage_full", "overloaded_error", "UNAVAILABLE", true, Outcome::kRefusedUnavailable},
    {Errc::kUnavailable, "unavailable", "The gateway is not available", 503, "server_error",
     "unavailable", "overloaded_error", "UNAVAILABLE", true, Outcome::kRefusedUnavailable},
    {Errc::kInternal, "internal", "The gateway failed", 500, "server_error", "internal_error",
     "api_error", "INTERNAL", true, Outcome::kInternalError},
}};

const Row& RowOf(Errc code) {
  for (const Row& row : kRows) {
    if (row.code == code) return row;
  }
  return kRows.back();
}

// The official SDKs wait at most a minute or two for a Retry-After, and one of them waits however
// long it is told: a wait longer than this is no wait a program should make.
constexpr Duration kWorthWaiting = std::chrono::seconds{60};

std::string OpenAiBody(const Error& error, const Row& row, std::string_view limited_unit) {
  const bool tokens = error.code == Errc::kRateLimited && limited_unit.ends_with("tokens");
  std::string body = R"({"error":{"message":)";
  AppendJsonString(body, error.detail);
  body += R"(,"type":)";
  AppendJsonString(body, tokens ? "tokens" : row.openai_type);
  body += R"(,"param":)";
  if (error.field.empty()) {
    body += "null";
  } else {
    AppendJsonString(body, error.field);
  }
  body += R"(,"code":)";
  AppendJsonString(body, row.openai_code);
  body += "}}";
  return body;
}

std::string AnthropicBody(const Error& error, const Row& row, RequestId request) {
  std::string body = R"({"type":"error","error":{"type":)";
  AppendJsonString(body, row.anthropic_type);
  body += R"(,"message":)";
  AppendJsonString(body, Describe(error));
  body += R"(},"request_id":")";
  AppendTo(body, request);
  body += "\"}";
  return body;
}

// google.rpc.Status, as Google's APIs have it in JSON.
std::string GoogleBody(const Error& error, const Row& row, int status, Duration retry_after,
                       RequestId request) {
  std::string body = R"({"error":{"code":)" + std::to_string(status) + R"(,"message":)";
  AppendJsonString(body, Describe(error));
  body += R"(,"status":)";
  AppendJsonString(body, row.google_status);
  body += R"(,"details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":)";
  AppendJsonString(body, row.name);
  body += R"(,"domain":"rateguard","metadata":{"request_id":")";
  AppendTo(body, request);
  body += "\"}}";
  if (retry_after > Duration::zero()) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(retry_after).count();
    body += R"(,{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":")" +
            std::to_string(seconds) + "s\"}";
  }
  body += "]}}";
  return body;
}

std::string CohereBody(const Error& error, RequestId request) {
  std::string body = R"({"id":")";
  AppendTo(body, request);
  body += R"(","message":)";
  AppendJsonString(body, Describe(error));
  body += "}";
  return body;
}

// RFC 9457.
std::string ProblemBody(const Error& error, const Row& row, RequestId request) {
  std::string body = R"({"type":"about:blank","title":)";
  AppendJsonString(body, row.title);
  body += R"(,"status":)" + std::to_string(row.status) + R"(,"detail":)";
  AppendJsonString(body, error.detail);
  body += R"(,"instance":"urn:uuid:)";
  AppendTo(body, request);
  body += R"(","code":)";
  AppendJsonString(body, row.name);
  if (!error.field.empty()) {
    body += R"(,"errors":[{"pointer":)";
    AppendJsonString(body, error.field);
    body += R"(,"detail":)";
    AppendJsonString(body, error.detail);
    body += "}]";
  }
  body += "}";
  return body;
}

}  // namespace

std::string_view CodeOf(Errc code) { return RowOf(code).name; }

journal::Outcome OutcomeOf(Errc code) { return RowOf(code).outcome; }

int StatusOf(const Error& error, Dialect dialect) {
  // Anthropic's own word for "try later, it is not your fault" (wire.md, "Refusing").
  if (error.code == Errc::kUnavailable && IsAnthropic(dialect)) return 529;
  return RowOf(error.code).status;
}

Refusal Shape(const Error& error, Dialect dialect, RequestId request,
              std::string_view limited_unit) {
  const Row& row = RowOf(error.code);
  Refusal refusal;
  refusal.status = StatusOf(error, dialect);
  refusal.should_retry = row.should_retry;
  const bool soon = error.retry_after > Duration::zero() && error.retry_after <= kWorthWaiting;
  if (soon) refusal.retry_after = error.retry_after;
  if (error.code == Errc::kRateLimited && !soon) refusal.should_retry = false;
  refusal.content_type = "application/json";
  switch (FamilyOf(dialect)) {
    case Family::kOpenAi:
      refusal.body = OpenAiBody(error, row, limited_unit);
      break;
    case Family::kAnthropic:
      refusal.body = AnthropicBody(error, row, request);
      break;
    case Family::kGemini:
      refusal.body = GoogleBody(error, row, refusal.status, refusal.retry_after, request);
      break;
    case Family::kCohere:
      refusal.body = CohereBody(error, request);
      break;
    case Family::kGeneric:
      refusal.content_type = "application/problem+json";
      refusal.body = ProblemBody(error, row, request);
      break;
  }
  return refusal;
}

}  // namespace rg::pipeline

#include "demo/provider.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <boost/json/parse.hpp>

#include "core/await.h"
#include "demo/anthropic.h"
#include "demo/compose.h"
#include "demo/openai.h"
#include "http/ticker.h"

namespace rg::demo {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

constexpr std::size_t kBodyBytesMax = 32 * 1024 * 1024;
constexpr std::size_t kJsonDepthMax = 64;
constexpr std::int64_t kPaceMsMax = 5'000;

using EndpointFunction = Reply (*)(const json::object&, const Setting&);
struct Endpoint {
  std::string_view path;
  Maker maker;
  EndpointFunction answer;
};
constexpr std::array kEndpoints = {
    Endpoint{"/v1/chat/completions", Maker::kOpenAi, &ChatCompletion},
    Endpoint{"/v1/responses", Maker::kOpenAi, &Response},
    Endpoint{"/v1/embeddings", Maker::kOpenAi, &Embeddings},
    Endpoint{"/v1/messages", Maker::kAnthropic, &Message},
    Endpoint{"/v1/messages/count_tokens", Maker::kAnthropic, &CountMessageTokens},
};
constexpr std::string_view kModelsPath = "/v1/models";

std::string_view HeaderOf(const http::RequestHead& head, std::string_view name) {
  return head.headers.Find(name).value_or(std::string_view());
}

std::string_view PathOf(const http::RequestHead& head) {
  return head.target.substr(0, head.target.find('?'));
}

std::string_view CredentialOf(const http::RequestHead& head) {
  constexpr std::string_view kBearer = "Bearer ";
  const std::string_view key = HeaderOf(head, "x-api-key");
  if (!key.empty()) return key;
  const std::string_view authorization = HeaderOf(head, "authorization");
  return authorization.starts_with(kBearer) ? authorization.substr(kBearer.size())
                                            : std::string_view();
}

// Models and unknown paths exist in both dialects; Anthropic's clients name its version.
Maker MakerOf(const http::RequestHead& head) {
  for (const Endpoint& endpoint : kEndpoints) {
    if (endpoint.path == PathOf(head)) return endpoint.maker;
  }
  return HeaderOf(head, "anthropic-version").empty() ? Maker::kOpenAi : Maker::kAnthropic;
}

Reply Refuse(Maker maker, const Refusal& refusal) {
  return maker == Maker::kAnthropic ? AnthropicRefusal(refusal) : OpenAiRefusal(refusal);
}

std::optional<std::int64_t> NumberIn(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string_view AnthropicType(int status) {
  if (status == 401) return "authentication_error";
  if (status == 403) return "permission_error";
  if (status == 404) return "not_found_error";
  if (status == 429) return "rate_limit_error";
  if (status == 529) return "overloaded_error";
  return status < 500 ? "invalid_request_error" : "api_error";
}

// The failure a caller asked for with x-demo-fail.
Reply AskedFailure(Maker maker, int status) {
  Refusal refusal{
      .status = status,
      .message = "The demo provider fails with " + std::to_string(status) + " as asked.",
      .param = {},
      .code = {}};
  if (maker == Maker::kAnthropic) {
    refusal.type = AnthropicType(status);
  } else if (status == 429) {
    refusal.type = "requests";
    refusal.code = "rate_limit_exceeded";
  } else if (status >= 500) {
    refusal.type = "server_error";
  }
  return Refuse(maker, refusal);
}

std::optional<Reply> RefuseHead(const http::RequestHead& head, Maker maker) {
  if (CredentialOf(head).empty()) {
    Refusal refusal{
        .status = 401, .message = "x-api-key header is required", .param = {}, .code = {}};
    refusal.type = "authentication_error";
    if (maker == Maker::kOpenAi) {
      refusal.type = "invalid_request_error";
      refusal.message =
          "You didn't provide an API key. You need to provide your API key in an "
          "Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).";
    }
    return Refuse(maker, refusal);
  }
  const auto asked = NumberIn(HeaderOf(head, "x-demo-fail"));
  if (asked && *asked >= 400 && *asked <= 599) return AskedFailure(maker, static_cast<int>(*asked));
  if (maker == Maker::kAnthropic && HeaderOf(head, "anthropic-version").empty()) {
    return Refuse(maker,
                  {.message = "anthropic-version: header is required", .param = {}, .code = {}});
  }
  return std::nullopt;
}

Reply GetModels(std::string_view path, Maker maker) {
  if (path == kModelsPath) return maker == Maker::kAnthropic ? AnthropicModels() : OpenAiModels();
  const std::string_view name = path.substr(kModelsPath.size() + 1);
  return maker == Maker::kAnthropic ? AnthropicModel(name) : OpenAiModel(name);
}

Reply AnswerPost(const Endpoint& endpoint, std::string_view body, const Setting& setting) {
  json::parse_options options;
  options.max_depth = kJsonDepthMax;
  boost::system::error_code failed;
  const json::value document = json::parse(body, failed, {}, options);
  if (failed || !document.is_object()) {
    return Refuse(
        endpoint.maker,
        {.message = "We could not parse the JSON body of your request. (HINT: This likely "
                    "means you aren't using your HTTP library correctly.)",
         .param = {},
         .code = {}});
  }
  return endpoint.answer(document.get_object(), setting);
}

Reply AnswerRequest(const http::RequestHead& head, std::string_view body, Maker maker,
                    const Setting& setting) {
  if (std::optional<Reply> refused = RefuseHead(head, maker)) return *std::move(refused);
  const std::string_view path = PathOf(head);
  const bool models = path == kModelsPath || path.starts_with("/v1/models/");
  if (models && head.method == "GET") return GetModels(path, maker);
  for (const Endpoint& endpoint : kEndpoints) {
    if (endpoint.path == path && head.method == "POST") return AnswerPost(endpoint, body, setting);
  }
  Refusal refusal{
      .status = 404,
      .message = "Invalid URL (" + std::string(head.method) + " " + std::string(path) + ")",
      .param = {},
      .code = {}};
  if (maker == Maker::kAnthropic) refusal.type = "not_found_error";
  return Refuse(maker, refusal);
}

// Sends a reply: whole, or event by event at a person's pace.
class Sender {
 public:
  Sender(http::Exchange& exchange, std::chrono::milliseconds pace, bool cut)
      : exchange_(exchange), pace_(pace), cut_(cut) {}

  Async<Result<void>> Send(const Reply& reply, std::span<const http::Header> headers) {
    if (!reply.streamed() && !cut_) {
      co_return co_await exchange_.Respond(reply.status, headers, reply.body);
    }
    if (!reply.streamed()) {
      RG_CO_CHECK(co_await exchange_.Start(reply.status, headers, reply.body.size()));
      RG_CO_CHECK(
          co_await exchange_.Write(std::string_view(reply.body).substr(0, reply.body.size() / 2)));
      exchange_.Abort();
      co_return Result<void>();
    }
    RG_CO_CHECK(co_await exchange_.Start(reply.status, headers, std::nullopt));
    const std::size_t events = cut_ ? reply.events.size() / 2 : reply.events.size();
    for (std::size_t i = 0; i < events; ++i) {
      RG_CO_CHECK(co_await exchange_.Write(reply.events[i]));
      if (pace_.count() > 0) RG_CO_CHECK(co_await Rest());
    }
    if (!cut_) co_return co_await exchange_.Finish();
    exchange_.Abort();
    co_return Result<void>();
  }

 private:
  Async<Result<void>> Rest() {
    http::SteadyTimer timer(exchange_.executor(), pace_);
    const auto [stopped] = co_await timer.async_wait(kAwait);
    if (stopped) co_return Fail(Errc::kClientGone, "stopped while pacing a stream");
    co_return Result<void>();
  }

  http::Exchange& exchange_;
  std::chrono::milliseconds pace_;
  bool cut_;
};

}  // namespace

Async<void> Provider::Handle(http::Exchange& exchange) {
  const http::RequestHead& head = exchange.head();
  const Maker maker = MakerOf(head);
  const Result<std::string_view> body = co_await exchange.ReadBody(kBodyBytesMax);
  if (!body && body.error().code == Errc::kClientGone) co_return;

  const std::int64_t now_s = ToMicros(clock_.Now()) / 1'000'000;
  const Setting setting{cache_, now_s, CredentialOf(head)};
  const Reply reply =
      body ? AnswerRequest(head, *body, maker, setting)
           : Refuse(maker, {.status = body.error().code == Errc::kTooLarge ? 413 : 400,
                            .message = body.error().detail,
                            .param = {},
                            .code = {}});

  std::uint64_t ids = Hash(body ? *body : std::string_view(), Hash(head.target));
  const std::string request_id = "req_" + RandomText(ids, 24);
  const std::array<http::Header, 2> headers = {
      http::Header{"content-type",
                   reply.streamed() ? "text/event-stream; charset=utf-8" : "application/json"},
      http::Header{maker == Maker::kAnthropic ? "request-id" : "x-request-id", request_id}};
  const auto asked = NumberIn(HeaderOf(head, "x-demo-pace-ms"));
  const auto pace = asked
                        ? std::chrono::milliseconds(std::clamp<std::int64_t>(*asked, 0, kPaceMsMax))
                        : options_.pace;
  Sender sender(exchange, pace, HeaderOf(head, "x-demo-fail") == "cut");
  // Only a client that left makes this fail, and nobody is there to be told.
  (void)co_await sender.Send(reply, headers);
}

}  // namespace rg::demo

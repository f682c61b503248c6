#include "admin/handler.h"

#include <algorithm>
#include <memory>
#include <optional>

#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "admin/problem.h"
#include "admin/url.h"
#include "config/address.h"
#include "config/json.h"
#include "core/await.h"

namespace rg::admin {
namespace {

namespace json = boost::json;
using resource::Checked;
using resource::Rejection;

constexpr std::size_t kIdempotencyKeyMax = 255;

// The host of "localhost:3000", "[::1]:3000" or "127.0.0.1", without its port and brackets.
std::string_view HostOf(std::string_view authority) {
  if (authority.starts_with('[')) return authority.substr(1, authority.find(']') - 1);
  return authority.substr(0, authority.find(':'));
}

bool IsWrite(std::string_view method) { return method != "GET" && method != "HEAD"; }

// "v7", quoted, as ReplyHeaders writes it.
std::optional<std::int64_t> VersionOf(std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  if (etag.size() < 4 || !etag.starts_with("\"v") || !etag.ends_with('"')) return std::nullopt;
  const auto version = ParseDecimal(etag.substr(2, etag.size() - 3), 0);
  if (!version) return std::nullopt;
  return *version;
}

bool IsJson(std::string_view type) {
  const std::string_view plain = type.substr(0, type.find(';'));
  return http::EqualsIgnoreCase(plain, "application/json") ||
         http::EqualsIgnoreCase(plain, "application/json ");
}

// Writes the answer and keeps what its views point into.
class Answer {
 public:
  Answer(const Reply& reply, std::string_view method) : status_(reply.status) {
    if (!reply.text.empty()) {
      body_ = reply.text;
      headers_.push_back({"Content-Type", reply.text_type});
    } else if (!reply.body.is_null()) {
      body_ = json::serialize(reply.body);
      headers_.push_back({"Content-Type", "application/json"});
    }
    if (reply.version) {
      etag_ = "\"v" + std::to_string(*reply.version) + "\"";
      headers_.push_back({"ETag", etag_});
    }
    if (!reply.location.empty()) {
      location_ = reply.location;
      headers_.push_back({"Location", location_});
    }
    AddFixed(method);
  }

  Answer(const Rejection& rejection, std::string_view path, std::string allow)
      : status_(StatusOf(rejection)),
        body_(json::serialize(Problem(rejection, path))),
        allow_(std::move(allow)) {
    headers_.push_back({"Content-Type", "application/problem+json"});
    if (status_ == 401) headers_.push_back({"WWW-Authenticate", "Bearer realm=\"rateguard\""});
    if (!allow_.empty()) headers_.push_back({"Allow", allow_});
    AddFixed("");
  }

  int status() const { return status_; }
  std::string_view body() const { return body_; }
  std::span<const http::Header> headers() const { return headers_; }

 private:
  void AddFixed(std::string_view) {
    headers_.push_back({"Cache-Control", "no-store"});
    headers_.push_back({"X-Content-Type-Options", "nosniff"});
    headers_.push_back({"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"});
  }

  int status_;
  std::string body_;
  std::string etag_;
  std::string location_;
  std::string allow_;
  std::vector<http::Header> headers_;
};

std::string Joined(const std::vector<std::string_view>& words) {
  std::string joined;
  for (const std::string_view word : words) {
    if (!joined.empty()) joined += ", ";
    joined += word;
  }
  return joined;
}

std::string_view PathOf(const http::RequestHead& head) {
  return head.target.substr(0, head.target.find('?'));
}

// Parameters as the endpoint's table types them, with every fault at once.
Checked<json::object> ReadQuery(const Endpoint& endpoint, std::string_view text) {
  const auto pairs = ParseQuery(text);
  if (!pairs) return Rejection{Fail(Errc::kInvalidRequest, "the query has a broken escape")};
  json::object query;
  config::Faults faults;
  for (const auto& [name, value] : *pairs) {
    if (query.contains(name)) faults.push_back({config::Below("/query", name), "stands twice"});
    const config::Field* field = endpoint.query == nullptr ? nullptr : endpoint.query().Find(name);
    query[name] = field == nullptr ? json::value(value) : config::FromText(value, *field->type);
  }
  if (endpoint.query == nullptr) {
    for (const auto& parameter : query) {
      faults.push_back({config::Below("/query", parameter.key()), "is not known here"});
    }
  } else {
    const config::Table& table = endpoint.query();
    const std::shared_ptr<void> scratch = table.make();
    for (config::Fault& fault :
         config::ReadJson(json::value(query), table, scratch.get(), config::Mode::kCreate)) {
      faults.push_back({"/query" + fault.pointer, std::move(fault.detail)});
    }
  }
  if (!faults.empty()) return Rejection{std::move(faults)};
  return query;
}

}  // namespace

Async<void> Handler::Handle(http::Exchange& exchange) {
  const http::RequestHead& head = exchange.head();
  // The body comes last: nobody without a token makes us read one.
  const std::string_view path = PathOf(head);
  const Api::Match match = api_.Find(head.method == "HEAD" ? "GET" : head.method, path);
  const Checked<const Endpoint*> endpoint = Open(head, match);
  if (!endpoint) {
    const bool wrong_method = endpoint.error().error.code == Errc::kMethodNotAllowed;
    const Answer answer{endpoint.error(), path, wrong_method ? Joined(match.allowed) : ""};
    const Result<void> refused =
        co_await exchange.Respond(answer.status(), answer.headers(), answer.body());
    if (!refused) exchange.Abort();
    co_return;
  }

  const Result<std::string_view> body = co_await exchange.ReadBody(kBodyBytesMax);
  if (!body && body.error().code == Errc::kClientGone) co_return exchange.Abort();
  Checked<Reply> reply = Rejection{body ? Error{} : body.error()};
  if (body) reply = co_await Run(exchange, **endpoint, match, *body);
  const Answer answer = reply ? Answer{*reply, head.method} : Answer{reply.error(), path, ""};
  if (!reply && answer.status() >= 500) {
    log_.Write(LogLevel::kError, "admin_failed", reply.error().error.detail,
               {{"method", head.method}, {"path", path}});
  }
  const Result<void> sent =
      co_await exchange.Respond(answer.status(), answer.headers(), answer.body());
  if (!sent) exchange.Abort();
}

// What the request is made of stays where it is while the coroutine waits.
Async<Checked<Reply>> Handler::Run(http::Exchange& exchange, const Endpoint& endpoint,
                                   const Api::Match& match, std::string_view body) const {
  const http::RequestHead& head = exchange.head();
  if (!endpoint.waits || !options_.aside) co_return Serve(head, endpoint, match, body);
  std::optional<Checked<Reply>> reply;
  const auto begin = [&](auto resume) {
    // A job is copied on its way, and what resumes a coroutine cannot be.
    const auto back = std::make_shared<decltype(resume)>(std::move(resume));
    options_.aside([&, back, home = boost::asio::make_work_guard(exchange.executor())] {
      reply = Serve(head, endpoint, match, body);
      boost::asio::post(home.get_executor(), [back] { (*back)(); });
    });
  };
  co_await boost::asio::async_initiate<const Await, void()>(begin, kAwait);
  co_return *std::move(reply);
}

// Everything that is decided before the body is read.
Checked<const Endpoint*> Handler::Open(const http::RequestHead& head,
                                       const Api::Match& match) const {
  RG_CHECK(CheckHost(head));
  RG_CHECK(Authorise(head, match));
  if (match.endpoint == nullptr && !match.allowed.empty()) {
    return Rejection{Fail(
        Errc::kMethodNotAllowed,
        std::string{head.method} + " does not exist here; these do: " + Joined(match.allowed))};
  }
  if (match.endpoint == nullptr) {
    return Rejection{
        Fail(Errc::kNotFound, "there is nothing here; /api/openapi.json lists what is")};
  }
  RG_CHECK(CheckOrigin(head));
  return match.endpoint;
}

Result<void> Handler::CheckHost(const http::RequestHead& head) const {
  const std::string_view host = HostOf(head.host);
  // Rebinding needs a name to bind; who says a bare address, as probes do, has resolved nothing.
  if (config::IsListenHost(host)) return {};
  const auto& allowed = options_.allowed_hosts;
  const bool known = std::any_of(allowed.begin(), allowed.end(), [&](const std::string& name) {
    return http::EqualsIgnoreCase(name, host);
  });
  if (known) return {};
  return Fail(Errc::kForbidden,
              "this server does not answer to that host name; list it in "
              "admin.allowed_hosts if it should");
}

// A browser sends Origin with every write of a page. Programs send none.
Result<void> Handler::CheckOrigin(const http::RequestHead& head) const {
  const auto origin = head.headers.Find("Origin");
  if (!IsWrite(head.method) || !origin) return {};
  const std::size_t scheme = origin->find("://");
  const bool own = scheme != std::string_view::npos &&
                   http::EqualsIgnoreCase(origin->substr(scheme + 3), head.host);
  if (own) return {};
  return Fail(Errc::kForbidden, "a page of another origin may not change anything here");
}

Result<void> Handler::Authorise(const http::RequestHead& head, const Api::Match& match) const {
  if (match.endpoint != nullptr && match.endpoint->needs.role() == Role::kAnyone) return {};
  const Error refused = Fail(Errc::kUnauthenticated,
                             "send the admin token as Authorization: Bearer rg_admin_...; it is in "
                             "the file admin-token of the data folder");
  constexpr std::string_view kBearer = "Bearer ";
  if (head.headers.Count("Authorization") != 1) return refused;
  const std::string_view value = *head.headers.Find("Authorization");
  const bool bearer = value.size() > kBearer.size() &&
                      http::EqualsIgnoreCase(value.substr(0, kBearer.size()), kBearer);
  if (!bearer || !token_.Accepts(value.substr(kBearer.size()))) return refused;
  return {};
}

Checked<Reply> Handler::Serve(const http::RequestHead& head, const Endpoint& endpoint,
                              const Api::Match& match, std::string_view body) const {
  Request request;
  request.method = endpoint.method;
  request.path = PathOf(head);
  request.names = match.names;
  request.actor = "admin";
  const auto accept = head.headers.Find("Accept");
  request.wants_csv = accept && accept->find("text/csv") != std::string_view::npos;
  if (const std::string_view workspace = request.Name("workspace"); !workspace.empty()) {
    const auto found = registry_->FindWorkspace(workspace);
    if (!found) return Rejection{Fail(Errc::kNotFound, "there is no such workspace")};
    request.workspace = *found;
  }
  const std::size_t question = head.target.find('?');
  const std::string_view query =
      question == std::string_view::npos ? std::string_view{} : head.target.substr(question + 1);
  RG_TRY(request.query, ReadQuery(endpoint, query));
  RG_CHECK(ReadConditions(head, endpoint, request));
  RG_CHECK(ReadInput(head, endpoint, body, request));
  return endpoint.run(request);
}

Checked<void> Handler::ReadConditions(const http::RequestHead& head, const Endpoint& endpoint,
                                      Request& request) const {
  if (const auto etag = head.headers.Find("If-Match"); etag && *etag != "*") {
    request.if_version = VersionOf(*etag);
    if (!endpoint.versioned || !request.if_version) {
      return Rejection{Fail(Errc::kPreconditionFailed, "nothing here has that ETag")};
    }
  }
  if (const auto key = head.headers.Find("Idempotency-Key"); key && endpoint.idempotent_by_key) {
    if (key->empty() || key->size() > kIdempotencyKeyMax) {
      return Rejection{Fail(Errc::kInvalidRequest, "an Idempotency-Key has 1 to 255 characters")};
    }
    request.idempotency_key = *key;
  }
  return {};
}

Checked<void> Handler::ReadInput(const http::RequestHead& head, const Endpoint& endpoint,
                                 std::string_view body, Request& request) const {
  request.body_hash = ToHex(Sha256(std::string{endpoint.method} + " " + std::string{request.path} +
                                   "\n" + std::string{body}));
  if (endpoint.input.form == Shape::Form::kNone) {
    // An empty object is what some clients send for "nothing".
    if (body.empty() || body == "{}") return {};
    return Rejection{Fail(Errc::kInvalidRequest, "this takes no body")};
  }
  const auto type = head.headers.Find("Content-Type");
  if (!body.empty() && type && !IsJson(*type)) {
    return Rejection{Fail(Errc::kInvalidRequest, "the body must be application/json")};
  }
  boost::system::error_code failed;
  request.body = body.empty() ? json::value(json::object{}) : json::parse(body, failed);
  if (failed)
    return Rejection{Fail(Errc::kInvalidRequest, "the body is not JSON: " + failed.message())};
  if (!request.body.is_object()) {
    return Rejection{config::Faults{{"", "must be an object"}}};
  }
  return {};
}

}  // namespace rg::admin

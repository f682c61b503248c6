#include "cli/admin_client.h"

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "core/percent.h"

namespace rg::cli {
namespace {

namespace json = boost::json;

constexpr std::string_view kRoot = "/api/v1";
constexpr std::size_t kPageItems = 200;

std::string TextAt(const json::value& value, std::string_view key) {
  const json::object* object = value.if_object();
  const json::value* found = object ? object->if_contains(key) : nullptr;
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

int ExitOf(int status) {
  if (status == 401 || status == 403) return kExitNoPermission;
  if (status == 400 || status == 422) return kExitUsage;
  if (status == 502 || status == 503 || status == 504) return kExitUnavailable;
  return kExitFailure;
}

// RFC 9457: the title, what exactly, and every fault on a line of its own.
Failure FromProblem(const HttpReply& reply) {
  boost::system::error_code failed;
  const json::value problem = json::parse(reply.body, failed);
  if (failed || !problem.is_object()) {
    return {ExitOf(reply.status), "the server answered " + std::to_string(reply.status)};
  }
  std::string message = TextAt(problem, "detail");
  if (message.empty()) message = TextAt(problem, "title");
  const json::value* faults = problem.get_object().if_contains("errors");
  if (faults && faults->is_array()) {
    for (const json::value& fault : faults->get_array()) {
      std::string field = TextAt(fault, "pointer");
      std::replace(field.begin(), field.end(), '/', '.');
      if (!field.empty()) field = field.substr(1) + " ";
      message += "\n  " + field + TextAt(fault, "detail");
    }
  }
  return {ExitOf(reply.status), message};
}

Failure NotReached(const Url& url, const Error& error) {
  std::string message = error.detail;
  if (error.code == Errc::kUnavailable) {
    message = "no server answers at " + ToString(url) +
              ". Start one with `rateguard serve`, or name another with --admin-url.";
  }
  return {kExitUnavailable, message};
}

}  // namespace

Outcome<HttpReply> AdminClient::Exchange(HttpRequest request) {
  request.target = std::string(kRoot) + request.target;
  request.headers.emplace_back("User-Agent", "rateguard/" RG_VERSION);
  request.headers.emplace_back("Authorization", "Bearer " + tokens_.front().Reveal());
  Result<HttpReply> reply = send_(url_, request);
  while (reply && reply->status == 401 && tokens_.size() > 1) {
    tokens_.erase(tokens_.begin());
    request.headers.back().second = "Bearer " + tokens_.front().Reveal();
    reply = send_(url_, request);
  }
  if (!reply) return NotReached(url_, reply.error());
  if (reply->status == 401) {
    return Failure(kExitNoPermission, "the server at " + ToString(url_) +
                                          " does not know this admin token. It stands in its data "
                                          "folder; name it with RATEGUARD_ADMIN_TOKEN_FILE.");
  }
  if (reply->status >= 300) return FromProblem(*reply);
  return *std::move(reply);
}

Outcome<json::value> AdminClient::Get(std::string_view target) {
  return Send("GET", target, nullptr);
}

Outcome<json::value> AdminClient::Send(std::string_view method, std::string_view target,
                                       const json::value& body,
                                       std::vector<std::pair<std::string, std::string>> headers) {
  HttpRequest request{.method = std::string(method),
                      .target = std::string(target),
                      .headers = std::move(headers),
                      .body = {}};
  if (!body.is_null()) {
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = json::serialize(body);
  }
  RG_TRY(const HttpReply reply, Exchange(std::move(request)));
  if (reply.body.empty()) return json::value();
  boost::system::error_code failed;
  json::value answer = json::parse(reply.body, failed);
  if (failed) {
    return Failure(kExitUnavailable,
                   "what answers at " + ToString(url_) + " is not RateGuard's admin API");
  }
  return answer;
}

Outcome<HttpReply> AdminClient::Fetch(std::string_view method, std::string_view target) {
  return Exchange(
      {.method = std::string(method), .target = std::string(target), .headers = {}, .body = {}});
}

Outcome<std::vector<json::value>> AdminClient::List(std::string_view target,
                                                    std::size_t items_max) {
  std::vector<json::value> items;
  std::string cursor;
  do {
    std::size_t page = kPageItems;
    if (items_max > 0) page = std::min(page, items_max - items.size());
    std::string next(target);
    next += next.find('?') == std::string::npos ? '?' : '&';
    next += "limit=" + std::to_string(page);
    if (!cursor.empty()) next += "&cursor=" + PercentEncode(cursor);
    RG_TRY(const json::value answer, Get(next));
    const json::object* object = answer.if_object();
    const json::value* found = object ? object->if_contains("items") : nullptr;
    if (!found || !found->is_array()) {
      return Failure(kExitUnavailable,
                     "what answers at " + ToString(url_) + " is not RateGuard's admin API");
    }
    for (const json::value& item : found->get_array()) items.push_back(item);
    cursor = TextAt(answer, "next_cursor");
    if (found->get_array().empty()) break;
  } while (!cursor.empty() && (items_max == 0 || items.size() < items_max));
  return items;
}

}  // namespace rg::cli

#include "cli/http_client.h"

#include <algorithm>
#include <charconv>

#include "cli/socket.h"
#include "http/chunked.h"
#include "http/parse.h"
#include "http/write.h"

namespace rg::cli {
namespace {

constexpr std::size_t kReadBytes = 64 * 1024;
constexpr std::string_view kHttp = "http://";
constexpr std::string_view kHttps = "https://";

Result<void> BadUrl(std::string_view text, std::string_view why) {
  return Fail(Errc::kInvalidRequest,
              "\"" + std::string(text) + "\" is not a server's URL: " + std::string(why));
}

Error Broken(std::string_view why) {
  return Fail(Errc::kUpstreamFailed, "the answer is not HTTP: " + std::string(why));
}

bool ReadLimitReached(const std::string& bytes) { return bytes.size() >= kReplyBytesMax; }

// Reads until the head is whole; what follows it stays in `bytes`.
Result<std::size_t> ReadHead(Socket& socket, std::string_view method, std::string& bytes,
                             http::ResponseHead& head) {
  while (true) {
    const http::Parsed parsed = http::ParseResponseHead(bytes, method, head);
    if (parsed.state == http::Parsed::State::kFault) return Broken(parsed.fault.reason);
    if (parsed.state == http::Parsed::State::kDone) {
      const bool interim = head.status >= 100 && head.status < 200;
      if (!interim) return parsed.consumed;
      bytes.erase(0, parsed.consumed);
      continue;
    }
    RG_TRY(const std::size_t read, socket.Read(bytes, kReadBytes));
    if (read == 0) return Broken("it ended within its head");
  }
}

Result<std::string> ReadChunked(Socket& socket, std::string bytes) {
  http::ChunkedDecoder decoder;
  std::string body;
  while (true) {
    std::string_view left = bytes;
    while (!left.empty()) {
      const auto step = decoder.Feed(left);
      body += step.body;
      if (step.state == http::Parsed::State::kDone) return body;
      if (step.state == http::Parsed::State::kFault) return Broken(step.fault.reason);
      if (step.consumed == 0) break;
      left.remove_prefix(step.consumed);
    }
    if (ReadLimitReached(body)) return Broken("it is larger than 1 GiB");
    bytes.erase(0, bytes.size() - left.size());
    RG_TRY(const std::size_t read, socket.Read(bytes, kReadBytes));
    if (read == 0) return Broken("it ended within its body");
  }
}

Result<std::string> ReadBody(Socket& socket, const http::ResponseHead& head, std::string bytes) {
  if (head.framing == http::Framing::kNone) return std::string();
  if (head.framing == http::Framing::kChunked) return ReadChunked(socket, std::move(bytes));
  const bool to_end = head.framing == http::Framing::kUntilClose;
  while (to_end || bytes.size() < head.content_length) {
    if (ReadLimitReached(bytes)) return Broken("it is larger than 1 GiB");
    RG_TRY(const std::size_t read, socket.Read(bytes, kReadBytes));
    if (read > 0) continue;
    if (to_end) break;
    return Broken("it ended within its body");
  }
  if (!to_end) bytes.resize(head.content_length);
  return bytes;
}

Result<std::string> Written(const Url& url, const HttpRequest& request) {
  std::vector<http::Header> headers;
  for (const auto& [name, value] : request.headers) headers.push_back({name, value});
  const http::Body length{request.body.empty() ? http::Framing::kNone : http::Framing::kLength,
                          request.body.size()};
  const std::string target = url.path + request.target;
  const std::string authority = url.Authority();
  std::pmr::string bytes;
  RG_CHECK(http::AppendRequestHead(bytes, {request.method, target, authority}, headers, length,
                                   http::Persistence::kClose));
  return std::string(bytes) + request.body;
}

}  // namespace

std::string Url::Authority() const {
  const bool v6 = host.find(':') != std::string::npos;
  const std::string name = v6 ? "[" + host + "]" : host;
  return port == (tls ? 443 : 80) ? name : name + ":" + std::to_string(port);
}

std::string ToString(const Url& url) {
  return std::string(url.tls ? kHttps : kHttp) + url.Authority() + url.path;
}

Result<Url> ParseUrl(std::string_view text) {
  Url url;
  std::string_view rest = text;
  url.tls = rest.starts_with(kHttps);
  if (!url.tls && !rest.starts_with(kHttp)) {
    return BadUrl(text, "it must begin with http:// or https://").error();
  }
  rest.remove_prefix(url.tls ? kHttps.size() : kHttp.size());
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  url.path = rest.substr(slash);
  while (url.path.ends_with('/')) url.path.pop_back();
  rest = rest.substr(0, slash);
  if (rest.find('@') != std::string_view::npos) {
    return BadUrl(text, "a name or password does not belong there").error();
  }
  std::size_t colon = rest.rfind(':');
  if (rest.starts_with('[')) {
    const std::size_t close = rest.find(']');
    if (close == std::string_view::npos) return BadUrl(text, "its [ is never closed").error();
    url.host = rest.substr(1, close - 1);
    colon = close + 1 < rest.size() ? close + 1 : std::string_view::npos;
  } else {
    url.host = rest.substr(0, colon);
  }
  url.port = url.tls ? 443 : 80;
  if (colon != std::string_view::npos) {
    const std::string_view digits = rest.substr(colon + 1);
    const auto [end, failed] =
        std::from_chars(digits.data(), digits.data() + digits.size(), url.port);
    if (failed != std::errc() || end != digits.data() + digits.size() || url.port == 0) {
      return BadUrl(text, "its port is not a number from 1 to 65535").error();
    }
  }
  if (url.host.empty()) return BadUrl(text, "it names no host").error();
  return url;
}

std::optional<std::string_view> HttpReply::Find(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (http::EqualsIgnoreCase(key, name)) return value;
  }
  return std::nullopt;
}

Result<HttpReply> SendOverSocket(const Url& url, const HttpRequest& request, Duration timeout,
                                 const std::string& ca_file) {
  RG_TRY(const std::string bytes, Written(url, request));
  RG_TRY(const std::unique_ptr<Socket> socket,
         Connect({url.host, url.port, url.tls, ca_file}, timeout));
  RG_CHECK(socket->Write(bytes));

  std::string received;
  http::ResponseHead head;
  RG_TRY(const std::size_t consumed, ReadHead(*socket, request.method, received, head));
  HttpReply reply;
  reply.status = head.status;
  for (const http::Header& header : head.headers.all()) {
    reply.headers.emplace_back(header.name, header.value);
  }
  std::string rest = received.substr(consumed);
  RG_TRY(reply.body, ReadBody(*socket, head, std::move(rest)));
  return reply;
}

}  // namespace rg::cli

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace rg::cli {

// Where a server answers: "http://127.0.0.1:3000".
struct Url {
  bool tls = false;
  std::string host;
  std::uint16_t port = 80;
  std::string path;  // "" or "/admin": starts with '/', does not end with one

  std::string Authority() const;  // host and port, as the Host field wants them
};
Result<Url> ParseUrl(std::string_view text);
std::string ToString(const Url& url);

struct HttpRequest {
  std::string method = "GET";
  std::string target;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

struct HttpReply {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  std::optional<std::string_view> Find(std::string_view name) const;
};

// One request and its answer. kUnavailable when nobody answers there, kUpstreamTimeout when nobody
// answered in time, kUpstreamFailed when the answer is not HTTP or its certificate is not to be
// trusted.
using HttpSender = std::function<Result<HttpReply>(const Url&, const HttpRequest&)>;

// Sends over a connection of its own, blocking, within `timeout` in all. `ca_file` is "" for the
// system's certificates. An answer larger than kReplyBytesMax is refused.
inline constexpr std::size_t kReplyBytesMax = std::size_t{1} << 30;
Result<HttpReply> SendOverSocket(const Url& url, const HttpRequest& request, Duration timeout,
                                 const std::string& ca_file);

}  // namespace rg::cli

#include <algorithm>
#include <charconv>

#include "route/api.h"

namespace rg::route {
namespace {

Error BadUrl(const char* why) {
  return Fail(
      Errc::kInvalidRequest,
      std::string("The base URL is not usable: ") + why + ". Write it as https://host/path.",
      "base_url");
}

bool IsHostCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

Result<void> CheckHost(std::string_view host) {
  if (host.empty()) return BadUrl("it has no host");
  if (host.front() == '[') {
    const std::string_view inner = host.substr(1, host.size() - 2);
    const bool address = host.size() > 3 && host.back() == ']' &&
                         inner.find_first_not_of("0123456789abcdef:.") == std::string_view::npos;
    if (!address) return BadUrl("the host in brackets is not an IPv6 address");
    return {};
  }
  if (host.size() > 253 || !std::all_of(host.begin(), host.end(), IsHostCharacter)) {
    return BadUrl("the host holds a character no host has");
  }
  return {};
}

Result<std::string> CleanPath(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("/-._~!$&'()*+,;=:").find(c) != std::string_view::npos;
    if (!plain) return BadUrl("the path holds a character that would have to be encoded");
  }
  if (path.find("//") != std::string_view::npos) return BadUrl("the path has an empty segment");
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at + 1), path.size());
    const std::string_view segment = path.substr(at + 1, end - at - 1);
    if (segment == "." || segment == "..") return BadUrl("the path has a dot segment");
    at = end;
  }
  return std::string(path);
}

}  // namespace

Result<Origin> ParseOrigin(std::string_view url) {
  Origin origin;
  const std::size_t scheme_end = url.find("://");
  const std::string_view scheme = url.substr(0, std::min(scheme_end, url.size()));
  if (scheme_end == std::string_view::npos || (scheme != "https" && scheme != "http")) {
    return BadUrl("it does not start with https:// or http://");
  }
  origin.tls = scheme == "https";
  origin.port = origin.tls ? 443 : 80;
  const std::string_view rest = url.substr(scheme_end + 3);
  if (rest.find_first_of("?#\\ @") != std::string_view::npos) {
    return BadUrl("a user name, query or fragment has no place in it");
  }
  const std::size_t path_at = std::min(rest.find('/'), rest.size());
  std::string_view authority = rest.substr(0, path_at);
  const std::size_t colon = authority.rfind(':');
  if (colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos) {
    const std::string_view digits = authority.substr(colon + 1);
    const char* const last = digits.data() + digits.size();
    const auto [end, error] = std::from_chars(digits.data(), last, origin.port);
    if (error != std::errc{} || end != last || origin.port == 0) {
      return BadUrl("the port is not a number from 1 to 65535");
    }
    authority = authority.substr(0, colon);
  }
  origin.host = authority;
  for (char& c : origin.host) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  RG_CHECK(CheckHost(origin.host));
  RG_TRY(origin.path_prefix, CleanPath(rest.substr(path_at)));
  return origin;
}

std::string ToUrl(const Origin& origin) {
  std::string url = (origin.tls ? "https://" : "http://") + origin.host;
  if (origin.port != (origin.tls ? 443 : 80)) url += ":" + std::to_string(origin.port);
  return url + origin.path_prefix;
}

std::string HostField(const Origin& origin) {
  if (origin.port == (origin.tls ? 443 : 80)) return origin.host;
  return origin.host + ":" + std::to_string(origin.port);
}

}  // namespace rg::route

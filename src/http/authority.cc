#include "http/authority.h"

#include <charconv>

namespace rg::http {
namespace {

Error Wrong(const char* detail) { return Fail(Errc::kInvalidRequest, detail); }

}  // namespace

Result<void> ReadAuthority(std::string_view text, std::uint16_t default_port, Endpoint& endpoint) {
  std::string_view port;
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == text.npos) return Wrong("has a '[' without its ']'");
    endpoint.host = text.substr(1, close - 1);
    port = text.substr(close + 1);
  } else {
    const std::size_t colon = text.find(':');
    endpoint.host = text.substr(0, colon);
    port = colon == text.npos ? std::string_view() : text.substr(colon);
  }
  if (endpoint.host.empty()) return Wrong("names no host");
  endpoint.port = default_port;
  if (port.empty()) return {};
  const char* const end = port.data() + port.size();
  const auto [at, error] = std::from_chars(port.data() + 1, end, endpoint.port);
  const bool number = error == std::errc() && at == end && endpoint.port != 0;
  if (port[0] != ':' || !number) return Wrong("has a port that is none");
  return {};
}

std::string AuthorityOf(const Endpoint& endpoint) {
  const bool is_v6 = endpoint.host.find(':') != std::string::npos;
  return (is_v6 ? "[" + endpoint.host + "]" : endpoint.host) + ":" + std::to_string(endpoint.port);
}

}  // namespace rg::http

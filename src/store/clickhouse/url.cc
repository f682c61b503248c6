#include "store/clickhouse/url.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "core/crypto.h"

namespace rg::store::clickhouse {
namespace {

constexpr std::uint16_t kPort = 8123;
constexpr std::uint16_t kTlsPort = 8443;
constexpr std::size_t kDatabaseMax = 64;

Error Wrong(std::string detail) { return Fail(Errc::kInvalidRequest, std::move(detail)); }

std::optional<std::string> Decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const Result<std::string> byte = FromHex(text.substr(std::min(i + 1, text.size()), 2));
    if (!byte || byte->size() != 1) return {};
    decoded += *byte;
    i += 2;
  }
  return decoded;
}

Result<void> ParseLogin(std::string_view text, Address& address) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  const auto user = Decode(text.substr(0, colon));
  auto password = Decode(colon == text.size() ? "" : text.substr(colon + 1));
  if (!user || !password) return Wrong("has a '%' in its user or password that encodes nothing");
  if (user->empty()) return Wrong("has a password without a user");
  // Both travel in header fields.
  const auto breaks_line = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; };
  if (std::ranges::any_of(*user, breaks_line) || std::ranges::any_of(*password, breaks_line)) {
    return Wrong("has a control character in its user or password");
  }
  address.user = *user;
  address.password = Secret(*std::move(password));
  return {};
}

Result<void> ParseHost(std::string_view text, http::Endpoint& endpoint) {
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
  endpoint.port = endpoint.tls ? kTlsPort : kPort;
  if (port.empty()) return {};
  const char* const end = port.data() + port.size();
  const auto [at, error] = std::from_chars(port.data() + 1, end, endpoint.port);
  const bool number = error == std::errc() && at == end && endpoint.port != 0;
  if (port[0] != ':' || !number) return Wrong("has a port that is none");
  return {};
}

// Names that need no quoting anywhere.
bool IsDatabase(std::string_view name) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  return name.size() <= kDatabaseMax && std::ranges::all_of(name, plain);
}

}  // namespace

Result<Address> ParseUrl(const Secret& url) {
  std::string_view rest = url.Reveal();
  Address address;
  address.endpoint.tls = rest.starts_with("https://");
  if (!address.endpoint.tls && !rest.starts_with("http://")) {
    return Wrong("must begin with https:// or http://");
  }
  rest.remove_prefix(address.endpoint.tls ? 8 : 7);
  // A password may hold an '@' that nobody encoded: the last one is the one that ends it.
  if (const std::size_t at = rest.rfind('@'); at != rest.npos) {
    RG_CHECK(ParseLogin(rest.substr(0, at), address));
    rest.remove_prefix(at + 1);
  }
  if (rest.find_first_of("?#") != rest.npos) return Wrong("takes no parameters");
  const std::size_t slash = rest.find('/');
  RG_CHECK(ParseHost(rest.substr(0, slash), address.endpoint));
  const std::string_view database = slash == rest.npos ? "" : rest.substr(slash + 1);
  if (database.empty()) return address;
  if (!IsDatabase(database)) {
    return Wrong("ends in a database whose name has other characters than letters, digits and _");
  }
  address.database = database;
  return address;
}

std::string Describe(const Address& address) {
  const http::Endpoint& endpoint = address.endpoint;
  const bool is_v6 = endpoint.host.find(':') != std::string::npos;
  std::string text = endpoint.tls ? "https://" : "http://";
  text += is_v6 ? "[" + endpoint.host + "]" : endpoint.host;
  text += ":" + std::to_string(endpoint.port) + "/" + address.database;
  return text;
}

}  // namespace rg::store::clickhouse

#include "store/clickhouse/url.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include "core/percent.h"
#include "http/authority.h"

namespace rg::store::clickhouse {
namespace {

constexpr std::uint16_t kPort = 8123;
constexpr std::uint16_t kTlsPort = 8443;
constexpr std::size_t kDatabaseMax = 64;

Error Wrong(std::string detail) { return Fail(Errc::kInvalidRequest, std::move(detail)); }

Result<void> ParseLogin(std::string_view text, Address& address) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  const auto user = PercentDecode(text.substr(0, colon));
  auto password = PercentDecode(colon == text.size() ? "" : text.substr(colon + 1));
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

// Names that need no quoting anywhere.
bool IsDatabase(std::string_view name) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  return name.size() <= kDatabaseMax && std::ranges::all_of(name, plain);
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == text.npos) return parts;
    text.remove_prefix(at + 1);
  }
}

// As many addresses as there are shards, all else being that of `all`.
Result<std::vector<Address>> ReadHosts(std::string_view hosts, const Address& all) {
  const std::uint16_t port = all.endpoint.tls ? kTlsPort : kPort;
  std::vector<Address> addresses;
  std::vector<http::Endpoint> seen;
  for (const std::string_view shard : Split(hosts, ',')) {
    Address address = all;
    const std::size_t first = seen.size();
    for (const std::string_view server : Split(shard, '|')) {
      http::Endpoint endpoint = all.endpoint;
      RG_CHECK(http::ReadAuthority(server, port, endpoint));
      if (std::ranges::find(seen, endpoint) != seen.end()) return Wrong("names a server twice");
      seen.push_back(std::move(endpoint));
    }
    if (seen.size() > kServersMax) {
      return Wrong("names more than " + std::to_string(kServersMax) + " servers");
    }
    const auto begin = seen.begin() + static_cast<std::ptrdiff_t>(first);
    address.endpoint = *begin;
    address.others.assign(begin + 1, seen.end());
    addresses.push_back(std::move(address));
  }
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    addresses[i].shard = {static_cast<std::uint32_t>(i + 1),
                          static_cast<std::uint32_t>(addresses.size())};
  }
  return addresses;
}

}  // namespace

Result<std::vector<Address>> ParseUrl(const Secret& url) {
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
  const std::string_view database = slash == rest.npos ? "" : rest.substr(slash + 1);
  if (!IsDatabase(database)) {
    return Wrong("ends in a database whose name has other characters than letters, digits and _");
  }
  if (!database.empty()) address.database = database;
  return ReadHosts(rest.substr(0, slash), address);
}

std::vector<Address> ServersOf(const Address& address) {
  std::vector<Address> servers(1, address);
  servers.front().others.clear();
  for (const http::Endpoint& other : address.others) {
    servers.push_back(servers.front());
    servers.back().endpoint = other;
  }
  return servers;
}

std::string Describe(const Address& address) {
  std::string text = address.endpoint.tls ? "https://" : "http://";
  text += http::AuthorityOf(address.endpoint);
  for (const http::Endpoint& other : address.others) text += "|" + http::AuthorityOf(other);
  return text + "/" + address.database;
}

}  // namespace rg::store::clickhouse

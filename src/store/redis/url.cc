#include "store/redis/url.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/percent.h"
#include "http/authority.h"

namespace rg::store::redis {
namespace {

constexpr std::uint16_t kPort = 6379;
constexpr std::uint16_t kSentinelPort = 26'379;
constexpr int kDatabaseMax = 1023;

Error Wrong(std::string detail) { return Fail(Errc::kInvalidRequest, std::move(detail)); }

// A whole decimal number from `least` to `most`.
std::optional<int> Number(std::string_view text, int least, int most) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  if (value < least || value > most) return {};
  return value;
}

Result<Login> ParseLogin(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return Wrong("names a user without a password: user:password@");
  const auto user = PercentDecode(text.substr(0, colon));
  auto password = PercentDecode(text.substr(colon + 1));
  if (!user || !password) return Wrong("has a '%' in its user or password that encodes nothing");
  if (password->empty()) return Wrong("has an empty password");
  return Login{.user = *user, .password = Secret(*std::move(password)), .database = 0};
}

struct Scheme {
  std::string_view begin;
  Address::Kind kind;
  bool tls;
};
constexpr std::array<Scheme, 6> kSchemes = {{
    {"redis://", Address::Kind::kServer, false},
    {"rediss://", Address::Kind::kServer, true},
    {"redis-cluster://", Address::Kind::kCluster, false},
    {"rediss-cluster://", Address::Kind::kCluster, true},
    {"redis+sentinel://", Address::Kind::kSentinel, false},
    {"rediss+sentinel://", Address::Kind::kSentinel, true},
}};

// The text before the separator, which goes from `rest` together with it.
std::string_view Take(std::string_view& rest, char separator) {
  const std::size_t at = rest.find(separator);
  const std::string_view taken = rest.substr(0, at);
  rest = at == rest.npos ? std::string_view() : rest.substr(at + 1);
  return taken;
}

Result<void> ReadEndpoints(std::string_view hosts, bool tls, Address& address) {
  const bool sentinel = address.kind == Address::Kind::kSentinel;
  if (address.kind == Address::Kind::kServer && hosts.find(',') != hosts.npos) {
    return Wrong("names several servers; of a cluster it must begin with redis-cluster://");
  }
  for (bool more = true; more;) {
    more = hosts.find(',') != hosts.npos;
    http::Endpoint endpoint;
    endpoint.tls = tls;
    RG_CHECK(http::ReadAuthority(Take(hosts, ','), sentinel ? kSentinelPort : kPort, endpoint));
    address.endpoints.push_back(std::move(endpoint));
  }
  return {};
}

}  // namespace

Result<Address> ParseUrl(const Secret& url, const Secret& sentinel_password) {
  std::string_view rest = url.Reveal();
  const auto scheme = std::find_if(kSchemes.begin(), kSchemes.end(),
                                   [&](const Scheme& one) { return rest.starts_with(one.begin); });
  if (scheme == kSchemes.end()) {
    return Wrong("must begin with redis://, redis-cluster:// or redis+sentinel://, or with rediss");
  }
  rest.remove_prefix(scheme->begin.size());
  Address address;
  address.kind = scheme->kind;
  address.sentinel_login.password = sentinel_password;
  // A password may hold an '@' that nobody encoded: the last one is the one that ends it.
  if (const std::size_t at = rest.rfind('@'); at != rest.npos) {
    RG_TRY(address.login, ParseLogin(rest.substr(0, at)));
    rest.remove_prefix(at + 1);
  }
  if (rest.find_first_of("?#") != rest.npos) return Wrong("takes no parameters");
  RG_CHECK(ReadEndpoints(Take(rest, '/'), scheme->tls, address));
  if (address.kind == Address::Kind::kSentinel) {
    address.master = Take(rest, '/');
    if (address.master.empty()) return Wrong("does not end in the name of the sentinels' master");
  }
  if (rest.empty()) return address;
  if (address.kind == Address::Kind::kCluster) return Wrong("names a database; a cluster has one");
  const auto number = Number(rest, 0, kDatabaseMax);
  if (!number) return Wrong("ends in a database that is no number");
  address.login.database = *number;
  return address;
}

std::string Describe(const Address& address) {
  const bool tls = address.endpoints.at(0).tls;
  const auto scheme = std::find_if(kSchemes.begin(), kSchemes.end(), [&](const Scheme& one) {
    return one.kind == address.kind && one.tls == tls;
  });
  std::string text(scheme->begin);
  for (const http::Endpoint& endpoint : address.endpoints) {
    if (&endpoint != &address.endpoints.front()) text += ',';
    text += http::AuthorityOf(endpoint);
  }
  if (!address.master.empty()) text += "/" + address.master;
  if (address.login.database != 0) text += "/" + std::to_string(address.login.database);
  return text;
}

}  // namespace rg::store::redis

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
  const std::uint16_t port = address.endpoint.tls ? kTlsPort : kPort;
  RG_CHECK(http::ReadAuthority(rest.substr(0, slash), port, address.endpoint));
  const std::string_view database = slash == rest.npos ? "" : rest.substr(slash + 1);
  if (database.empty()) return address;
  if (!IsDatabase(database)) {
    return Wrong("ends in a database whose name has other characters than letters, digits and _");
  }
  address.database = database;
  return address;
}

std::string Describe(const Address& address) {
  return (address.endpoint.tls ? "https://" : "http://") + http::AuthorityOf(address.endpoint) +
         "/" + address.database;
}

}  // namespace rg::store::clickhouse

#include "store/redis/url.h"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/percent.h"
#include "http/authority.h"

namespace rg::store::redis {
namespace {

constexpr std::uint16_t kPort = 6379;
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

}  // namespace

Result<Address> ParseUrl(const Secret& url) {
  std::string_view rest = url.Reveal();
  Address address;
  address.endpoint.tls = rest.starts_with("rediss://");
  if (!address.endpoint.tls && !rest.starts_with("redis://")) {
    return Wrong("must begin with redis:// or rediss://");
  }
  rest.remove_prefix(address.endpoint.tls ? 9 : 8);
  // A password may hold an '@' that nobody encoded: the last one is the one that ends it.
  if (const std::size_t at = rest.rfind('@'); at != rest.npos) {
    RG_TRY(address.login, ParseLogin(rest.substr(0, at)));
    rest.remove_prefix(at + 1);
  }
  if (rest.find_first_of("?#") != rest.npos) return Wrong("takes no parameters");
  const std::size_t slash = rest.find('/');
  RG_CHECK(http::ReadAuthority(rest.substr(0, slash), kPort, address.endpoint));
  const std::string_view database = slash == rest.npos ? "" : rest.substr(slash + 1);
  if (database.empty()) return address;
  const auto number = Number(database, 0, kDatabaseMax);
  if (!number) return Wrong("ends in a database that is no number");
  address.login.database = *number;
  return address;
}

std::string Describe(const Address& address) {
  std::string text = address.endpoint.tls ? "rediss://" : "redis://";
  text += http::AuthorityOf(address.endpoint);
  if (address.login.database != 0) text += "/" + std::to_string(address.login.database);
  return text;
}

}  // namespace rg::store::redis

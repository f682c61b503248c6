#include "route/headers.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <vector>

#include "http/parse.h"

namespace rg::route {
namespace {

using http::EqualsIgnoreCase;

// The third letter is looked at first: it alone tells most names from the prefixes we know.
bool NameStartsWith(std::string_view name, std::string_view prefix) {
  return name.size() >= prefix.size() && (name[2] | 0x20) == prefix[2] &&
         EqualsIgnoreCase(name.substr(0, prefix.size()), prefix);
}

bool IsAnyOf(std::string_view name, const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& other) { return EqualsIgnoreCase(name, other); });
}

// Required by Anthropic; its SDKs send it, a hand-written call may not. The only version there is.
constexpr std::string_view kAnthropicVersion = "2023-06-01";

// Why a header does not simply pass.
enum class Sort : std::uint8_t {
  kPlain,
  kOfTheConnection,  // belongs to one connection (RFC 9110, 7.6.1) or frames one message
  kReserved,         // ours to say, or a proxy's
  kOfTheClient,      // proves the client to us, or tells what is between it and us
  kOfTheUpstream,    // true of the upstream's host and not of ours
  kCookie,           // Set-Cookie
  kRenamed,          // ours has that name
};

constexpr std::array<Sort, http::kFieldNames> kSorts = [] {
  using http::FieldName;
  std::array<Sort, http::kFieldNames> sorts{};
  const auto are = [&](Sort sort, std::initializer_list<FieldName> names) {
    for (const FieldName name : names) sorts[static_cast<std::size_t>(name)] = sort;
  };
  are(Sort::kOfTheConnection,
      {FieldName::kConnection, FieldName::kKeepAlive, FieldName::kTe, FieldName::kTrailer,
       FieldName::kTransferEncoding, FieldName::kUpgrade, FieldName::kContentLength,
       FieldName::kHost, FieldName::kExpect});
  are(Sort::kReserved, {FieldName::kXRateGuardUser});
  are(Sort::kOfTheClient,
      {FieldName::kAuthorization, FieldName::kXApiKey, FieldName::kApiKey, FieldName::kXGoogApiKey,
       FieldName::kCookie, FieldName::kCookie2, FieldName::kForwarded, FieldName::kXRealIp,
       FieldName::kVia, FieldName::kAcceptEncoding});
  are(Sort::kOfTheUpstream,
      {FieldName::kDate, FieldName::kAltSvc, FieldName::kStrictTransportSecurity,
       FieldName::kSetCookie2, FieldName::kPublicKeyPins, FieldName::kServer});
  are(Sort::kCookie, {FieldName::kSetCookie});
  are(Sort::kRenamed, {FieldName::kRateLimit, FieldName::kRateLimitPolicy, FieldName::kXRequestId,
                       FieldName::kRequestId});
  return sorts;
}();

struct Prefix {
  std::string_view text;
  Sort sort;
};
constexpr Prefix kPrefixes[] = {{"x-rateguard-", Sort::kReserved},
                                {"proxy-", Sort::kReserved},
                                {"x-forwarded-", Sort::kOfTheClient},
                                {"x-ratelimit-", Sort::kRenamed},
                                {"anthropic-ratelimit-", Sort::kRenamed}};

Sort SortOf(const http::Header& field) {
  const http::FieldName known = http::NameOf(field);
  if (known != http::FieldName::kOther) return kSorts[static_cast<std::size_t>(known)];
  for (const Prefix& prefix : kPrefixes) {
    if (NameStartsWith(field.name, prefix.text)) return prefix.sort;
  }
  return Sort::kPlain;
}

bool RulesPass(const HeaderRules& rules, std::string_view name) {
  if (!rules.forward_all && !IsAnyOf(name, rules.forward)) return false;
  return rules.strip.empty() || !IsAnyOf(name, rules.strip);
}

// A few more than a head that was read can have.
constexpr std::size_t kFieldsMax = http::kFieldsMax + 28;

Error TooMany() {
  return Fail(Errc::kTooLarge, "The request has too many header fields to pass on.");
}

// Neither a peer nor a rule says these.
bool IsReserved(Sort sort) { return sort == Sort::kOfTheConnection || sort == Sort::kReserved; }

// Adds a field, in the place of whatever had its name.
void Set(const http::Header& field, http::FieldLines& out) {
  out.Remove(field.name);
  out.Add(field);
}

void AddByRule(const HeaderRules& rules, http::FieldLines& out) {
  for (const auto& [name, value] : rules.add) {
    const http::Header field{name, value};
    if (!IsReserved(SortOf(field))) Set(field, out);
  }
}

void AddCredential(const Api& api, Auth::Way way, http::FieldLines& out) {
  // "Bearer" without one is an error to many servers.
  if (api.credential.empty() || way == Auth::Way::kNone) return;
  const std::string_view credential = api.credential.Reveal();
  if (way == Auth::Way::kHeader) return Set({api.auth.header, credential}, out);
  if (!api.request_headers.add.empty()) out.Remove("authorization");
  out.AddBearer(credential);
}

}  // namespace

bool HoldsOurKey(std::string_view value) {
  for (std::size_t at = value.find("rg_"); at != std::string_view::npos;
       at = value.find("rg_", at + 1)) {
    const std::string_view rest = value.substr(at);
    if (rest.starts_with("rg_live_") || rest.starts_with("rg_test_") ||
        rest.starts_with("rg_admin_")) {
      return true;
    }
  }
  return false;
}

bool HoldsSecret(std::string_view value, const Secret& secret) {
  return !secret.empty() && value.size() >= secret.Reveal().size() &&
         value.find(secret.Reveal()) != std::string_view::npos;
}

std::string Masked(std::string_view text, const Secret& secret) {
  std::string masked;
  for (;;) {
    const std::size_t at = secret.empty() ? text.npos : text.find(secret.Reveal());
    masked += text.substr(0, at);
    if (at == text.npos) return masked;
    masked += "****";
    text.remove_prefix(at + secret.Reveal().size());
  }
}

Result<void> RequestHeaders(const Api& api, Dialect dialect, const http::Headers& client,
                            http::FieldLines& out) {
  const HeaderRules& rules = api.request_headers;
  bool has_version = false;
  for (const http::Header& header : client.all()) {
    const Sort sort = SortOf(header);
    if (IsReserved(sort) || sort == Sort::kOfTheClient) continue;
    if (client.connection_says_more() && http::ConnectionNames(client, header.name)) continue;
    if (!RulesPass(rules, header.name) || HoldsOurKey(header.value)) continue;
    if (header.known == http::FieldName::kAnthropicVersion) has_version = true;
    out.Add(header);
  }
  if (api.family == Family::kAnthropic && !has_version) {
    out.Put("anthropic-version", kAnthropicVersion);
  }
  AddByRule(rules, out);
  // Of what the client sends, neither this nor a credential has passed.
  if (!rules.add.empty()) out.Remove("accept-encoding");
  out.Put("accept-encoding", "identity");
  const bool compatible = IsOpenAi(dialect) && !OpenAiPrefix(api).empty();
  const bool bearer = compatible && api.auth.way == Auth::Way::kHeader;
  AddCredential(api, bearer ? Auth::Way::kBearer : api.auth.way, out);
  if (out.count() > kFieldsMax) return TooMany();
  return {};
}

Result<void> ResponseHeaders(const Api& api, const http::Headers& upstream, http::FieldLines& out) {
  const HeaderRules& rules = api.response_headers;
  for (const http::Header& header : upstream.all()) {
    const Sort sort = SortOf(header);
    if (IsReserved(sort) || sort == Sort::kOfTheUpstream) continue;
    if (sort == Sort::kCookie && !api.forward_set_cookie) continue;
    if (upstream.connection_says_more() && http::ConnectionNames(upstream, header.name)) continue;
    if (!RulesPass(rules, header.name) || HoldsSecret(header.value, api.credential)) continue;
    if (sort == Sort::kRenamed) {
      out.AddRenamed("x-rateguard-upstream-", header);
    } else {
      out.Add(header);
    }
  }
  AddByRule(rules, out);
  if (out.count() > kFieldsMax) return TooMany();
  return {};
}

}  // namespace rg::route

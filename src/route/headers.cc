#include "route/headers.h"

#include <algorithm>
#include <new>

#include "core/name_index.h"

namespace rg::route {
namespace {

using http::EqualsIgnoreCase;

constexpr char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool NameStartsWith(std::string_view name, std::string_view prefix) {
  return name.size() >= prefix.size() && EqualsIgnoreCase(name.substr(0, prefix.size()), prefix);
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

struct KnownName {
  std::string_view name;
  Sort sort = Sort::kPlain;
};
constexpr std::array kKnownNames = {
    KnownName{},
    KnownName{"connection", Sort::kOfTheConnection},
    KnownName{"keep-alive", Sort::kOfTheConnection},
    KnownName{"te", Sort::kOfTheConnection},
    KnownName{"trailer", Sort::kOfTheConnection},
    KnownName{"transfer-encoding", Sort::kOfTheConnection},
    KnownName{"upgrade", Sort::kOfTheConnection},
    KnownName{"content-length", Sort::kOfTheConnection},
    KnownName{"host", Sort::kOfTheConnection},
    KnownName{"expect", Sort::kOfTheConnection},
    KnownName{"authorization", Sort::kOfTheClient},
    KnownName{"x-api-key", Sort::kOfTheClient},
    KnownName{"api-key", Sort::kOfTheClient},
    KnownName{"x-goog-api-key", Sort::kOfTheClient},
    KnownName{"cookie", Sort::kOfTheClient},
    KnownName{"cookie2", Sort::kOfTheClient},
    KnownName{"forwarded", Sort::kOfTheClient},
    KnownName{"x-real-ip", Sort::kOfTheClient},
    KnownName{"via", Sort::kOfTheClient},
    KnownName{"accept-encoding", Sort::kOfTheClient},
    KnownName{"date", Sort::kOfTheUpstream},
    KnownName{"alt-svc", Sort::kOfTheUpstream},
    KnownName{"strict-transport-security", Sort::kOfTheUpstream},
    KnownName{"set-cookie2", Sort::kOfTheUpstream},
    KnownName{"public-key-pins", Sort::kOfTheUpstream},
    KnownName{"server", Sort::kOfTheUpstream},
    KnownName{"set-cookie", Sort::kCookie},
    KnownName{"ratelimit", Sort::kRenamed},
    KnownName{"ratelimit-policy", Sort::kRenamed},
    KnownName{"x-request-id", Sort::kRenamed},
    KnownName{"request-id", Sort::kRenamed},
};

constexpr std::array kKnownPrefixes = {
    KnownName{"x-rateguard-", Sort::kReserved}, KnownName{"proxy-", Sort::kReserved},
    KnownName{"x-forwarded-", Sort::kOfTheClient}, KnownName{"x-ratelimit-", Sort::kRenamed},
    KnownName{"anthropic-ratelimit-", Sort::kRenamed}};

constexpr NameIndex<128> kIndex(
    [] {
      std::array<std::string_view, kKnownNames.size()> names;
      for (std::size_t i = 0; i < names.size(); ++i) names[i] = kKnownNames[i].name;
      return names;
    }(),
    {2, 1, 3, 3});

Sort SortOf(std::string_view name) {
  const KnownName& candidate = kKnownNames[kIndex.CandidateFor(name)];
  if (EqualsIgnoreCase(name, candidate.name)) return candidate.sort;
  const char first = Lower(name[0]);
  if (first != 'x' && first != 'p' && first != 'a') return Sort::kPlain;
  for (const KnownName& known : kKnownPrefixes) {
    if (NameStartsWith(name, known.name)) return known.sort;
  }
  return Sort::kPlain;
}

// Whether a Connection header names this field as its own.
bool NamedByConnection(std::span<const http::Header> headers, std::string_view name) {
  for (const http::Header& header : headers) {
    if (!EqualsIgnoreCase(header.name, "connection")) continue;
    std::string_view rest = header.value;
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      std::string_view token = rest.substr(0, comma);
      while (token.starts_with(' ') || token.starts_with('\t')) token.remove_prefix(1);
      while (token.ends_with(' ') || token.ends_with('\t')) token.remove_suffix(1);
      if (EqualsIgnoreCase(token, name)) return true;
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  return false;
}

bool HasConnection(std::span<const http::Header> headers) {
  return std::any_of(headers.begin(), headers.end(),
                     [](const http::Header& h) { return EqualsIgnoreCase(h.name, "connection"); });
}

bool RulesPass(const HeaderRules& rules, std::string_view name) {
  if (!rules.forward_all && !IsAnyOf(name, rules.forward)) return false;
  return !IsAnyOf(name, rules.strip);
}

Error TooMany() {
  return Fail(Errc::kTooLarge, "The request has too many header fields to pass on.");
}

// Neither a peer nor a rule says these.
bool IsReserved(Sort sort) { return sort == Sort::kOfTheConnection || sort == Sort::kReserved; }

Result<void> AddByRule(const HeaderRules& rules, HeaderSet& out) {
  for (const auto& [name, value] : rules.add) {
    if (!IsReserved(SortOf(name)) && !out.Set({name, value})) return TooMany();
  }
  return {};
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

bool HeaderSet::Add(const http::Header& header) {
  if (count_ == kMax) return false;
  new (&fields_[count_++]) http::Header(header);
  return true;
}

void HeaderSet::Remove(std::string_view name) {
  if (!Has(name)) return;
  const http::Header* const end = std::remove_if(
      fields_.data(), fields_.data() + count_,
      [&](const http::Header& header) { return EqualsIgnoreCase(header.name, name); });
  count_ = static_cast<std::size_t>(end - fields_.data());
}

bool HeaderSet::Has(std::string_view name) const {
  for (const http::Header& header : all()) {
    if (EqualsIgnoreCase(header.name, name)) return true;
  }
  return false;
}

bool HeaderSet::Set(const http::Header& header) {
  Remove(header.name);
  return Add(header);
}

std::string_view HeaderSet::Keep(std::string_view first, std::string_view second) {
  auto* const text = static_cast<char*>(arena_.allocate(first.size() + second.size() + 1, 1));
  std::copy(second.begin(), second.end(), std::copy(first.begin(), first.end(), text));
  return {text, first.size() + second.size()};
}

Result<void> RequestHeaders(const Api& api, Dialect dialect, std::span<const http::Header> client,
                            HeaderSet& out) {
  const bool has_connection = HasConnection(client);
  for (const http::Header& header : client) {
    const auto& [name, value, sound] = header;
    const Sort sort = SortOf(name);
    if (IsReserved(sort) || sort == Sort::kOfTheClient) continue;
    if (has_connection && NamedByConnection(client, name)) continue;
    if (!RulesPass(api.request_headers, name) || HoldsOurKey(value)) continue;
    if (!out.Add(header)) return TooMany();
  }
  if (api.family == Family::kAnthropic && !out.Has("anthropic-version") &&
      !out.Add({"anthropic-version", kAnthropicVersion, true})) {
    return TooMany();
  }
  RG_CHECK(AddByRule(api.request_headers, out));
  if (!out.Set({"accept-encoding", "identity", true})) return TooMany();
  if (api.credential.empty()) return {};  // "Bearer" without one is an error to many servers
  const bool compatible = IsOpenAi(dialect) && !OpenAiPrefix(api).empty();
  const bool bearer = compatible && api.auth.way == Auth::Way::kHeader;
  switch (bearer ? Auth::Way::kBearer : api.auth.way) {
    case Auth::Way::kNone:
      return {};
    case Auth::Way::kBearer:
      if (!out.Set({"authorization", out.Keep("Bearer ", api.credential.Reveal())}))
        return TooMany();
      return {};
    case Auth::Way::kHeader:
      if (!out.Set({api.auth.header, api.credential.Reveal()})) return TooMany();
      return {};
  }
  return {};
}

Result<void> ResponseHeaders(const Api& api, std::span<const http::Header> upstream,
                             HeaderSet& out) {
  const bool has_connection = HasConnection(upstream);
  for (const http::Header& header : upstream) {
    const auto& [name, value, sound] = header;
    const Sort sort = SortOf(name);
    if (IsReserved(sort) || sort == Sort::kOfTheUpstream) continue;
    if (sort == Sort::kCookie && !api.forward_set_cookie) continue;
    if (has_connection && NamedByConnection(upstream, name)) continue;
    if (!RulesPass(api.response_headers, name) || HoldsSecret(value, api.credential)) continue;
    const bool renamed = sort == Sort::kRenamed;
    const std::string_view as = renamed ? out.Keep("x-rateguard-upstream-", name) : name;
    if (!out.Add({as, value, sound})) return TooMany();
  }
  return AddByRule(api.response_headers, out);
}

}  // namespace rg::route

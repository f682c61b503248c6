#include "route/headers.h"

#include <algorithm>
#include <cstring>

namespace rg::route {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool NameIs(std::string_view name, std::string_view other) {
  return name.size() == other.size() &&
         std::equal(name.begin(), name.end(), other.begin(),
                    [](char a, char b) { return Lower(a) == Lower(b); });
}

bool NameStartsWith(std::string_view name, std::string_view prefix) {
  return name.size() >= prefix.size() && NameIs(name.substr(0, prefix.size()), prefix);
}

template <std::size_t N>
bool IsAnyOf(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view other) { return NameIs(name, other); });
}

bool IsAnyOf(std::string_view name, const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& other) { return NameIs(name, other); });
}

// What belongs to one connection (RFC 9110, 7.6.1) or frames one message. Never passed on.
constexpr std::array<std::string_view, 10> kOfTheConnection = {
    "connection",       "keep-alive",     "te",   "trailer", "transfer-encoding", "upgrade",
    "proxy-connection", "content-length", "host", "expect"};

// What the client proves itself to us with, and what else is between it and us.
constexpr std::array<std::string_view, 10> kOfTheClient = {
    "authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie", "cookie2",
    "forwarded",     "x-real-ip", "via",     "accept-encoding"};

// What is true of the upstream's host and not of ours.
constexpr std::array<std::string_view, 6> kOfTheUpstream = {
    "date", "alt-svc", "strict-transport-security", "set-cookie2", "public-key-pins", "server"};

constexpr std::array<std::string_view, 4> kRenamed = {"ratelimit", "ratelimit-policy",
                                                      "x-request-id", "request-id"};

// Whether a Connection header names this field as its own.
bool NamedByConnection(std::span<const http::Header> headers, std::string_view name) {
  for (const http::Header& header : headers) {
    if (!NameIs(header.name, "connection")) continue;
    std::string_view rest = header.value;
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      std::string_view token = rest.substr(0, comma);
      while (token.starts_with(' ') || token.starts_with('\t')) token.remove_prefix(1);
      while (token.ends_with(' ') || token.ends_with('\t')) token.remove_suffix(1);
      if (NameIs(token, name)) return true;
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  return false;
}

bool HasConnection(std::span<const http::Header> headers) {
  return std::any_of(headers.begin(), headers.end(),
                     [](const http::Header& h) { return NameIs(h.name, "connection"); });
}

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

bool RulesPass(const HeaderRules& rules, std::string_view name) {
  if (!rules.forward_all && !IsAnyOf(name, rules.forward)) return false;
  return !IsAnyOf(name, rules.strip);
}

Error TooMany() {
  return Fail(Errc::kTooLarge, "The request has too many header fields to pass on.");
}

// The names no rule may set either: the credential's place, framing and the connection.
bool IsReserved(std::string_view name) {
  return IsAnyOf(name, kOfTheConnection) || NameStartsWith(name, "x-rateguard-") ||
         NameStartsWith(name, "proxy-");
}

Result<void> AddByRule(const HeaderRules& rules, HeaderSet& out) {
  for (const auto& [name, value] : rules.add) {
    if (!IsReserved(name) && !out.Set(name, value)) return TooMany();
  }
  return {};
}

}  // namespace

bool HeaderSet::Add(std::string_view name, std::string_view value) {
  if (count_ == kMax) return false;
  fields_[count_++] = {name, value};
  return true;
}

void HeaderSet::Remove(std::string_view name) {
  const auto end =
      std::remove_if(fields_.begin(), fields_.begin() + static_cast<std::ptrdiff_t>(count_),
                     [&](const http::Header& header) { return NameIs(header.name, name); });
  count_ = static_cast<std::size_t>(end - fields_.begin());
}

bool HeaderSet::Set(std::string_view name, std::string_view value) {
  Remove(name);
  return Add(name, value);
}

std::string_view HeaderSet::Keep(std::string_view first, std::string_view second) {
  auto* const text = static_cast<char*>(arena_.allocate(first.size() + second.size() + 1, 1));
  std::memcpy(text, first.data(), first.size());
  std::memcpy(text + first.size(), second.data(), second.size());
  return {text, first.size() + second.size()};
}

Result<void> RequestHeaders(const Api& api, std::span<const http::Header> client, HeaderSet& out) {
  const bool has_connection = HasConnection(client);
  for (const auto& [name, value] : client) {
    if (IsReserved(name) || IsAnyOf(name, kOfTheClient) || NameStartsWith(name, "x-forwarded-"))
      continue;
    if (has_connection && NamedByConnection(client, name)) continue;
    if (!RulesPass(api.request_headers, name) || HoldsOurKey(value)) continue;
    if (!out.Add(name, value)) return TooMany();
  }
  RG_CHECK(AddByRule(api.request_headers, out));
  if (!out.Set("accept-encoding", "identity")) return TooMany();
  switch (api.auth.way) {
    case Auth::Way::kNone:
      return {};
    case Auth::Way::kBearer:
      if (!out.Set("authorization", out.Keep("Bearer ", api.credential.Reveal()))) return TooMany();
      return {};
    case Auth::Way::kHeader:
      if (!out.Set(api.auth.header, api.credential.Reveal())) return TooMany();
      return {};
  }
  return {};
}

Result<void> ResponseHeaders(const Api& api, std::span<const http::Header> upstream,
                             HeaderSet& out) {
  const bool has_connection = HasConnection(upstream);
  for (const auto& [name, value] : upstream) {
    if (IsReserved(name) || IsAnyOf(name, kOfTheUpstream)) continue;
    if (NameIs(name, "set-cookie") && !api.forward_set_cookie) continue;
    if (has_connection && NamedByConnection(upstream, name)) continue;
    if (!RulesPass(api.response_headers, name) || HoldsSecret(value, api.credential)) continue;
    const bool renamed = IsAnyOf(name, kRenamed) || NameStartsWith(name, "x-ratelimit-") ||
                         NameStartsWith(name, "anthropic-ratelimit-");
    const std::string_view as = renamed ? out.Keep("x-rateguard-upstream-", name) : name;
    if (!out.Add(as, value)) return TooMany();
  }
  return AddByRule(api.response_headers, out);
}

}  // namespace rg::route

#include "auth/identify.h"

#include <array>

#include "auth/ip_range.h"
#include "core/glob.h"

namespace rg::auth {
namespace {

// Written here and not shared with http: this module needs nothing of it but what a header is.
bool NameIs(std::string_view name, std::string_view lower) {
  if (name.size() != lower.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) != lower[i]) return false;
  }
  return true;
}

// How a header carries a key. Asked of every field of every call, so by its length first.
enum class Carries : std::uint8_t { kNothing, kKey, kScheme };

Carries WhatItCarries(std::string_view name) {
  const auto key_if = [&](std::string_view wanted) {
    return NameIs(name, wanted) ? Carries::kKey : Carries::kNothing;
  };
  switch (name.size()) {
    case std::string_view("api-key").size():
      return key_if("api-key");
    case std::string_view("x-api-key").size():
      return key_if("x-api-key");
    case std::string_view("x-goog-api-key").size():
      return key_if("x-goog-api-key");
    case std::string_view("authorization").size():
      return NameIs(name, "authorization") ? Carries::kScheme : Carries::kNothing;
    default:
      return Carries::kNothing;
  }
}

// The key in a header that carries one.
Result<std::string_view> KeyIn(const http::Header& header, Carries carries) {
  if (carries == Carries::kKey) return header.value;
  constexpr std::string_view kScheme = "bearer ";
  if (header.value.size() < kScheme.size() ||
      !NameIs(header.value.substr(0, kScheme.size()), kScheme)) {
    return Fail(Errc::kUnauthenticated,
                "The Authorization header has another scheme than Bearer. Send it as: "
                "Authorization: Bearer rg_live_...");
  }
  std::string_view key = header.value.substr(kScheme.size());
  while (key.starts_with(' ')) key.remove_prefix(1);
  return key;
}

Error Unauthenticated(const char* detail) { return Fail(Errc::kUnauthenticated, detail); }

bool AddressAllowed(const Scopes& scopes, std::string_view client_ip) {
  if (scopes.ip_ranges.empty()) return true;
  const auto address = ParseIpAddress(client_ip);
  if (!address) return false;
  for (const std::string& text : scopes.ip_ranges) {
    // A range that cannot be read allows nobody: the key was meant to be restricted.
    const auto range = IpRange::Parse(text);
    if (range && range->Contains(*address)) return true;
  }
  return false;
}

bool Allowed(const std::vector<std::string>& patterns, std::string_view text) {
  if (patterns.empty()) return true;
  for (const std::string& pattern : patterns) {
    if (MatchesGlob(pattern, text)) return true;
  }
  return false;
}

bool EndpointAllowed(const std::vector<std::string>& patterns, std::string_view endpoint,
                     std::string_view method) {
  if (patterns.empty()) return true;
  for (const std::string_view pattern : patterns) {
    const std::size_t space = pattern.find(' ');
    if (space == std::string_view::npos) {
      if (MatchesGlob(pattern, endpoint)) return true;
    } else if (MatchesGlob(pattern.substr(0, space), method) &&
               MatchesGlob(pattern.substr(space + 1), endpoint)) {
      return true;
    }
  }
  return false;
}

Error OutOfScope(const Key& key, std::string_view what, std::string_view value) {
  return Fail(Errc::kForbidden, "The API key '" + key.name + "' may not use " + std::string(what) +
                                    " '" + std::string(value.substr(0, 200)) +
                                    "'. Ask for its scopes to be widened, or use another key.");
}

}  // namespace

Result<PresentedKey> FindPresented(std::span<const http::Header> headers) {
  PresentedKey presented;
  bool found = false;
  for (const http::Header& header : headers) {
    const Carries carries = WhatItCarries(header.name);
    if (carries == Carries::kNothing) continue;
    RG_TRY(const std::string_view key, KeyIn(header, carries));
    if (found && key != presented.text) {
      return Unauthenticated(
          "The request carries two different API keys. Send the key in one header only.");
    }
    found = true;
    presented.text = key;
  }
  if (!found || presented.text.empty()) {
    return Unauthenticated(
        "No API key in the request. Send your RateGuard key as: Authorization: Bearer rg_live_... "
        "(or as x-api-key).");
  }
  return presented;
}

Result<const Key*> Identify(const KeyDirectory& directory, const Digest& digest,
                            std::string_view client_ip, TimePoint now, Directory is) {
  const auto [key, by_previous] = directory.Find(digest);
  if (key == nullptr && is == Directory::kPerhapsNot) {
    Error error = Fail(Errc::kUnavailable,
                       "RateGuard does not know this API key, and cannot look for it now: its "
                       "database does not answer. Try again.");
    error.retry_after = std::chrono::seconds{1};
    return error;
  }
  if (key == nullptr) {
    return Unauthenticated(
        "Nobody knows this API key: it was deleted, or belongs to another RateGuard. See: "
        "rateguard "
        "keys list");
  }
  if (key->state == Key::State::kRevoked) {
    return Unauthenticated("This API key has been revoked. Create another one.");
  }
  if (by_previous && now >= key->previous->until) {
    return Unauthenticated("This API key was replaced and its overlap has ended. Use the new key.");
  }
  if (key->expires_at && now >= *key->expires_at) {
    return Unauthenticated("This API key has expired. Create another one.");
  }
  if (key->state == Key::State::kPaused) {
    return Fail(Errc::kForbidden, "This API key is paused. Resume it with: rateguard keys resume");
  }
  if (!AddressAllowed(key->scopes, client_ip)) {
    return Fail(Errc::kForbidden, "This API key may not be used from the address " +
                                      std::string(client_ip.substr(0, 45)) +
                                      ". Add it to the key's IP ranges.");
  }
  if (key->last_used) key->last_used->Touch(now);
  return key;
}

Result<void> Permit(const Key& key, std::string_view api_slug, std::string_view model,
                    std::string_view endpoint, std::string_view method) {
  const Scopes& scopes = key.scopes;
  if (!Allowed(scopes.apis, api_slug)) return OutOfScope(key, "the API", api_slug);
  if (!Allowed(scopes.models, model)) {
    if (model.empty()) return OutOfScope(key, "calls that name no model, such as", endpoint);
    return OutOfScope(key, "the model", model);
  }
  return PermitEndpoint(key, endpoint, method);
}

Result<void> PermitEndpoint(const Key& key, std::string_view endpoint, std::string_view method) {
  if (!EndpointAllowed(key.scopes.endpoints, endpoint, method)) {
    return OutOfScope(key, "the endpoint", endpoint);
  }
  return {};
}

bool MayUseApi(const Key& key, std::string_view api_slug) {
  return Allowed(key.scopes.apis, api_slug);
}

bool MayUseModel(const Key& key, std::string_view model) {
  return Allowed(key.scopes.models, model);
}

}  // namespace rg::auth

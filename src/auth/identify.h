#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "auth/directory.h"
#include "auth/key.h"
#include "core/crypto.h"
#include "core/result.h"
#include "core/time.h"
#include "http/head.h"

namespace rg::auth {

// The key a request carries, as text. A view into the request's head.
struct PresentedKey {
  std::string_view text;
};

// Reads `Authorization: Bearer`, `x-api-key`, `x-goog-api-key` and `api-key`: whichever the
// caller's SDK sends. kUnauthenticated when there is none, or when two of them differ: which of the
// two would be charged must not depend on the order of headers.
Result<PresentedKey> FindPresented(std::span<const http::Header> headers);

// Whether the directory has every key there is, or is the copy of a store that does not answer now.
enum class Directory : std::uint8_t { kComplete, kPerhapsNot };

// Who is calling, by the digest of the presented key (RecentKeys). No error repeats any part of
// what was presented.
//
//   kUnauthenticated   unknown, expired, revoked
//   kForbidden         paused, or not from this address
//   kUnavailable       unknown, to a directory that may not have every key
Result<const Key*> Identify(const KeyDirectory& directory, const Digest& digest,
                            std::string_view client_ip, TimePoint now,
                            Directory is = Directory::kComplete);

// Whether the key's scopes allow this call; kForbidden names the one that does not. `model` is ""
// where the call has none, which only a key without model scopes may do. `endpoint` is the path at
// the upstream, without query.
Result<void> Permit(const Key& key, std::string_view api_slug, std::string_view model,
                    std::string_view endpoint, std::string_view method);

// The same of one scope, for a call that is about several APIs or models.
Result<void> PermitEndpoint(const Key& key, std::string_view endpoint, std::string_view method);
bool MayUseApi(const Key& key, std::string_view api_slug);
bool MayUseModel(const Key& key, std::string_view model);

}  // namespace rg::auth

#pragma once

#include "auth/hasher.h"
#include "auth/key.h"
#include "config/fields.h"
#include "core/crypto.h"
#include "core/secret.h"
#include "core/time.h"
#include "resource/rejection.h"

namespace rg::resource {

// An API key as it is stored: what auth knows of it, and what it was made as.
struct Key : auth::Key {
  auth::KeyKind kind = auth::KeyKind::kLive;
};

void Describe(config::Fields<Key>& f);

// How long both the old and the new key work after a rotation: enough for a rollout, short enough
// that a leaked key does not linger.
inline constexpr Duration kOverlapDefault = std::chrono::hours{24};
inline constexpr Duration kOverlapMax = std::chrono::hours{24 * 30};

// The actions on a key. kConflict where its state does not allow them: a revoked key stays revoked.
Result<void> Pause(Key& key);
Result<void> Resume(Key& key);
Result<void> Revoke(Key& key);

// Gives the key a new secret, which is returned; the present one works until now + overlap. One
// that was still overlapping from an earlier rotation ends now.
Result<Secret> Rotate(Key& key, TimePoint now, Duration overlap, Entropy& entropy,
                      const auth::KeyHasher& hasher);

}  // namespace rg::resource

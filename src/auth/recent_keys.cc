#include "auth/recent_keys.h"

#include <cstring>

#include "auth/key.h"
#include "core/keyed_hash.h"

namespace rg::auth {

Result<Digest> DigestOf(const KeyHasher& hasher, std::string_view text) {
  RG_TRY(const KeyKind kind, CheckFormat(text));
  if (kind == KeyKind::kAdmin) {
    return Fail(Errc::kUnauthenticated,
                "This is an admin token; it manages RateGuard and makes no calls. Create an API "
                "key with: rateguard keys create");
  }
  return hasher.Hash(text);
}

RecentKeys::RecentKeys(const KeyHasher& hasher) : hasher_(hasher) {
  std::array<std::uint8_t, sizeof secret_> bytes{};
  SystemEntropy().Fill(bytes);
  std::memcpy(secret_.data(), bytes.data(), bytes.size());
}

Result<Digest> RecentKeys::DigestOf(std::string_view text) {
  const Hash hash = KeyedHash(secret_, text);
  Known& place = known_[hash[0] & (kMost - 1)];
  if (place.digest && place.hash == hash) return *place.digest;
  RG_TRY(const Digest digest, auth::DigestOf(hasher_, text));
  place = Known{hash, digest};
  return digest;
}

}  // namespace rg::auth

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "auth/hasher.h"
#include "core/crypto.h"
#include "core/result.h"

namespace rg::auth {

// The digest of a key as it is presented. kUnauthenticated for what is no key (refused without
// hashing), and for the admin's token, which makes no calls.
Result<Digest> DigestOf(const KeyHasher& hasher, std::string_view text);

// The digests of keys that were presented lately, so that a key in use is checked and hashed once.
// A key is known again by a hash of its whole text, 128 bits under a secret of this object; the
// text itself is not kept. Whose key it is, if anybody's still, is not remembered: that is looked
// up at every call.
//
// Threads   One per core, used by that core's thread only.
class RecentKeys {
 public:
  explicit RecentKeys(const KeyHasher& hasher);

  // As auth::DigestOf says.
  Result<Digest> DigestOf(std::string_view text);

 private:
  static constexpr std::size_t kMost = 256;  // a power of two; each has the one place
  using Hash = std::array<std::uint64_t, 2>;
  struct Known {
    Hash hash{};
    std::optional<Digest> digest;
  };

  const KeyHasher& hasher_;
  Hash secret_{};
  std::array<Known, kMost> known_;
};

}  // namespace rg::auth

#pragma once

#include <optional>
#include <string_view>

#include "core/crypto.h"
#include "core/secret.h"

namespace rg::auth {

// How a key is stored and looked up: SHA-256, or HMAC-SHA-256 under the server's pepper when one is
// set, so that a stolen database alone cannot even confirm a guess. A key has 190 bits of its own
// randomness; a slow password hash would only slow us down.
//
// Threads   Immutable; any thread.
class KeyHasher {
 public:
  KeyHasher() = default;
  // An empty pepper is none.
  explicit KeyHasher(const Secret& pepper);

  Digest Hash(std::string_view key) const;

 private:
  std::optional<HmacSha256> pepper_;
};

}  // namespace rg::auth

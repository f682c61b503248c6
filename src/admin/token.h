#pragma once

#include <string_view>

#include "core/crypto.h"
#include "core/secret.h"

namespace rg::admin {

// Whether a presented text is the token that opens the admin API, without telling how near it came.
//
// Threads   Immutable; any thread.
class TokenCheck {
 public:
  // An empty token opens nothing.
  explicit TokenCheck(const Secret& token)
      : digest_(Sha256(token.Reveal())), empty_(token.empty()) {}

  bool Accepts(std::string_view presented) const {
    return !empty_ && EqualInConstantTime(Sha256(presented), digest_);
  }

 private:
  Digest digest_;
  bool empty_;
};

}  // namespace rg::admin

#pragma once

#include <filesystem>
#include <string_view>

#include "core/crypto.h"
#include "core/result.h"
#include "core/secret.h"

namespace rg::admin {

// The token that opens the admin API: `rg_admin_...`, made at the first start and kept in a file of
// the data folder that only we may read. The command line reads it there.
//
// Fails when the file can be read by others, or holds no token: an empty one would open everything.
Result<Secret> LoadOrMakeToken(const std::filesystem::path& file, Entropy& entropy);

// Whether a presented text is the token, without telling how near it came.
//
// Threads   Immutable; any thread.
class TokenCheck {
 public:
  explicit TokenCheck(const Secret& token) : digest_(Sha256(token.Reveal())) {}
  bool Accepts(std::string_view presented) const {
    return EqualInConstantTime(Sha256(presented), digest_);
  }

 private:
  Digest digest_;
};

}  // namespace rg::admin

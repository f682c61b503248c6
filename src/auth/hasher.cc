#include "auth/hasher.h"

namespace rg::auth {

KeyHasher::KeyHasher(const Secret& pepper) {
  if (!pepper.empty()) pepper_.emplace(pepper.Reveal());
}

Digest KeyHasher::Hash(std::string_view key) const {
  return pepper_ ? pepper_->Sign(key) : Sha256(key);
}

}  // namespace rg::auth

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/key_file.h"
#include "core/crypto.h"
#include "core/id.h"
#include "core/result.h"
#include "core/secret.h"

namespace rg::auth {

// The one place a sealed value may be opened at. It is authenticated with the value, so a row
// copied over another, another field's value or an older version of the same row does not open.
struct SealPlace {
  WorkspaceId workspace;
  Uuid record;
  std::string_view field;
  std::int64_t version = 0;
};

// Keeps credentials at rest: AES-256-GCM under a key from a file only we may read.
//
//   sealed   rgv1.<key id>.<base64 of nonce (12) | ciphertext | tag (16)>
//
// Several keys may be loaded. The newest seals; the older ones only open, until every row has been
// sealed again (NeedsResealing says which).
//
// Threads   Immutable after loading; any thread.
// Errors    kInvalidRequest: not a sealed value. kInternal: sealed at another place, with another
//           key, or changed since. Neither says more: an oracle helps nobody but an attacker.
class Vault {
 public:
  // Reads the key file, or makes one with a fresh key and mode 0600 where there is none. Refuses a
  // file that others may read, an empty one, and short or broken keys.
  static Result<Vault> Load(const std::filesystem::path& file, Entropy& entropy);

  // Adds a fresh key to the file, atomically; from the next Load it seals.
  static Result<void> Rotate(const std::filesystem::path& file, Entropy& entropy);

  std::string Seal(const SealPlace& place, const Secret& value, Entropy& entropy) const;
  Result<Secret> Open(const SealPlace& place, std::string_view sealed) const;
  bool NeedsResealing(std::string_view sealed) const;

 private:
  explicit Vault(std::vector<KeyEncryptionKey> keys) : keys_(std::move(keys)) {}

  std::vector<KeyEncryptionKey> keys_;  // oldest first, never empty
};

}  // namespace rg::auth

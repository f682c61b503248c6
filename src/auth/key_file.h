#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/crypto.h"
#include "core/result.h"
#include "core/secret.h"

namespace rg::auth {

inline constexpr std::size_t kKeyEncryptionKeyBytes = 32;

// A key that seals credentials. Its id stands in every value it sealed.
struct KeyEncryptionKey {
  std::string id;
  Secret bytes;
};

// The file of key-encryption keys: one `id base64` a line, oldest first, '#' for comments.
//
// Makes the file with one fresh key where there is none, appearing whole and with mode 0600, so
// that two processes starting at once agree on one key. Otherwise refuses a file that anybody but
// its owner may read, that has no key, or a key that is short or broken; the error says which line.
Result<std::vector<KeyEncryptionKey>> LoadKeyFile(const std::filesystem::path& file,
                                                  Entropy& entropy);

// Replaces the file by one with a fresh key at the end. Readers see the old file or the new one.
Result<void> AppendToKeyFile(const std::filesystem::path& file, Entropy& entropy);

}  // namespace rg::auth

#pragma once

#include <cstdint>
#include <vector>

#include "auth/key.h"

namespace rg::auth {

// Every key of every workspace, by digest. One hash table in two arrays, built once and swapped
// whole when a key changes.
//
// Threads   Immutable; any thread.
class KeyDirectory {
 public:
  // A key that was found, and by which of its two digests.
  struct Found {
    const Key* key = nullptr;  // null: nobody knows the digest
    bool by_previous = false;
  };

  KeyDirectory() : KeyDirectory(std::vector<Key>{}) {}
  explicit KeyDirectory(std::vector<Key> keys);
  KeyDirectory(const KeyDirectory&) = delete;
  KeyDirectory& operator=(const KeyDirectory&) = delete;

  Found Find(const Digest& digest) const;
  const std::vector<Key>& keys() const { return keys_; }

 private:
  struct Slot {
    std::uint64_t tag = 0;    // first bytes of the digest
    std::uint32_t entry = 0;  // 1 + 2 * index + (previous ? 1 : 0); 0: empty
  };

  void Insert(const Digest& digest, std::uint32_t entry);

  std::vector<Key> keys_;
  std::vector<Slot> slots_;  // a power of two, at most half full
};

}  // namespace rg::auth

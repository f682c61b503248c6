#include "auth/directory.h"

#include <bit>
#include <cstring>
#include <utility>

namespace rg::auth {
namespace {

// Digests are uniform already, whoever chose the keys.
std::uint64_t TagOf(const Digest& digest) {
  std::uint64_t tag = 0;
  std::memcpy(&tag, digest.data(), sizeof tag);
  return tag;
}

}  // namespace

KeyDirectory::KeyDirectory(std::vector<Key> keys) : keys_(std::move(keys)) {
  std::size_t digests = keys_.size();
  for (const Key& key : keys_) digests += key.previous ? 1 : 0;
  slots_.resize(std::bit_ceil(2 * digests + 2));
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const auto entry = static_cast<std::uint32_t>(1 + 2 * i);
    Insert(keys_[i].digest, entry);
    if (keys_[i].previous) Insert(keys_[i].previous->digest, entry + 1);
  }
}

void KeyDirectory::Insert(const Digest& digest, std::uint32_t entry) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = TagOf(digest) & mask;
  while (slots_[at].entry != 0) at = (at + 1) & mask;
  slots_[at] = Slot{TagOf(digest), entry};
}

KeyDirectory::Found KeyDirectory::Find(const Digest& digest) const {
  const std::size_t mask = slots_.size() - 1;
  const std::uint64_t tag = TagOf(digest);
  for (std::size_t at = tag & mask; slots_[at].entry != 0; at = (at + 1) & mask) {
    if (slots_[at].tag != tag) continue;
    const std::uint32_t entry = slots_[at].entry - 1;
    const Key& key = keys_[entry / 2];
    const bool by_previous = entry % 2 != 0;
    const Digest& known = by_previous ? key.previous->digest : key.digest;
    if (EqualInConstantTime(known, digest)) return {&key, by_previous};
  }
  return {};
}

}  // namespace rg::auth

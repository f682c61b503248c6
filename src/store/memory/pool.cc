#include "store/memory/pool.h"

#include <utility>

namespace rg::store::memory {

void Places::Insert(std::uint64_t hash, std::uint32_t place) {
  if ((used_ + 1) * 2 > slots_.size()) Grow();
  const std::uint32_t tag = Tag(hash);
  std::size_t i = tag & mask_;
  while (slots_[i].place != kNone) i = (i + 1) & mask_;
  slots_[i] = {place, tag};
  ++used_;
}

void Places::Erase(std::uint64_t hash, std::uint32_t place) {
  std::size_t hole = Tag(hash) & mask_;
  while (slots_[hole].place != place) hole = (hole + 1) & mask_;
  --used_;
  // Whatever stands behind the hole only because the hole was taken moves into it.
  for (std::size_t i = (hole + 1) & mask_; slots_[i].place != kNone; i = (i + 1) & mask_) {
    const std::size_t home = slots_[i].tag & mask_;
    const bool may_move = ((i - home) & mask_) >= ((i - hole) & mask_);
    if (!may_move) continue;
    slots_[hole] = slots_[i];
    hole = i;
  }
  slots_[hole] = {};
}

void Places::Grow() {
  const std::vector<Slot> old = std::move(slots_);
  slots_.assign(old.empty() ? 16 : old.size() * 2, Slot{});
  mask_ = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.place == kNone) continue;
    std::size_t i = slot.tag & mask_;
    while (slots_[i].place != kNone) i = (i + 1) & mask_;
    slots_[i] = slot;
  }
}

}  // namespace rg::store::memory

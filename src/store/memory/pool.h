#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace rg::store::memory {

// Things in numbered places. A place stays where it is, so references hold while others come and
// go; a place given back is reused with whatever capacity its thing had grown.
template <class T>
class Pool {
 public:
  std::uint32_t Take() {
    ++taken_;
    if (!free_.empty()) {
      const std::uint32_t place = free_.back();
      free_.pop_back();
      return place;
    }
    if (used_ == chunks_.size() * kChunk) {
      chunks_.push_back(std::make_unique<T[]>(kChunk));
      free_.reserve(chunks_.size() * kChunk);
    }
    return static_cast<std::uint32_t>(used_++);
  }
  void Give(std::uint32_t place) {
    --taken_;
    free_.push_back(place);
  }

  T& operator[](std::uint32_t place) { return chunks_[place / kChunk][place % kChunk]; }
  const T& operator[](std::uint32_t place) const { return chunks_[place / kChunk][place % kChunk]; }

  std::size_t taken() const { return taken_; }
  // Places below this one have been taken at some time.
  std::uint32_t end() const { return static_cast<std::uint32_t>(used_); }

 private:
  static constexpr std::size_t kChunk = 128;

  std::vector<std::unique_ptr<T[]>> chunks_;
  std::vector<std::uint32_t> free_;
  std::size_t used_ = 0;
  std::size_t taken_ = 0;
};

// Finds the place of a thing by its hash: open addressing, linear probing, at most half full.
class Places {
 public:
  static constexpr std::uint32_t kNone = 0xffffffff;

  // The first place stored under `hash` whose thing `is_it`.
  template <class IsIt>
  std::uint32_t Find(std::uint64_t hash, IsIt is_it) const {
    if (slots_.empty()) return kNone;
    const std::uint32_t tag = Tag(hash);
    for (std::size_t i = tag & mask_; slots_[i].place != kNone; i = (i + 1) & mask_) {
      if (slots_[i].tag == tag && is_it(slots_[i].place)) return slots_[i].place;
    }
    return kNone;
  }
  void Insert(std::uint64_t hash, std::uint32_t place);
  void Erase(std::uint64_t hash, std::uint32_t place);

 private:
  struct Slot {
    std::uint32_t place = kNone;
    std::uint32_t tag = 0;
  };

  static std::uint32_t Tag(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }
  void Grow();

  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
  std::size_t used_ = 0;
};

// Spreads what is already random, and what is not.
inline std::uint64_t Mix(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = Wide{a ^ 0x9e3779b97f4a7c15u} * (b ^ 0xd6e8feb86659fd93u);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace rg::store::memory

#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/name_index.h"

namespace rg::meter {

class Price;

// What a search for a provider's model found, by both names in whatever case. Every call looks here
// on every core, so looking takes no lock and asks for no memory; an answer once kept stays.
//
// Bounds    A full cache is left as it is: the models in use are in it, and a flood of made-up ones
//           must not push them out.
// Threads   Any, concurrently.
class NameCache {
 public:
  NameCache() : slots_(std::make_unique<std::atomic<const Entry*>[]>(kSlots)) {}
  NameCache(const NameCache&) = delete;
  NameCache& operator=(const NameCache&) = delete;
  ~NameCache() {
    for (std::size_t i = 0; i < kSlots; ++i) delete slots_[i].load(std::memory_order_relaxed);
  }

  // nullopt: not kept. A null price: there is none, and that is known.
  std::optional<const Price*> Find(std::string_view provider, std::string_view model) const {
    for (std::size_t at = SlotOf(provider, model);; at = (at + 1) % kSlots) {
      const Entry* const entry = slots_[at].load(std::memory_order_acquire);
      if (entry == nullptr) return std::nullopt;
      if (Same(entry->provider, provider) && Same(entry->model, model)) return entry->price;
    }
  }

  void Keep(std::string_view provider, std::string_view model, const Price* price) {
    const std::lock_guard lock(growing_);
    if (kept_ == kKeptMax || Find(provider, model)) return;
    std::size_t at = SlotOf(provider, model);
    while (slots_[at].load(std::memory_order_relaxed) != nullptr) at = (at + 1) % kSlots;
    const auto* const entry = new Entry{std::string(provider), std::string(model), price};
    slots_[at].store(entry, std::memory_order_release);
    ++kept_;
  }

 private:
  // At most half of the slots are taken, so a search always meets a free one.
  static constexpr std::size_t kSlots = 8192;
  static constexpr std::size_t kKeptMax = kSlots / 2;

  struct Entry {
    std::string provider;
    std::string model;
    const Price* price;
  };

  static constexpr char Lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  static bool Same(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    return SameName(a, b) || std::equal(a.begin(), a.end(), b.begin(),
                                        [](char x, char y) { return Lower(x) == Lower(y); });
  }
  template <class Letters>
  static std::uint64_t LettersAt(const char* at) {
    Letters letters = 0;
    std::memcpy(&letters, at, sizeof letters);
    return letters;
  }
  // Eight letters at a time, whatever their case; the last ones may count twice. Names are told
  // apart, not protected.
  static std::uint64_t Mix(std::uint64_t hash, std::string_view name) {
    constexpr std::uint64_t kCase = 0x2020202020202020;
    constexpr std::size_t kWord = sizeof kCase;
    const auto add = [&](std::uint64_t letters) {
      hash = (hash ^ (letters | kCase)) * 0x9e3779b97f4a7c15;
      hash ^= hash >> 32;
    };
    const char* const last = name.data() + name.size();
    if (name.size() >= kWord) {
      for (const char* at = name.data(); at < last - kWord; at += kWord) {
        add(LettersAt<std::uint64_t>(at));
      }
      add(LettersAt<std::uint64_t>(last - kWord));
    } else if (name.size() >= kWord / 2) {
      add(LettersAt<std::uint32_t>(name.data()) << 32 | LettersAt<std::uint32_t>(last - kWord / 2));
    } else {
      std::uint64_t letters = 0;
      for (const char c : name) letters = letters << 8 | static_cast<unsigned char>(c);
      add(letters);
    }
    return hash;
  }
  static std::size_t SlotOf(std::string_view provider, std::string_view model) {
    return static_cast<std::size_t>(Mix(Mix(0, provider), model)) % kSlots;
  }

  std::unique_ptr<std::atomic<const Entry*>[]> slots_;
  std::mutex growing_;
  std::size_t kept_ = 0;
};

}  // namespace rg::meter

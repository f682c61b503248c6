#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace rg {

// a == b for names, which are short: without the call of memcmp that costs more than they do.
inline bool SameName(std::string_view a, std::string_view b) {
  const auto same = [&]<class Word>(Word, std::size_t at) {
    Word of_a = 0;
    Word of_b = 0;
    std::memcpy(&of_a, a.data() + at, sizeof(Word));
    std::memcpy(&of_b, b.data() + at, sizeof(Word));
    return of_a == of_b;
  };
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  if (size < 4)
    return size == 0 || (a[0] == b[0] && a[size / 2] == b[size / 2] && a.back() == b.back());
  if (size < 8) return same(std::uint32_t{}, 0) && same(std::uint32_t{}, size - 4);
  for (std::size_t at = 0; at < size - 8; at += 8) {
    if (!same(std::uint64_t{}, at)) return false;
  }
  return same(std::uint64_t{}, size - 8);
}

// Says which of a fixed set of names a name can be, in one step: for what every call looks up by
// the dozen. Blind to the case of letters, which is for the caller to tell apart or not:
//
//   constexpr std::array<std::string_view, 3> kNames = {"", "host", "date"};
//   constexpr NameIndex<64> kIndex(kNames, {2, 1, 3, 3});
//   const std::size_t candidate = kIndex.CandidateFor(name);   // compare with kNames[candidate]
//
// Every name has a slot to itself. When a new one makes two of them meet, which does not compile,
// other factors have to be tried.
template <std::size_t kSlots>
class NameIndex {
 public:
  // What the length, the first, the last and the middle letter count for in finding a slot.
  struct Factors {
    unsigned size, first, last, middle;
  };

  // The first of the names is "", the candidate of names that can be no other.
  template <std::size_t kNames>
  consteval NameIndex(const std::array<std::string_view, kNames>& names, Factors factors)
      : factors_(factors) {
    static_assert(kNames <= 256);
    if (!names[0].empty()) throw "the first name is not that of no name";
    for (std::size_t i = 1; i < kNames; ++i) {
      std::uint8_t& slot = slots_[SlotOf(names[i])];
      if (slot != 0) throw "two names meet in one slot";
      slot = static_cast<std::uint8_t>(i);
    }
  }

  // The index of the only name that this one can be, 0 where there is none.
  constexpr std::size_t CandidateFor(std::string_view name) const {
    return name.empty() ? 0 : slots_[SlotOf(name)];
  }

 private:
  constexpr std::size_t SlotOf(std::string_view name) const {
    const auto letter = [&](std::size_t at) { return static_cast<unsigned char>(name[at] | 0x20); };
    return (factors_.size * name.size() + factors_.first * letter(0) +
            factors_.last * letter(name.size() - 1) + factors_.middle * letter(name.size() / 2)) %
           kSlots;
  }

  Factors factors_;
  std::array<std::uint8_t, kSlots> slots_{};
};

}  // namespace rg

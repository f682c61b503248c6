#include "route/member.h"

namespace rg::route {
namespace {

constexpr std::size_t kSlots = 256;

constexpr unsigned char Lower(char c) {
  return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

constexpr std::size_t SlotOf(std::string_view name) {
  return (name.size() + 7U * Lower(name.front()) + 31U * Lower(name.back()) +
          3U * Lower(name[name.size() / 2])) %
         kSlots;
}

constexpr std::array<Member, kSlots> MakeTable() {
  std::array<Member, kSlots> table{};
  for (std::size_t i = 1; i < kMemberNames.size(); ++i) {
    std::size_t slot = SlotOf(kMemberNames[i]);
    while (table[slot] != Member::kUnknown) slot = (slot + 1) % kSlots;
    table[slot] = static_cast<Member>(i);
  }
  return table;
}
constexpr auto kTable = MakeTable();

bool SameIgnoringCase(std::string_view name, std::string_view lower) {
  if (name.size() != lower.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (Lower(name[i]) != static_cast<unsigned char>(lower[i])) return false;
  }
  return true;
}

}  // namespace

FoundMember FindMember(std::string_view name) {
  if (name.empty()) return {};
  for (std::size_t slot = SlotOf(name); kTable[slot] != Member::kUnknown;
       slot = (slot + 1) % kSlots) {
    const std::string_view known = NameOf(kTable[slot]);
    if (known == name) return {kTable[slot], true};
    if (SameIgnoringCase(name, known)) return {kTable[slot], false};
  }
  return {};
}

}  // namespace rg::route

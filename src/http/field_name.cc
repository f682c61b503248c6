#include "http/field_name.h"

#include <cstring>

#include "http/field_table.h"

namespace rg::http {
namespace {

// Setting one bit is enough to fold the case of a name made of token characters: of the characters
// it makes equal, those that stand in a name above are letters.
template <class Word>
bool SameWord(const char* a, const char* b) {
  constexpr Word kSmall = static_cast<Word>(0x2020202020202020ULL);
  Word left;
  Word right;
  std::memcpy(&left, a, sizeof left);
  std::memcpy(&right, b, sizeof right);
  return (left | kSmall) == (right | kSmall);
}

// Word by word, the last one again with bytes of the one before.
template <class Word>
bool SameWords(const char* a, const char* b, std::size_t size) {
  const std::size_t last = size - sizeof(Word);
  for (std::size_t at = 0; at < last; at += sizeof(Word)) {
    if (!SameWord<Word>(a + at, b + at)) return false;
  }
  return SameWord<Word>(a + last, b + last);
}

bool SameName(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  if (a.size() >= 8) return SameWords<std::uint64_t>(a.data(), b.data(), a.size());
  if (a.size() >= 4) return SameWords<std::uint32_t>(a.data(), b.data(), a.size());
  return a.size() >= 2 && SameWords<std::uint16_t>(a.data(), b.data(), a.size());
}

}  // namespace

FieldName Recognise(std::string_view name) {
  const NameRow& candidate = kNameRows[kNameIndex.CandidateFor(name)];
  return SameName(name, candidate.text) ? candidate.name : FieldName::kOther;
}

}  // namespace rg::http

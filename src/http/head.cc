#include "http/head.h"

#include <cstring>

namespace rg::http {
namespace {

constexpr std::uint64_t kEach = 0x0101010101010101ULL;

// Lower case in each of eight bytes: those from A to Z get the bit that makes them small. The sums
// cannot carry from byte to byte because the top bit is masked away first.
std::uint64_t ToLower(std::uint64_t word) {
  const std::uint64_t low = word & (kEach * 0x7f);
  const std::uint64_t from_a = low + kEach * (0x80 - 'A');
  const std::uint64_t past_z = low + kEach * (0x80 - 'Z' - 1);
  const std::uint64_t capital = from_a & ~past_z & ~word & (kEach * 0x80);
  return word | (capital >> 2);
}

template <class Word>
bool SameWord(const char* a, const char* b) {
  Word left;
  Word right;
  std::memcpy(&left, a, sizeof left);
  std::memcpy(&right, b, sizeof right);
  return ToLower(left) == ToLower(right);
}

// Compares word by word, the last word again with bytes of the one before.
template <class Word>
bool SameWords(std::string_view a, std::string_view b) {
  const std::size_t last = a.size() - sizeof(Word);
  for (std::size_t at = 0; at < last; at += sizeof(Word)) {
    if (!SameWord<Word>(a.data() + at, b.data() + at)) return false;
  }
  return SameWord<Word>(a.data() + last, b.data() + last);
}

// Folds a hyphen's only twin, a control character, too: such a value names no field either.
bool IsKeepAlive(std::string_view value) {
  constexpr std::uint64_t kSmall = kEach * 0x20;
  constexpr char kWord[] = "keep-alive";
  if (value.size() != sizeof kWord - 1) return false;
  const auto eight = [](const char* at) {
    std::uint64_t word;
    std::memcpy(&word, at, sizeof word);
    return word | kSmall;
  };
  return eight(value.data()) == eight(kWord) && eight(value.data() + 2) == eight(kWord + 2);
}

}  // namespace

bool SameIgnoringCase(std::string_view a, std::string_view b) {
  if (a.size() >= sizeof(std::uint64_t)) return SameWords<std::uint64_t>(a, b);
  if (a.size() >= sizeof(std::uint32_t)) return SameWords<std::uint32_t>(a, b);
  for (std::size_t at = 0; at < a.size(); ++at) {
    if (!SameWord<std::uint8_t>(a.data() + at, b.data() + at)) return false;
  }
  return true;
}

std::optional<std::string_view> Headers::Find(std::string_view name) const {
  for (const Header& field : all()) {
    if (EqualsIgnoreCase(field.name, name)) return field.value;
  }
  return std::nullopt;
}

std::string_view Headers::FirstOf(FieldName name) const {
  const Header* field = fields_.data();
  while (field->known != name) ++field;
  return field->value;
}

std::size_t Headers::Count(std::string_view name) const {
  std::size_t count = 0;
  for (const Header& field : all()) count += EqualsIgnoreCase(field.name, name) ? 1 : 0;
  return count;
}

void Headers::NoteConnection(std::string_view value) {
  if (!IsKeepAlive(value)) connection_says_more_ = true;
}

}  // namespace rg::http

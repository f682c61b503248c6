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

std::uint64_t Load(const char* at, std::size_t count) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, count);
  return word;
}

}  // namespace

bool EqualsIgnoreCase(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  const char* left = a.data();
  const char* right = b.data();
  std::size_t rest = a.size();
  for (; rest >= 8; rest -= 8, left += 8, right += 8) {
    if (ToLower(Load(left, 8)) != ToLower(Load(right, 8))) return false;
  }
  return rest == 0 || ToLower(Load(left, rest)) == ToLower(Load(right, rest));
}

std::optional<std::string_view> Headers::Find(std::string_view name) const {
  for (const Header& field : all()) {
    if (EqualsIgnoreCase(field.name, name)) return field.value;
  }
  return std::nullopt;
}

std::size_t Headers::Count(std::string_view name) const {
  std::size_t count = 0;
  for (const Header& field : all()) count += EqualsIgnoreCase(field.name, name) ? 1 : 0;
  return count;
}

bool Headers::Add(Header field) {
  if (count_ == kFieldsMax) return false;
  fields_[count_++] = field;
  return true;
}

}  // namespace rg::http

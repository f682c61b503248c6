#include "store/clickhouse/row_binary.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace rg::store::clickhouse {
namespace {

constexpr std::size_t kIdBytes = 16;

// The lengths of texts: seven bits a byte, the lowest first.
void PutLength(std::string& out, std::uint64_t length) {
  for (; length >= 0x80; length >>= 7) out += static_cast<char>(length | 0x80);
  out += static_cast<char>(length);
}

bool TakeLength(std::string_view& bytes, std::uint64_t& length) {
  length = 0;
  for (int shift = 0; shift < 63 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    length |= std::uint64_t{byte & 0x7fU} << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

bool Take(std::string_view& bytes, std::uint64_t size, std::string_view& taken) {
  if (bytes.size() < size) return false;
  taken = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return true;
}

// From the order of a UUID to that of its words, and back.
std::array<char, kIdBytes> Swapped(const char* bytes) {
  std::array<char, kIdBytes> swapped;
  std::reverse_copy(bytes, bytes + 8, swapped.begin());
  std::reverse_copy(bytes + 8, bytes + kIdBytes, swapped.begin() + 8);
  return swapped;
}

}  // namespace

void PutText(std::string& out, std::string_view text) {
  PutLength(out, text.size());
  out.append(text);
}

void PutId(std::string& out, const Uuid& id) {
  const auto swapped = Swapped(reinterpret_cast<const char*>(id.bytes.data()));
  out.append(swapped.data(), swapped.size());
}

Uuid Row::Id(std::size_t column) const {
  const auto swapped = Swapped(cells_[column].text.data());
  Uuid id;
  std::memcpy(id.bytes.data(), swapped.data(), swapped.size());
  return id;
}

const Row* RowReader::Next(std::string_view& bytes) {
  std::string_view rest = bytes;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Row::Cell& cell = row_.cells_[i];
    std::uint64_t size = columns_[i] == Column::kInt64 ? sizeof(cell.number) : kIdBytes;
    if (columns_[i] == Column::kText && !TakeLength(rest, size)) return nullptr;
    if (!Take(rest, size, cell.text)) return nullptr;
    if (columns_[i] == Column::kInt64) std::memcpy(&cell.number, cell.text.data(), size);
  }
  bytes = rest;
  return &row_;
}

}  // namespace rg::store::clickhouse

#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/id.h"

// RowBinary, the format that rows travel in, both ways: the columns of a row one behind the other,
// little endian, without names, and nothing between the rows.
namespace rg::store::clickhouse {

// A number of the column's own width: UInt8, UInt16 (also Date), UInt32 (also DateTime), Int64 ...
template <std::integral T>
inline void PutNumber(std::string& out, T number) {
  static_assert(std::endian::native == std::endian::little);
  out.append(reinterpret_cast<const char*>(&number), sizeof(number));
}
void PutText(std::string& out, std::string_view text);
// A UUID is two words of 64 bits, the upper half first.
void PutId(std::string& out, const Uuid& id);

enum class Column : std::uint8_t { kInt64, kText, kId };

// One row of an answer, valid while it is looked at.
class Row {
 public:
  std::int64_t Int(std::size_t column) const { return cells_[column].number; }
  std::string_view Text(std::size_t column) const { return cells_[column].text; }
  Uuid Id(std::size_t column) const;

 private:
  friend class RowReader;
  struct Cell {
    std::int64_t number = 0;
    std::string_view text;  // of a UUID, its bytes as they came
  };
  std::vector<Cell> cells_;
};

// Takes rows off the front of bytes that arrive in pieces.
class RowReader {
 public:
  explicit RowReader(std::span<const Column> columns) : columns_(columns) {
    row_.cells_.resize(columns.size());
  }

  // The next whole row of `bytes`, which it is removed from; null when there is none yet.
  const Row* Next(std::string_view& bytes);

 private:
  std::span<const Column> columns_;
  Row row_;
};

}  // namespace rg::store::clickhouse

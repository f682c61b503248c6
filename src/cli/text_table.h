#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace rg::cli {

// Whether to use a terminal's colours.
enum class Color : bool { kOff, kOn };
std::string Bold(std::string_view text, Color color);
std::string Red(std::string_view text, Color color);
std::string Green(std::string_view text, Color color);
std::string Yellow(std::string_view text, Color color);

// How many columns a text fills on a terminal: characters, not bytes; colours fill none.
std::size_t WidthOf(std::string_view text);

enum class Align : bool { kLeft, kRight };

// Rows under each other, every column as wide as its widest cell.
class TextTable {
 public:
  void AddColumn(std::string title, Align align = Align::kLeft);
  // One cell per column.
  void AddRow(std::vector<std::string> cells);
  bool empty() const { return rows_.empty(); }

  void Print(std::ostream& out, Color color) const;

 private:
  struct Column {
    std::string title;
    Align align;
  };
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace rg::cli

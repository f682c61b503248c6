#include "cli/text_table.h"

#include <algorithm>

namespace rg::cli {
namespace {

constexpr std::string_view kGap = "  ";

std::string Painted(std::string_view text, std::string_view code, Color color) {
  if (color == Color::kOff || text.empty()) return std::string(text);
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

}  // namespace

std::string Bold(std::string_view text, Color color) { return Painted(text, "1", color); }
std::string Red(std::string_view text, Color color) { return Painted(text, "31", color); }
std::string Green(std::string_view text, Color color) { return Painted(text, "32", color); }
std::string Yellow(std::string_view text, Color color) { return Painted(text, "33", color); }

std::size_t WidthOf(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b') {
      i = std::min(text.find('m', i), text.size());
      continue;
    }
    const bool continuation = (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80;
    if (!continuation) ++width;
  }
  return width;
}

void TextTable::AddColumn(std::string title, Align align) {
  columns_.push_back({std::move(title), align});
}

void TextTable::AddRow(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  rows_.push_back(std::move(cells));
}

void TextTable::Print(std::ostream& out, Color color) const {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = WidthOf(columns_[i].title);
    for (const auto& row : rows_) width = std::max(width, WidthOf(row[i]));
    widths.push_back(width);
  }
  const auto print = [&](std::size_t i, std::string_view cell, std::string_view shown,
                         std::string& line) {
    const std::string padding(widths[i] - WidthOf(cell), ' ');
    if (i > 0) line += kGap;
    if (columns_[i].align == Align::kRight) line += padding;
    line += shown;
    if (columns_[i].align == Align::kLeft) line += padding;
  };
  const auto finish = [&](std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << '\n';
  };

  std::string head;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    print(i, columns_[i].title, Bold(columns_[i].title, color), head);
  }
  finish(std::move(head));
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < columns_.size(); ++i) print(i, row[i], row[i], line);
    finish(std::move(line));
  }
}

}  // namespace rg::cli

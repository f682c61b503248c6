#include "analytics/csv.h"

namespace rg::analytics {
namespace {

// What makes Excel, LibreOffice or Google Sheets read a cell as a formula.
bool StartsFormula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != text.npos;
}

}  // namespace

CsvWriter& CsvWriter::Text(std::string_view text) {
  Separate();
  const bool formula = StartsFormula(text);
  if (!formula && text.find_first_of(",\"\r\n") == text.npos) {
    out_ += text;
    return *this;
  }
  out_ += '"';
  if (formula) out_ += '\'';
  for (const char c : text) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  out_ += '"';
  return *this;
}

CsvWriter& CsvWriter::Number(std::int64_t number) { return Literal(std::to_string(number)); }

CsvWriter& CsvWriter::Literal(std::string_view text) {
  Separate();
  out_ += text;
  return *this;
}

void CsvWriter::EndRow() {
  out_ += "\r\n";
  first_ = true;
}

void CsvWriter::Separate() {
  if (!first_) out_ += ',';
  first_ = false;
}

}  // namespace rg::analytics

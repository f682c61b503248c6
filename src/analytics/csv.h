#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rg::analytics {

// Writes CSV (RFC 4180). Text that a spreadsheet would run as a formula gets a quote in front: a
// model or tag is whatever a caller sent, and the file is opened by somebody else.
class CsvWriter {
 public:
  CsvWriter& Text(std::string_view text);
  CsvWriter& Number(std::int64_t number);
  // Text that is a number or a time of ours and needs no guard, such as "-0.5".
  CsvWriter& Literal(std::string_view text);
  void EndRow();
  std::string Take() { return std::move(out_); }

 private:
  void Separate();

  std::string out_;
  bool first_ = true;
};

}  // namespace rg::analytics

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analytics/csv.h"
#include "core/result.h"
#include "journal/record.h"

namespace rg::analytics {

// A file of events, one a row, made of their records.
class EventCsv {
 public:
  EventCsv();
  // kTooLarge behind the kCsvRowsMax-th of them.
  Result<void> Add(std::string_view record);
  std::string Take() { return csv_.Take(); }

 private:
  CsvWriter csv_;
  journal::Decoded decoded_;
  std::int64_t rows_ = 0;
};

}  // namespace rg::analytics

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "journal/event.h"

namespace rg::store::clickhouse {

// Where in the log a record stands.
struct Lineage {
  std::string_view topic;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
};

// Rows of the table of events in the making, to be inserted as one block or a few.
//
// Invariant: rows that are inserted together are filed under one month, so that they are one part
// of the table.
//
// Threads   One.
class EventBlock {
 public:
  // The statement that takes them.
  static std::string_view InsertSql();

  // `payload` is the record that the event was decoded from, and is kept whole.
  void Add(const Lineage& lineage, const journal::Event& event, std::string_view payload);
  // Files them under the month of `now`, or of the youngest of them if that is later.
  void File(TimePoint now);
  void Clear();

  std::size_t rows() const { return starts_.size(); }
  std::size_t bytes() const { return bytes_.size(); }
  // `count` rows from `first` on.
  std::string_view Bytes(std::size_t first, std::size_t count) const;

 private:
  std::string bytes_;
  std::vector<std::size_t> starts_;  // of the rows
  TimePoint youngest_ = TimePoint::min();
};

// The month that holds `time`, as days since 1970 of its first.
std::uint16_t MonthOf(TimePoint time);

}  // namespace rg::store::clickhouse

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/id.h"
#include "core/result.h"
#include "core/time.h"
#include "journal/event.h"
#include "store/clickhouse/client.h"

namespace rg::store::clickhouse {

// Thresholds that budgets have passed, in the making of a block. Unlike events they have no place
// in the log that could be asked for: what is read again is put in again, and counted once by who
// asks.
//
// Threads   One.
class ThresholdBlock {
 public:
  void Add(const journal::ThresholdCrossed& crossed);
  void Clear();
  std::size_t rows() const { return rows_; }

  // Nothing when there are none.
  Result<void> Insert(Client& client, const std::string& query_id) const;

 private:
  std::string bytes_;
  std::size_t rows_ = 0;
};

// Of one workspace, newest first, at most so many.
Result<std::vector<journal::ThresholdCrossed>> LoadThresholds(Client& client, WorkspaceId workspace,
                                                              TimePoint since, std::int64_t limit);

}  // namespace rg::store::clickhouse

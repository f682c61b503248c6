#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <unordered_map>
#include <utility>

#include "core/result.h"
#include "journal/event.h"
#include "store/sql/database.h"
#include "store/sql/rollups.h"

namespace rg::store::sql {

// What one call adds to its roll-up, in the order of RollupMeasureNames.
using Measures = std::array<std::int64_t, kRollupMeasures>;
Measures MeasuresOf(const journal::Event& event);

// The roll-ups of a batch: summed up here, so that a row that thousands of calls add to is written
// once.
//
// Threads   As the connection: one.
class RollupWriter {
 public:
  // By the time that the event is filed under, so that both always agree on its window.
  void Add(std::int64_t group, std::int64_t event_id, const Measures& measures);
  Result<void> Write(Connection& connection);

 private:
  struct Key {
    std::int64_t group = 0;
    std::int64_t window = 0;
    auto operator<=>(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      const auto group = static_cast<std::size_t>(key.group) * 0x9e3779b97f4a7c15;
      return group ^ static_cast<std::size_t>(key.window / 900'000'000);
    }
  };
  struct Sums {
    Measures measures{};
    std::int64_t first_event = std::numeric_limits<std::int64_t>::max();
    std::int64_t last_event = std::numeric_limits<std::int64_t>::min();
  };

  std::unordered_map<Key, Sums, KeyHash> sums_;
  std::pair<const Key, Sums>* last_ = nullptr;  // of sums_
};

}  // namespace rg::store::sql

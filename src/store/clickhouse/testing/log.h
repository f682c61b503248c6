#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "journal/record.h"
#include "store/clickhouse/worker.h"

namespace rg::store::clickhouse::testing {

// A partition of a log in memory, and whoever reads it for a worker.
class Log {
 public:
  explicit Log(std::int32_t partition = 0) : partition_(partition) {}

  void Append(const journal::Event& event) {
    std::string payload;
    journal::AppendPayload(payload, event);
    Append(std::move(payload));
  }
  void Append(std::string payload, journal::RecordKind kind = journal::RecordKind::kEvent) {
    payloads_.emplace_back(std::move(payload), kind);
  }
  void Append(const journal::ThresholdCrossed& crossed) {
    std::string record;
    journal::AppendRecord(record, crossed, 0);
    Append(std::string(journal::ReadFrame(record, 0)->payload), journal::RecordKind::kThreshold);
  }

  // Records from `from` on, at most so many.
  LogBatch Read(std::int64_t from, std::size_t count) {
    read_.clear();
    const auto end = static_cast<std::int64_t>(payloads_.size());
    for (std::int64_t at = from; at < end && read_.size() < count; ++at) {
      const auto& [payload, kind] = payloads_[static_cast<std::size_t>(at)];
      read_.push_back({at, payload, kind});
    }
    return {"api-events", partition_, read_};
  }

  // Reads all there is to the worker, as a reader would that was just given the partition.
  Result<void> ReadAllTo(Worker& worker, std::size_t at_a_time = 5'000) {
    RG_TRY(const std::optional<std::int64_t> start, worker.Assign("api-events", partition_));
    for (std::int64_t next = start.value_or(0); next < size();) {
      RG_TRY(next, worker.Add(Read(next, at_a_time)));
    }
    return {};
  }

  std::int64_t size() const { return static_cast<std::int64_t>(payloads_.size()); }

 private:
  const std::int32_t partition_;
  std::deque<std::pair<std::string, journal::RecordKind>> payloads_;
  std::vector<LogRecord> read_;
};

}  // namespace rg::store::clickhouse::testing

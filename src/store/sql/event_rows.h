#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "journal/event.h"
#include "journal/recovery.h"
#include "journal/segment.h"
#include "store/sql/database.h"
#include "store/sql/rollups.h"

namespace rg::store::sql {

struct BatchReport {
  std::size_t records = 0;
  std::size_t events = 0;      // new ones
  std::size_t duplicates = 0;  // events that were there already and were not counted again
};

// Everything a stretch of the journal changes: events, their roll-ups, open holds, thresholds, and
// how far the journal has been read. All of it in the one transaction this object lives in, so that
// a stretch counts once however often a crash makes it come again: the position says what was read,
// and an event that is there already changes nothing: one of the same request id and time, which a
// call keeps from its hold to its event.
//
//   connection.Transaction([&]() -> Result<void> {
//     EventBatch batch(connection);
//     RG_CHECK(batch.Add(event, payload)); ...
//     RG_TRY(report, batch.Finish(position));
//
// Threads   As the connection: one.
// Errors    As Connection. After one, the transaction must be rolled back.
class EventBatch {
 public:
  explicit EventBatch(Connection& connection);
  ~EventBatch();

  // An event, or the hold of one (outcome kOpen). `payload` is the record it was decoded from; it
  // is kept whole, so that whatever the columns lack can still be explained.
  Result<void> Add(const journal::Event& event, std::string_view payload, std::uint32_t core);
  Result<void> Add(const journal::ThresholdCrossed& crossed);
  Result<BatchReport> Finish(const journal::Position& position);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Where each core's journal has been read to.
Result<std::vector<journal::Position>> LoadPositions(Connection& connection);

// Holds whose end was not ingested yet.
Result<std::vector<journal::ShippedHold>> LoadOpenHolds(Connection& connection);

// A threshold that was passed, for alerts and reports; of one workspace, newest first.
Result<std::vector<journal::ThresholdCrossed>> LoadThresholds(Connection& connection,
                                                              WorkspaceId workspace,
                                                              TimePoint since, std::int64_t limit);

}  // namespace rg::store::sql

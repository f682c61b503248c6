#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

#include "core/result.h"
#include "store/sql/database.h"

namespace rg::analytics {

struct IngestOptions {
  std::filesystem::path folder;        // of the journal
  std::size_t batch_records = 40'000;  // per transaction
  // Somebody else reads the journal too: the first segment of a core that they still need. Null:
  // nobody does.
  std::function<std::uint64_t(std::uint32_t core)> needed_from = {};
};

struct IngestStats {
  std::uint64_t events = 0;
  std::uint64_t duplicates = 0;   // were there already; not counted again
  std::uint64_t undecodable = 0;  // whole records this binary cannot read, quarantined
  std::uint64_t corrupt = 0;      // damaged stretches of segments, quarantined
  std::uint64_t torn = 0;         // torn ends of finished segments
  std::uint64_t segments_deleted = 0;
  std::uint64_t failures = 0;  // Drains that ended in an error
};

// The shipper of the one-machine shape: moves what the journals of all cores hold into the store,
// and deletes the segments that have been moved whole and that nobody else needs.
//
//   segment -> records -> one transaction: events, roll-ups, holds, thresholds, position
//
// Whatever moment it dies at, the next Drain continues from the position that was committed.
//
// Threads   One at a time; the app owns a thread that calls Drain every 200 ms or so.
// Errors    As Connection and Reader. Repeat later: nothing is lost and nothing counts twice.
class Ingest {
 public:
  Ingest(store::sql::Connection& connection, IngestOptions options);
  ~Ingest();

  // Reads until the journals have nothing more to give; returns how many records that were.
  Result<std::size_t> Drain();

  IngestStats stats() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rg::analytics

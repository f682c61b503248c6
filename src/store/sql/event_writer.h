#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/id.h"
#include "core/result.h"
#include "journal/difference.h"
#include "journal/event.h"
#include "store/sql/database.h"
#include "store/sql/event_block.h"
#include "store/sql/event_blocks.h"
#include "store/sql/rollup_writer.h"

namespace rg::store::sql {

// The model that an event's group has: what was asked for, if that is one that somebody knows.
// Callers without a good key or model choose these texts freely, and each would be a new row of the
// roll-ups for ever. Their events keep them.
std::string_view RolledUpModel(const journal::Event& event);

// An event that is now stored and was not before.
struct NewEvent {
  BlockEvent stored;
  RequestId request;
  WorkspaceId workspace;
  Measures measures{};
};

// Stores events, each once.
//
// They wait until there are many, and go into blocks in the order of their numbers. Whether one is
// there already, its number says nearly always, and the blocks of its time say which numbers they
// have. Only of a number that is taken the record is read: it is this very call's, or that of
// another of the same microsecond, and then the next number is looked at.
//
// Threads   As the connection: one.
// Errors    As Connection. After one, the transaction must be rolled back.
class EventWriter {
 public:
  // Calls `added` for every event that was not there already, before Flush returns.
  EventWriter(Connection& connection, std::function<void(const NewEvent&)> added);

  // Of the record, what is not as in its group's sample is stored.
  Result<void> Add(const journal::Event& event, std::string_view record, std::int64_t group,
                   const journal::Sample& sample);
  Result<void> Flush();

 private:
  struct Waiting {
    NewEvent event;
    std::size_t texts_at = 0;  // in texts_: its own model and its record
    bool taken = false;
  };
  struct ByNumber {
    std::int64_t event_id = 0;
    Waiting* waiting = nullptr;
  };
  static constexpr std::size_t kWaitingMax = 4096;

  void Sort();
  Result<void> FindTaken();
  Result<void> FindTaken(std::span<const ByNumber> neighbours);
  Result<void> InsertFree();
  Result<void> InsertTaken(NewEvent& event);
  Result<bool> FindStored(NewEvent& event);
  Result<RequestId> RequestOf(const BlockEvent& stored);
  Result<bool> IsMisplaced(RequestId request);
  Result<void> Added(const NewEvent& event);

  Connection& connection_;
  std::function<void(const NewEvent&)> added_;
  EventBlocks blocks_;
  std::vector<Waiting> waiting_;
  std::string texts_;
  std::vector<ByNumber> sorted_;             // of waiting_
  std::unordered_set<RequestId> misplaced_;  // of waiting_
  std::vector<const BlockEvent*> free_;      // those whose numbers are
  std::vector<std::int64_t> numbers_;        // of a stored block
};

}  // namespace rg::store::sql

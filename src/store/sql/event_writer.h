#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/id.h"
#include "core/result.h"
#include "journal/difference.h"
#include "journal/event.h"
#include "store/sql/database.h"
#include "store/sql/rollup_writer.h"

namespace rg::store::sql {

// The model that an event's group has: what was asked for, if that is one that somebody knows.
// Callers without a good key or model choose these texts freely, and each would be a new row of the
// roll-ups for ever. Their events keep them.
std::string_view RolledUpModel(const journal::Event& event);

// An event that is now in the table and was not before.
struct NewEvent {
  std::int64_t event_id = 0;
  RequestId request;
  std::int64_t group = 0;
  WorkspaceId workspace;
  std::int64_t settle_seq = 0;
  Measures measures{};
};

// Puts events into their table, each once.
//
// They wait until there are many, and go in the order of their numbers, many with one statement:
// most of what a row costs is the statement around it, and a row that is not the last of its table
// moves others.
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
  struct Text {  // in texts_
    std::size_t at = 0;
    std::size_t size = 0;
  };
  struct Waiting {
    NewEvent event;
    std::int64_t status = 0;
    std::int64_t cost_nanos = 0;
    Text own_model;
    Text record;
  };
  static constexpr std::size_t kWaitingMax = 512;
  static constexpr std::size_t kRowsMax = 64;  // of a statement
  static constexpr std::size_t kColumns = 7;

  std::string_view View(const Text& text) const {
    return std::string_view(texts_).substr(text.at, text.size);
  }
  std::span<Value> Fill(std::size_t row, const Waiting& waiting);
  Result<void> Insert(std::span<Waiting* const> rows);
  Result<bool> InsertTogether(std::size_t rows);
  Result<void> InsertAlone(NewEvent& event, std::span<Value> row);
  Result<bool> InsertFree(NewEvent& event, std::span<Value> row);
  Result<bool> IsStored(std::int64_t event_id, RequestId request);
  Result<bool> IsMisplaced(RequestId request);
  Result<void> Misplace(const NewEvent& event);

  Connection& connection_;
  std::function<void(const NewEvent&)> added_;
  std::vector<Waiting> waiting_;
  std::string texts_;
  std::array<Value, kColumns * kRowsMax> values_;  // of the rows being inserted
};

}  // namespace rg::store::sql

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analytics/spend.h"
#include "core/id.h"
#include "core/result.h"
#include "journal/record.h"
#include "store/sql/database.h"

namespace rg::analytics {

// An event as it was recorded. The texts of `decoded` point into `payload`, which therefore stays
// where it is.
struct StoredEvent {
  std::unique_ptr<const std::string> payload;
  journal::Decoded decoded;

  const journal::Event& event() const { return decoded.event; }
};

// kInternal when the bytes are no record of an event.
Result<StoredEvent> Restore(std::string record);

struct EventQuery {
  WorkspaceId workspace{};
  Range range{};
  std::optional<ProjectId> project;
  std::optional<KeyId> key;
  std::optional<std::string> api;    // id or slug
  std::optional<std::string> model;  // as asked for
  std::optional<journal::Outcome> outcome;
  std::optional<int> status;
  std::optional<std::int64_t> settled_after;  // settle_seq above this
  std::string cursor;                         // from EventPage::next, "" for the newest
  std::int64_t limit = 50;                    // at most kPageMax
};
inline constexpr std::int64_t kPageMax = 1000;

struct EventPage {
  std::vector<StoredEvent> events;  // newest first
  std::string next;                 // "" on the last page
};

// kInvalidRequest: a cursor that is none.
Result<EventPage> ListEvents(store::sql::Connection& connection, const EventQuery& query);

// Everything known of one call, verdicts and cost lines included; kNotFound when it is none of the
// workspace's. A call whose end was not recorded yet is found by its hold, with outcome kOpen.
Result<StoredEvent> FindEvent(store::sql::Connection& connection, WorkspaceId workspace,
                              RequestId request);

// Every event of the query as CSV, newest first. kTooLarge when there are more than kCsvRowsMax:
// half an export looks like a whole one.
inline constexpr std::int64_t kCsvRowsMax = 250'000;
Result<std::string> EventsCsv(store::sql::Connection& connection, const EventQuery& query);

}  // namespace rg::analytics

#pragma once

#include <string>

#include "analytics/events.h"
#include "analytics/usage.h"
#include "core/id.h"
#include "core/result.h"

namespace rg::analytics {

// The questions that a dashboard, an export and `rateguard usage` ask, whatever the events lie in.
// Every store gives the same answers to the same events: questions_contract.h.
//
//   Usage       time series and totals, by step, zone, group and scope; ToCsv makes a file of it
//   Events      the newest that match, a page at a time; EventsCsv makes a file of them
//   FindEvent   one call
//
// Threads   As the store: one.
// Errors    As of the functions of the same names; kUnavailable when the store is away.
class Questions {
 public:
  virtual ~Questions() = default;

  virtual Result<UsageReport> Usage(const UsageQuery& query) = 0;
  // A cursor is of the store that gave it.
  virtual Result<EventPage> Events(const EventQuery& query) = 0;
  virtual Result<StoredEvent> FindEvent(WorkspaceId workspace, RequestId request) = 0;
  virtual Result<std::string> EventsCsv(const EventQuery& query) = 0;
};

// Answered from the events in SQLite.
class SqlQuestions final : public Questions {
 public:
  explicit SqlQuestions(store::sql::Connection& connection) : connection_(connection) {}

  Result<UsageReport> Usage(const UsageQuery& query) override {
    return ReportUsage(connection_, query);
  }
  Result<EventPage> Events(const EventQuery& query) override {
    return ListEvents(connection_, query);
  }
  Result<StoredEvent> FindEvent(WorkspaceId workspace, RequestId request) override {
    return analytics::FindEvent(connection_, workspace, request);
  }
  Result<std::string> EventsCsv(const EventQuery& query) override {
    return analytics::EventsCsv(connection_, query);
  }

 private:
  store::sql::Connection& connection_;
};

}  // namespace rg::analytics

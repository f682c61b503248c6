#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/events.h"
#include "analytics/latency.h"
#include "analytics/usage.h"
#include "core/id.h"
#include "core/result.h"
#include "journal/event.h"
#include "store/sql/event_rows.h"

namespace rg::analytics {

// The questions that a dashboard, an export and `rateguard usage` ask, whatever the events lie in.
// Every store gives the same answers to the same events: questions_contract.h.
//
//   Usage       time series and totals, by step, zone, group and scope; ToCsv makes a file of it
//   Latency     percentiles of how long calls took, by group and scope
//   Events      the newest that match, a page at a time; EventsCsv makes a file of them
//   FindEvent   one call
//   Thresholds  what budgets have passed, newest first
//
// Threads   As the store: one.
// Errors    As of the functions of the same names; kUnavailable when the store is away.
class Questions {
 public:
  virtual ~Questions() = default;

  virtual Result<UsageReport> Usage(const UsageQuery& query) = 0;
  virtual Result<LatencyReport> Latency(const LatencyQuery& query) = 0;
  // A cursor is of the store that gave it.
  virtual Result<EventPage> Events(const EventQuery& query) = 0;
  virtual Result<StoredEvent> FindEvent(WorkspaceId workspace, RequestId request) = 0;
  virtual Result<std::string> EventsCsv(const EventQuery& query) = 0;
  virtual Result<std::vector<journal::ThresholdCrossed>> Thresholds(WorkspaceId workspace,
                                                                    TimePoint since,
                                                                    std::int64_t limit) = 0;

  // What the answers are about, for whoever reads them.
  enum class Source : std::uint8_t {
    kThisMachine,  // its own calls, as soon as they have ended
    kClickHouse,   // those of all gateways, as far as they have got there
  };
  virtual Source source() const = 0;
};

// Answered from the events in SQLite.
class SqlQuestions final : public Questions {
 public:
  explicit SqlQuestions(store::sql::Connection& connection) : connection_(connection) {}

  Result<UsageReport> Usage(const UsageQuery& query) override {
    return ReportUsage(connection_, query);
  }
  Result<LatencyReport> Latency(const LatencyQuery& query) override {
    return ReportLatency(connection_, query);
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
  Result<std::vector<journal::ThresholdCrossed>> Thresholds(WorkspaceId workspace, TimePoint since,
                                                            std::int64_t limit) override {
    return store::sql::LoadThresholds(connection_, workspace, since, limit);
  }
  Source source() const override { return Source::kThisMachine; }

 private:
  store::sql::Connection& connection_;
};

inline std::string_view ToString(Questions::Source source) {
  return source == Questions::Source::kClickHouse ? "clickhouse" : "this_machine";
}

}  // namespace rg::analytics

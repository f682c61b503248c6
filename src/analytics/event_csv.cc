#include "analytics/event_csv.h"

#include <chrono>

#include "analytics/events.h"
#include "core/cost.h"
#include "store/sql/columns.h"
#include "store/sql/rollups.h"

namespace rg::analytics {

using store::sql::IdText;

namespace {

void Describe(CsvWriter& csv, const journal::Event& event) {
  const CallFacts& call = event.call;
  csv.Literal(ToRfc3339(event.opened)).Literal(IdText(event.request));
  csv.Literal(IdText(call.project)).Literal(IdText(call.key));
  csv.Text(call.api_slug).Text(call.model).Text(event.served_model);
  csv.Text(store::sql::JoinTags(call.tags)).Text(call.end_user);
  csv.Text(call.method).Text(call.endpoint);
  csv.Text(ToString(event.outcome)).Number(event.status).Text(event.error_code);
  for (const std::int64_t count : event.usage.counts) csv.Number(count);
  csv.Literal(ToDollars(event.cost));
  csv.Literal(event.priced ? "true" : "false").Literal(event.estimated ? "true" : "false");
  csv.Number(std::chrono::floor<std::chrono::microseconds>(event.gateway_time).count());
  csv.Number(std::chrono::floor<std::chrono::microseconds>(event.total_time).count());
  csv.EndRow();
}

}  // namespace

EventCsv::EventCsv() {
  for (const std::string_view name :
       {"opened", "request_id", "project", "key", "api", "model", "served_model", "tags",
        "end_user", "method", "endpoint", "outcome", "status", "error_code"}) {
    csv_.Text(name);
  }
  for (const std::string_view usage_class : kUsageClassNames) csv_.Text(usage_class);
  csv_.Text("cost_usd").Text("priced").Text("estimated").Text("gateway_us").Text("total_us");
  csv_.EndRow();
}

Result<void> EventCsv::Add(std::string_view record) {
  if (++rows_ > kCsvRowsMax) {
    return Fail(
        Errc::kTooLarge,
        "there are more than " + std::to_string(kCsvRowsMax) + " events; choose a shorter range",
        "from");
  }
  RG_CHECK(journal::DecodeEvent(record, decoded_));
  Describe(csv_, decoded_.event);
  return {};
}

}  // namespace rg::analytics

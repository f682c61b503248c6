#include "analytics/csv.h"
#include "analytics/steps.h"
#include "analytics/usage.h"

namespace rg::analytics {

Result<std::string> ToCsv(const UsageReport& report) {
  const UsageQuery& query = report.query;
  CsvWriter csv;
  csv.Text("start").Text("end");
  if (query.group != GroupBy::kNone) csv.Text(ToString(query.group));
  csv.Text("calls").Text("errors").Text("refused").Text("unpriced").Text("estimated");
  for (const std::string_view usage_class : kUsageClassNames) csv.Text(usage_class);
  csv.Text("cost_usd").EndRow();

  for (const UsageRow& row : report.rows) {
    RG_TRY(const std::string start, ToLocal(row.start, query.zone));
    RG_TRY(const std::string end, ToLocal(row.end, query.zone));
    csv.Literal(start).Literal(end);
    if (query.group != GroupBy::kNone) csv.Text(row.others ? kOthers : row.group);
    const Totals& totals = row.totals;
    csv.Number(totals.calls).Number(totals.errors).Number(totals.refused);
    csv.Number(totals.unpriced).Number(totals.estimated);
    for (const std::int64_t count : totals.usage.counts) csv.Number(count);
    csv.Literal(ToDollars(totals.cost)).EndRow();
  }
  return csv.Take();
}

}  // namespace rg::analytics

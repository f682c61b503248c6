#include "analytics/group_columns.h"

#include <array>
#include <string>
#include <vector>

#include "analytics/usage_builder.h"
#include "journal/record.h"
#include "store/sql/columns.h"
#include "store/sql/event_id.h"
#include "store/sql/rollup_writer.h"

namespace rg::analytics {

std::string_view GroupColumn(GroupBy group) {
  constexpr std::array<std::string_view, 7> kColumns = {
      "''", "model", "api_slug", "key_id", "project", "tags", "outcome_class"};
  return kColumns[static_cast<std::size_t>(group)];
}

Result<void> EachCall(store::sql::Connection& connection, WorkspaceId workspace, const Range& range,
                      GroupBy group, const ScopeFilter& filter,
                      const std::function<Result<void>(const CallOfGroup& call)>& take) {
  std::string sql = "SELECT event_id, ";
  sql.append(GroupColumn(group)).append(" AS grouped, ").append(filter.GroupColumn());
  sql +=
      " AS scoped, record, sample FROM events JOIN call_groups ON group_id = id "
      "WHERE event_id >= ? AND event_id < ? AND workspace = ?";
  std::vector<store::sql::Value> parameters = {store::sql::FirstEventId(range.from),
                                               store::sql::FirstEventId(range.to),
                                               store::sql::IdText(workspace)};
  sql += filter.Condition(parameters);
  journal::Decoded decoded;
  Result<void> outcome;
  RG_CHECK(connection.Each(sql, parameters, [&](const store::sql::Row& row) {
    if (!outcome) return;
    outcome = journal::DecodeEvent(store::sql::RecordOf(row, 3), decoded);
    if (!outcome) return;
    outcome = take({store::sql::TimeOf(row.Int(0)), row.Text(1), row.Text(2),
                    TotalsOf(store::sql::MeasuresOf(decoded.event))});
  }));
  return outcome;
}

}  // namespace rg::analytics

#include "analytics/group_columns.h"

#include <array>

#include "store/sql/columns.h"
#include "store/sql/event_id.h"

namespace rg::analytics {

std::string_view GroupColumn(GroupBy group) {
  constexpr std::array<std::string_view, 7> kColumns = {
      "''", "model", "api_slug", "key_id", "project", "tags", "outcome_class"};
  return kColumns[static_cast<std::size_t>(group)];
}

std::string EventsByGroupSql(WorkspaceId workspace, const Range& range, GroupBy group,
                             const ScopeFilter& filter,
                             std::vector<store::sql::Value>& parameters) {
  std::string sql = "SELECT event_id, ";
  sql.append(GroupColumn(group)).append(" AS grouped, ").append(filter.GroupColumn());
  sql +=
      " AS scoped, record, sample FROM events JOIN call_groups ON group_id = id "
      "WHERE event_id >= ? AND event_id < ? AND workspace = ?";
  parameters = {store::sql::FirstEventId(range.from), store::sql::FirstEventId(range.to),
                store::sql::IdText(workspace)};
  return sql + filter.Condition(parameters);
}

}  // namespace rg::analytics

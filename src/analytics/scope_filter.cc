#include "analytics/scope_filter.h"

#include <algorithm>
#include <array>

#include "budget/budget.h"
#include "core/call.h"
#include "store/sql/columns.h"
#include "store/sql/rollups.h"

namespace rg::analytics {
namespace {

budget::Scope ToBudgetScope(Scope::Kind kind) {
  switch (kind) {
    case Scope::Kind::kWorkspace:
      return budget::Scope::kWorkspace;
    case Scope::Kind::kProject:
      return budget::Scope::kProject;
    case Scope::Kind::kKey:
      return budget::Scope::kKey;
    case Scope::Kind::kApi:
      return budget::Scope::kApi;
    case Scope::Kind::kModel:
      return budget::Scope::kModel;
    case Scope::Kind::kTag:
      return budget::Scope::kTag;
  }
  return budget::Scope::kWorkspace;
}

// Ids and slugs of an API travel in one column; a slug has no space in it.
constexpr std::string_view kApiColumn = "(api || ' ' || api_slug)";

}  // namespace

Scope ScopeOf(const budget::Budget& budget) {
  constexpr std::array kKinds = {Scope::Kind::kWorkspace, Scope::Kind::kProject, Scope::Kind::kKey,
                                 Scope::Kind::kApi,       Scope::Kind::kModel,   Scope::Kind::kTag};
  const auto same = [&](Scope::Kind kind) { return ToBudgetScope(kind) == budget.scope; };
  return {*std::ranges::find_if(kKinds, same), budget.subject};
}

std::string_view ScopeFilter::GroupColumn() const {
  switch (scope_.kind) {
    case Scope::Kind::kWorkspace:
      return "''";
    case Scope::Kind::kProject:
      return "project";
    case Scope::Kind::kKey:
      return "key_id";
    case Scope::Kind::kApi:
      return kApiColumn;
    case Scope::Kind::kModel:
      return "model";
    case Scope::Kind::kTag:
      return "tags";
  }
  return "''";
}

std::string ScopeFilter::Condition(std::vector<store::sql::Value>& parameters) const {
  const bool project = scope_.kind == Scope::Kind::kProject;
  if (!project && scope_.kind != Scope::Kind::kKey) return {};
  // As the column spells it: an id may be written in capitals too.
  const Result<Uuid> id = ParseUuid(scope_.subject);
  parameters.emplace_back(id ? store::sql::IdText(*id) : scope_.subject);
  return project ? " AND project = ?" : " AND key_id = ?";
}

Result<bool> ScopeFilter::Matches(const std::string& group) const {
  budget::Budget budget;
  budget.scope = ToBudgetScope(scope_.kind);
  budget.subject = scope_.subject;
  CallFacts call;
  std::vector<std::string> tags;
  switch (scope_.kind) {
    case Scope::Kind::kWorkspace:
      break;
    case Scope::Kind::kProject: {
      RG_TRY(call.project, store::sql::IdOf<ProjectId>(group));
      break;
    }
    case Scope::Kind::kKey: {
      RG_TRY(call.key, store::sql::IdOf<KeyId>(group));
      break;
    }
    case Scope::Kind::kApi: {
      const std::size_t space = group.find(' ');
      RG_TRY(call.api, store::sql::IdOf<ApiId>(group.substr(0, space)));
      call.api_slug = std::string_view(group).substr(space + 1);
      break;
    }
    case Scope::Kind::kModel:
      call.model = group;
      break;
    case Scope::Kind::kTag:
      for (const std::string_view tag : store::sql::SplitTags(group)) tags.emplace_back(tag);
      call.tags = tags;
      break;
  }
  return budget::Covers(budget, call);
}

}  // namespace rg::analytics

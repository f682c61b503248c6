#include "analytics/scope_filter.h"

#include <algorithm>

#include "store/sql/event_rows.h"

namespace rg::analytics {

std::string ScopeFilter::Condition(std::vector<store::sql::Value>& parameters) const {
  const auto is = [&](std::string_view condition) {
    parameters.emplace_back(scope_.subject);
    return std::string(condition);
  };
  switch (scope_.kind) {
    case Scope::Kind::kProject: return is(" AND project = ?");
    case Scope::Kind::kKey: return is(" AND key_id = ?");
    case Scope::Kind::kApi:
      parameters.emplace_back(scope_.subject);
      return is(" AND (api = ? OR api_slug = ?)");
    case Scope::Kind::kWorkspace:
    case Scope::Kind::kModel:
    case Scope::Kind::kTag: return {};
  }
  return {};
}

bool ScopeFilter::NeedsGroups() const {
  return scope_.kind == Scope::Kind::kModel || scope_.kind == Scope::Kind::kTag;
}

bool ScopeFilter::Matches(std::string_view model, std::string_view joined_tags) const {
  if (scope_.kind == Scope::Kind::kModel) return MatchesPattern(scope_.subject, model);
  if (scope_.kind != Scope::Kind::kTag) return true;
  const std::vector<std::string_view> tags = store::sql::SplitTags(joined_tags);
  return std::ranges::find(tags, scope_.subject) != tags.end();
}

bool MatchesPattern(std::string_view pattern, std::string_view text) {
  // Where to go on when what follows the last star does not match here: one character further.
  std::size_t star = pattern.npos;
  std::size_t retry = 0;
  std::size_t p = 0;
  std::size_t t = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != pattern.npos) {
      p = star + 1;
      t = ++retry;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace rg::analytics

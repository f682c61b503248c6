#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/id.h"
#include "store/sql/database.h"

namespace rg::analytics {

// What a budget watches inside its workspace.
struct Scope {
  enum class Kind : std::uint8_t { kWorkspace, kProject, kKey, kApi, kModel, kTag };

  Kind kind = Kind::kWorkspace;
  // An id as text; of an API also its slug; a model or a pattern with `*`; a tag. "" for
  // kWorkspace.
  std::string subject;
};

// The one place where reports decide whether a stored call belongs to a scope. It must agree with
// what budget::Covers says of the same call before it leaves; a test drives both.
//
// Ids are compared in SQL. Patterns and tags are not: SQLite's LIKE and PostgreSQL's differ in
// case, so queries group by model and tags and ask Matches for each group.
class ScopeFilter {
 public:
  explicit ScopeFilter(Scope scope) : scope_(std::move(scope)) {}

  // " AND key_id = ?" and its parameter, "" when SQL has nothing to say.
  std::string Condition(std::vector<store::sql::Value>& parameters) const;
  bool Matches(std::string_view model, std::string_view joined_tags) const;

 private:
  Scope scope_;
};

// Whether `model` is `pattern`, in which each `*` stands for any run of characters.
bool MatchesPattern(std::string_view pattern, std::string_view model);

}  // namespace rg::analytics

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/id.h"
#include "core/result.h"
#include "store/sql/database.h"

namespace rg::budget {
struct Budget;
}

namespace rg::analytics {

// What a budget watches inside its workspace.
struct Scope {
  enum class Kind : std::uint8_t { kWorkspace, kProject, kKey, kApi, kModel, kTag };

  Kind kind = Kind::kWorkspace;
  // Of a project or key, its id; of an API, its id or a pattern of slugs; a pattern of models or
  // tags. "" for kWorkspace.
  std::string subject;
};
Scope ScopeOf(const budget::Budget& budget);

// The one place where reports decide whether stored calls belong to a scope. The decision itself is
// budget::Covers, the same that pays for a call before it leaves: queries group by whatever column
// the scope is about, and each group is asked about as if it were a call. Patterns are not left to
// SQL, where SQLite's LIKE and PostgreSQL's differ in case.
class ScopeFilter {
 public:
  explicit ScopeFilter(Scope scope) : scope_(std::move(scope)) {}

  // The column that groups must be made of: "model"; "''" when there is nothing to tell apart.
  std::string_view GroupColumn() const;
  // Narrows a query where a single value can match, " AND key_id = ?", and adds its parameter. ""
  // where only Matches can tell.
  std::string Condition(std::vector<store::sql::Value>& parameters) const;
  // Whether the calls with this value in the group's column belong to the scope.
  Result<bool> Matches(const std::string& group) const;

 private:
  Scope scope_;
};

}  // namespace rg::analytics

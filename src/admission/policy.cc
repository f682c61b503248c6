#include "admission/policy.h"

#include <string>
#include <utility>

namespace rg::admission {
namespace {

// Faults are collected, so that whoever configures sees all of them at once.
class Faults {
 public:
  void Add(const char* kind, const std::string& name, const Error& error) {
    if (!text_.empty()) text_ += '\n';
    text_ += std::string(kind) + " '" + name + "': " + error.detail;
    if (!error.field.empty()) text_ += " (" + error.field + ")";
  }
  void AddText(const std::string& text) {
    if (!text_.empty()) text_ += '\n';
    text_ += text;
  }
  bool any() const { return !text_.empty(); }
  Error ToError() const { return Fail(Errc::kInvalidRequest, text_); }

 private:
  std::string text_;
};

Error ForeignTo(WorkspaceId workspace) {
  return Fail(Errc::kInvalidRequest, "does not belong to workspace " + ToString(workspace),
              "workspace");
}

}  // namespace

Result<std::shared_ptr<const Policy>> Policy::Make(WorkspaceId workspace,
                                                   std::vector<limit::Rule> rules,
                                                   std::vector<budget::Budget> budgets,
                                                   std::uint64_t revision) {
  Faults faults;
  const auto policy = std::make_shared<Policy>();
  for (const limit::Rule& rule : rules) {
    const Result<void> valid = limit::Validate(rule);
    if (!valid) faults.Add("rule", rule.name, valid.error());
    if (!rule.workspace.IsNil() && rule.workspace != workspace) {
      faults.Add("rule", rule.name, ForeignTo(workspace));
    }
    policy->terms.push_back(limit::TermsOf(rule));
    policy->shares = policy->shares || (limit::IsShared(rule) && !rule.paused);
  }
  for (const budget::Budget& budget : budgets) {
    const Result<void> valid = budget::Validate(budget);
    if (!valid) faults.Add("budget", budget.name, valid.error());
    if (budget.workspace != workspace) faults.Add("budget", budget.name, ForeignTo(workspace));
    const Result<budget::Zone> zone = budget::LoadZone(budget.time_zone);
    policy->zones.push_back(zone ? *zone : budget::Zone());  // a bad name is among the faults
  }
  if (faults.any()) return faults.ToError();
  policy->workspace = workspace;
  policy->revision = revision;
  policy->rules = std::move(rules);
  policy->budgets = std::move(budgets);
  policy->index = MatchIndex(policy->rules, policy->budgets);
  return std::shared_ptr<const Policy>(policy);
}

PolicyBook::PolicyBook() : others_(std::make_shared<const Policy>()) {}

Result<PolicyBook> PolicyBook::Make(const std::vector<limit::Rule>& rules,
                                    const std::vector<budget::Budget>& budgets,
                                    std::uint64_t revision) {
  struct Own {
    std::vector<limit::Rule> rules;
    std::vector<budget::Budget> budgets;
  };
  std::unordered_map<WorkspaceId, Own> owners;
  std::vector<limit::Rule> everybodys;
  for (const limit::Rule& rule : rules) {
    if (rule.workspace.IsNil()) {
      everybodys.push_back(rule);
    } else {
      owners[rule.workspace].rules.push_back(rule);
    }
  }
  for (const budget::Budget& budget : budgets) owners[budget.workspace].budgets.push_back(budget);

  Faults faults;
  PolicyBook book;
  Result<std::shared_ptr<const Policy>> others = Policy::Make({}, everybodys, {}, revision);
  if (others) book.others_ = *others;
  if (!others) faults.AddText(others.error().detail);
  for (auto& [workspace, own] : owners) {
    // The operator's faults have been told already.
    if (others) own.rules.insert(own.rules.begin(), everybodys.begin(), everybodys.end());
    Result<std::shared_ptr<const Policy>> policy =
        Policy::Make(workspace, std::move(own.rules), std::move(own.budgets), revision);
    if (policy) book.policies_.emplace(workspace, *policy);
    if (!policy) faults.AddText(policy.error().detail);
  }
  if (faults.any()) return faults.ToError();
  return book;
}

const std::shared_ptr<const Policy>& PolicyBook::Find(WorkspaceId workspace) const {
  const auto known = policies_.find(workspace);
  return known == policies_.end() ? others_ : known->second;
}

std::vector<std::shared_ptr<const Policy>> PolicyBook::All() const {
  std::vector<std::shared_ptr<const Policy>> all;
  for (const auto& [workspace, policy] : policies_) all.push_back(policy);
  return all;
}

}  // namespace rg::admission

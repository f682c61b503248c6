#include "analytics/audit.h"

#include <boost/json/parse.hpp>

#include "admin/crud.h"

namespace rg::admin {
namespace {

namespace json = boost::json;
using resource::Checked;
using resource::Rejection;

// The scopes of budgets and of reports have the same names in the same order.
analytics::Scope ScopeOf(const budget::Budget& budget) {
  using Kind = analytics::Scope::Kind;
  switch (budget.scope) {
    case budget::Scope::kWorkspace:
      return {Kind::kWorkspace, ""};
    case budget::Scope::kProject:
      return {Kind::kProject, budget.subject};
    case budget::Scope::kKey:
      return {Kind::kKey, budget.subject};
    case budget::Scope::kApi:
      return {Kind::kApi, budget.subject};
    case budget::Scope::kModel:
      return {Kind::kModel, budget.subject};
    case budget::Scope::kTag:
      return {Kind::kTag, budget.subject};
  }
  return {};
}

std::vector<analytics::LedgerClaim> ClaimsOf(const admission::Policy& policy,
                                             const Runtime::Standing& standing) {
  std::vector<analytics::LedgerClaim> claims;
  // What others have spent is among their events, not ours.
  if (standing.shared) return claims;
  for (const budget::Budget& budget : policy.budgets) {
    for (const Runtime::BudgetStanding& account : standing.budgets) {
      // An account that does not know its past yet claims nothing.
      if (account.budget != budget.id || !account.ready) continue;
      claims.push_back({budget.id,
                        budget.name,
                        ScopeOf(budget),
                        {account.period.start, account.period.end},
                        account.settled,
                        standing.settle_seq});
    }
  }
  return claims;
}

// Why the audit says nothing of some budgets.
std::string_view WhyLeftOut(const Runtime::Standing& standing) {
  return standing.shared ? "other gateways spend from them too, whose events are not here"
                         : "what they have spent is not known at the moment";
}

Checked<Reply> RunAudit(const Services& services, const Request& request) {
  // The claims first: every event behind them is then in the store once the journal has been read.
  const auto policy = services.registry.snapshot()->policies.Find(request.workspace);
  services.runtime.GatherSettlements(request.workspace);
  const Runtime::Standing standing = services.runtime.StandingOf(request.workspace);
  const auto claims = ClaimsOf(*policy, standing);
  const std::size_t left_out = policy->budgets.size() - claims.size();
  RG_CHECK(services.runtime.IngestNow());
  RG_TRY(const analytics::AuditReport report,
         analytics::Audit(services.connection, request.workspace, claims));
  json::array differences;
  for (const analytics::Difference& difference : report.differences) {
    differences.push_back(json::object{{"what", difference.what},
                                       {"between", difference.between},
                                       {"left", ToDollars(difference.left)},
                                       {"right", ToDollars(difference.right)},
                                       {"calls_left", difference.calls_left},
                                       {"calls_right", difference.calls_right}});
  }
  Reply reply;
  reply.body = json::object{{"balanced", report.differences.empty()},
                            {"budgets", report.budgets},
                            {"budgets_left_out", left_out},
                            {"left_out_because", left_out == 0 ? "" : WhyLeftOut(standing)},
                            {"days", report.days},
                            {"calls", report.calls},
                            {"cost", ToDollars(report.cost)},
                            {"open_holds", report.open_holds},
                            {"differences", std::move(differences)}};
  return reply;
}

json::object AuditSchema() {
  const json::object number{{"type", "integer"}};
  return {{"type", "object"},
          {"description", "Whether the books balance: ledger = events = roll-ups."},
          {"properties",
           {{"balanced", {{"type", "boolean"}}},
            {"budgets", number},
            {"budgets_left_out", number},
            {"left_out_because", {{"type", "string"}}},
            {"days", number},
            {"calls", number},
            {"cost", {{"type", "string"}}},
            {"open_holds", number},
            {"differences", {{"type", "array"}, {"items", {{"type", "object"}}}}}}}};
}

struct LogQuery : PageQuery {
  Uuid resource;
};

void Describe(config::Fields<LogQuery>& f) {
  DescribePage(f);
  f.Add("resource", &LogQuery::resource).Because("Only changes of the resource with that id.");
}

// What was stored as text, as JSON again.
json::value Embedded(const std::string& text) {
  boost::system::error_code failed;
  json::value value = text.empty() ? json::value(nullptr) : json::parse(text, failed);
  return failed ? json::value(nullptr) : value;
}

Checked<Reply> RunLog(const Services& services, const Request& request) {
  const LogQuery query = QueryOf<LogQuery>(request);
  std::optional<Uuid> before;
  if (!query.cursor.empty()) {
    const auto id = ParseUuid(query.cursor);
    if (!id) return Rejection{config::Faults{{"/query/cursor", "is none of ours"}}};
    before = *id;
  }
  RG_TRY(const auto rows, services.registry.AuditLog(
                              request.workspace,
                              query.resource.IsNil() ? std::nullopt : std::optional{query.resource},
                              before, query.limit));
  json::array items;
  for (const store::sql::AuditRow& row : rows) {
    items.push_back(json::object{{"id", ToString(row.id)},
                                 {"at", ToRfc3339(row.at)},
                                 {"actor", row.actor},
                                 {"action", row.action},
                                 {"kind", row.kind},
                                 {"resource", ToString(row.resource)},
                                 {"before", Embedded(row.before)},
                                 {"after", Embedded(row.after)}});
  }
  const bool full = rows.size() == static_cast<std::size_t>(query.limit);
  Reply reply;
  reply.body = PageOf(std::move(items), full ? ToString(rows.back().id) : "");
  return reply;
}

json::object LogSchema() {
  const json::object text{{"type", "string"}};
  return {{"type", "object"},
          {"description", "One change: who did what, with before and after."},
          {"properties",
           {{"id", text},
            {"at", text},
            {"actor", text},
            {"action", text},
            {"kind", text},
            {"resource", text},
            {"before", {{"type", {"object", "null"}}}},
            {"after", {{"type", {"object", "null"}}}}}}};
}

}  // namespace

void AddAudit(Api& api, const Services& services) {
  api.Add({.method = "GET",
           .path = "/api/v1/workspaces/{workspace}/audit",
           .needs = Role::kViewer,
           .summary = "Check that the books balance",
           .tag = "audit",
           .answer = SchemaShape("AuditReport", &AuditSchema),
           .run = [services](const Request& request) { return RunAudit(services, request); }});
  api.Add({.method = "GET",
           .path = "/api/v1/workspaces/{workspace}/audit-log",
           .needs = Role::kAdmin,
           .summary = "List changes of the configuration, newest first",
           .tag = "audit",
           .query = &config::TableOf<LogQuery>,
           .answer = PageShape("AuditEntry", &LogSchema),
           .run = [services](const Request& request) { return RunLog(services, request); }});
}

}  // namespace rg::admin

#include "admin/crud.h"

namespace rg::admin {
namespace {

namespace json = boost::json;

struct BudgetQuery : PageQuery {
  std::string name;
  std::string scope;
  std::string subject;
};

void Describe(config::Fields<BudgetQuery>& f) {
  DescribePage(f);
  f.Add("name", &BudgetQuery::name).Because("Only the one of that name.");
  f.Add("scope", &BudgetQuery::scope)
      .OneOfWords({"workspace", "project", "key", "api", "model", "tag"})
      .Because("Only those of that scope.");
  f.Add("subject", &BudgetQuery::subject).Because("Only those about that.");
}

json::object Decorations() {
  const auto money = [](std::string_view because) {
    return json::object{{"type", {"string", "null"}}, {"readOnly", true}, {"description", because}};
  };
  const auto time = [](std::string_view because) {
    return json::object{{"type", {"string", "null"}},
                        {"format", "date-time"},
                        {"readOnly", true},
                        {"description", because}};
  };
  return {
      {"spent", money("Dollars booked in this period; null while nobody knows.")},
      {"held", money("Dollars set aside for calls under way.")},
      {"remaining", money("What may still be spent; negative in debt.")},
      {"open_holds", {{"type", {"integer", "null"}}, {"readOnly", true}}},
      {"period_start", time("null for a total budget.")},
      {"period_end", time("null for a total budget.")},
      {"enforced",
       {{"type", "boolean"},
        {"readOnly", true},
        {"description", "Whether what was spent before is known, so that it can stop calls."}}}};
}

json::value TimeOrNull(TimePoint time) {
  if (time == TimePoint{} || time == TimePoint::max()) return nullptr;
  return json::value(ToRfc3339(time));
}

// Of the periods a budget has an account for, the one that is now.
const Runtime::BudgetStanding* Current(const Runtime::Standing& standing, const Uuid& id,
                                       TimePoint now) {
  for (const Runtime::BudgetStanding& budget : standing.budgets) {
    if (budget.budget == BudgetId{id} && budget.period.Holds(now)) return &budget;
  }
  return nullptr;
}

void AddStanding(const Runtime::Standing& standing, TimePoint now, json::object& document) {
  const auto id = ParseUuid(document.at("id").get_string());
  const auto amount = ParseDollars(document.at("amount").get_string());
  const auto* budget = id ? Current(standing, *id, now) : nullptr;
  // Never a confident zero: a budget nobody counts yet has no figures.
  const bool known = budget != nullptr && amount;
  const auto money = [&](Money value) {
    return known ? json::value(ToDollars(value)) : json::value(nullptr);
  };
  document["spent"] = money(known ? budget->settled : Money{});
  document["held"] = money(known ? budget->held : Money{});
  document["remaining"] = money(known ? *amount - budget->settled - budget->held : Money{});
  document["open_holds"] = known ? json::value(budget->open_holds) : json::value(nullptr);
  document["period_start"] = known ? TimeOrNull(budget->period.start) : json::value(nullptr);
  document["period_end"] = known ? TimeOrNull(budget->period.end) : json::value(nullptr);
  document["enforced"] = known && budget->ready;
}

}  // namespace

void AddBudgets(Api& api, const Services& services) {
  AddCrud(api, services,
          {.kind = resource::BudgetKind(),
           .reads = Role::kViewer,
           .writes = Role::kAdmin,
           .path = "/api/v1/workspaces/{workspace}/budgets",
           .query = &config::TableOf<BudgetQuery>,
           .decorate =
               [services](const std::vector<json::object*>& documents, WorkspaceId workspace) {
                 const Runtime::Standing standing = services.runtime.StandingOf(workspace);
                 const TimePoint now = services.clock.Now();
                 for (json::object* document : documents) AddStanding(standing, now, *document);
               },
           .decorations = &Decorations});
}

}  // namespace rg::admin

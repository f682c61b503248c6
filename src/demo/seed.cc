#include "demo/seed.h"

#include <chrono>

#include <boost/json/array.hpp>

#include "demo/workspace.h"

namespace rg::demo {
namespace {

namespace json = boost::json;

// Any non-empty text satisfies the demo provider. It is not a secret and says so.
constexpr std::string_view kCredential = "demo-provider-takes-anything";

template <class Ids>
void Fill(IdSource& source, TimePoint born, Ids& ids) {
  for (auto& id : ids) id = std::remove_reference_t<decltype(id)>{source.NewUuid(born)};
}

void AddApis(const SeedOptions& options, const DemoIds& ids, std::vector<SeedResource>& out) {
  for (std::size_t i = 0; i < kDemoApis.size(); ++i) {
    const DemoApi& api = kDemoApis[i];
    json::object document = {{"slug", api.slug},
                             {"name", api.name},
                             {"base_url", options.provider_url},
                             {"family", api.family},
                             {"catalogue_provider", api.family},
                             {"credential", kCredential}};
    if (!api.auth_header.empty())
      document["auth"] = {{"way", "header"}, {"header", api.auth_header}};
    out.push_back({"apis", ids.apis[i], std::move(document)});
  }
}

void AddKeys(const DemoIds& ids, std::vector<SeedResource>& out) {
  for (std::size_t i = 0; i < kDemoKeys.size(); ++i) {
    const DemoKey& key = kDemoKeys[i];
    out.push_back({"keys",
                   ids.keys[i],
                   {{"name", key.name},
                    {"project", ToString(ids.projects[key.project])},
                    {"tags", {key.tag}},
                    {"state", key.paused ? "paused" : "active"}}});
  }
}

void AddLimits(const DemoIds& ids, std::vector<SeedResource>& out) {
  for (std::size_t i = 0; i < kDemoLimits.size(); ++i) {
    const DemoLimit& limit = kDemoLimits[i];
    json::object document = {{"name", limit.name},   {"algorithm", limit.algorithm},
                             {"unit", limit.unit},   {"amount", limit.amount},
                             {"scope", limit.scope}, {"on_excess", limit.on_excess}};
    if (!limit.window.empty()) document["window"] = limit.window;
    if (!limit.model.empty()) document["match"] = {{"models", {limit.model}}};
    out.push_back({"limits", ids.limits[i], std::move(document)});
  }
}

void AddBudgets(const DemoIds& ids, std::vector<SeedResource>& out) {
  for (std::size_t i = 0; i < kDemoBudgets.size(); ++i) {
    const DemoBudget& budget = kDemoBudgets[i];
    json::object document = {{"name", budget.name},
                             {"amount", ToDollars(budget.amount)},
                             {"period", budget.period},
                             {"hard", budget.hard},
                             {"when_short", budget.when_short}};
    switch (budget.covers) {
      case Covers::kEverything:
        document["scope"] = "workspace";
        break;
      case Covers::kProject:
        document["scope"] = "project";
        document["subject"] = ToString(ids.projects[budget.subject]);
        break;
      case Covers::kKey:
        document["scope"] = "key";
        document["subject"] = ToString(ids.keys[budget.subject]);
        break;
    }
    out.push_back({"budgets", ids.budgets[i], std::move(document)});
  }
}

}  // namespace

DemoIds IdsOf(const SeedOptions& options) {
  // Born at a fixed time, so that a demo started on another day has the same ids.
  constexpr TimePoint kBorn = std::chrono::sys_days{std::chrono::January / 1 / 2026};
  IdSource source(options.seed);
  DemoIds ids;
  ids.workspace = source.New<WorkspaceId>(kBorn);
  Fill(source, kBorn, ids.projects);
  Fill(source, kBorn, ids.apis);
  Fill(source, kBorn, ids.keys);
  Fill(source, kBorn, ids.limits);
  Fill(source, kBorn, ids.budgets);
  return ids;
}

std::vector<SeedResource> SeedResources(const SeedOptions& options) {
  const DemoIds ids = IdsOf(options);
  std::vector<SeedResource> out;
  out.push_back(
      {"workspaces", ids.workspace, {{"name", "Demo"}, {"note", "owner: demo@rateguard.dev"}}});
  for (std::size_t i = 0; i < kDemoProjects.size(); ++i) {
    out.push_back({"projects", ids.projects[i], {{"name", kDemoProjects[i]}}});
  }
  AddApis(options, ids, out);
  AddKeys(ids, out);
  AddLimits(ids, out);
  AddBudgets(ids, out);
  return out;
}

}  // namespace rg::demo

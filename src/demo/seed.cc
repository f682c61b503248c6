#include "demo/seed.h"

#include <chrono>
#include <type_traits>
#include <utility>

#include <boost/json/array.hpp>

#include "demo/workspace.h"

namespace rg::demo {
namespace {

namespace json = boost::json;

// Any non-empty text satisfies the demo provider. It is not a secret and says so.
constexpr std::string_view kCredential = "demo-provider-takes-anything";

class Seeder {
 public:
  explicit Seeder(const SeedOptions& options) : options_(options), ids_(IdsOf(options)) {}

  std::vector<SeedResource> Run() {
    out_.push_back(
        {"workspaces", ids_.workspace, {{"slug", "demo"}, {"name", "Demo (demo@rateguard.dev)"}}});
    Add("projects", kDemoProjects, ids_.projects);
    Add("apis", kDemoApis, ids_.apis);
    Add("keys", kDemoKeys, ids_.keys);
    Add("limits", kDemoLimits, ids_.limits);
    Add("budgets", kDemoBudgets, ids_.budgets);
    return std::move(out_);
  }

 private:
  template <class Rows, class Ids>
  void Add(std::string_view kind, const Rows& rows, const Ids& ids) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      out_.push_back({std::string(kind), ids[i], Document(rows[i])});
    }
  }

  json::object Document(std::string_view project) const { return {{"name", project}}; }

  json::object Document(const DemoApi& api) const {
    json::object document = {
        {"slug", api.slug},     {"name", api.name},       {"base_url", options_.provider_url},
        {"family", api.family}, {"provider", api.family}, {"credential", kCredential}};
    if (!api.auth_header.empty())
      document["auth"] = {{"way", "header"}, {"header", api.auth_header}};
    return document;
  }

  json::object Document(const DemoKey& key) const {
    json::object document = {{"name", key.name},
                             {"project", ToString(ids_.projects[key.project])},
                             {"tags", json::array{key.tag}}};
    if (!key.models.empty()) document["scopes"] = {{"models", json::array{key.models}}};
    return document;
  }

  json::object Document(const DemoLimit& limit) const {
    json::object document = {{"name", limit.name},   {"algorithm", limit.algorithm},
                             {"unit", limit.unit},   {"amount", limit.amount},
                             {"scope", limit.scope}, {"on_excess", limit.on_excess}};
    if (!limit.window.empty()) document["window"] = limit.window;
    if (!limit.model.empty()) document["match"] = {{"models", json::array{limit.model}}};
    return document;
  }

  json::object Document(const DemoBudget& budget) const {
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
        document["subject"] = ToString(ids_.projects[budget.subject]);
        break;
      case Covers::kKey:
        document["scope"] = "key";
        document["subject"] = ToString(ids_.keys[budget.subject]);
        break;
    }
    return document;
  }

  const SeedOptions& options_;
  DemoIds ids_;
  std::vector<SeedResource> out_;
};

template <class Ids>
void Fill(IdSource& source, TimePoint born, Ids& ids) {
  for (auto& id : ids) id = std::remove_reference_t<decltype(id)>{source.NewUuid(born)};
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
  return Seeder(options).Run();
}

}  // namespace rg::demo

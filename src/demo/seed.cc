#include "demo/seed.h"

#include <boost/json/array.hpp>

#include "demo/workspace.h"

namespace rg::demo {
namespace {

namespace json = boost::json;

// Any non-empty text satisfies the demo provider. It is not a secret and says so.
constexpr std::string_view kCredential = "demo-provider-takes-anything";

class Seeder {
 public:
  Seeder(const SeedOptions& options, const CreateResource& create)
      : options_(options), create_(create) {}

  Result<SeedIds> Run() {
    RG_TRY(const Uuid workspace,
           create_("workspace", WorkspaceId(),
                   {{"slug", "demo"}, {"name", "Demo (demo@rateguard.dev)"}}));
    ids_.workspace = WorkspaceId(workspace);
    for (const std::string_view name : kDemoProjects)
      RG_CHECK(Add("project", {{"name", name}}, ids_.projects));
    for (const DemoApi& api : kDemoApis) RG_CHECK(Add("api", Document(api), ids_.apis));
    for (const DemoKey& key : kDemoKeys) RG_CHECK(Add("key", Document(key), ids_.keys));
    for (const DemoLimit& limit : kDemoLimits) RG_CHECK(Add("limit", Document(limit), ids_.limits));
    for (const DemoBudget& budget : kDemoBudgets)
      RG_CHECK(Add("budget", Document(budget), ids_.budgets));
    return std::move(ids_);
  }

 private:
  template <class T>
  Result<void> Add(std::string_view kind, const json::object& document, std::vector<T>& ids) {
    RG_TRY(const Uuid id, create_(kind, ids_.workspace, document));
    ids.push_back(T(id));
    return {};
  }

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
  const CreateResource& create_;
  SeedIds ids_;
};

}  // namespace

Result<SeedIds> SeedResources(const SeedOptions& options, const CreateResource& create) {
  return Seeder(options, create).Run();
}

}  // namespace rg::demo

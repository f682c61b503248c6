#include "admin/crud.h"

namespace rg::admin {
namespace {

struct LimitQuery : PageQuery {
  std::string name;
  std::optional<bool> paused;
};

void Describe(config::Fields<LimitQuery>& f) {
  DescribePage(f);
  f.Add("name", &LimitQuery::name).Because("Only the one of that name.");
  f.Add("paused", &LimitQuery::paused).Because("Only paused ones, or only those in force.");
}

}  // namespace

void AddLimits(Api& api, const Services& services) {
  AddCrud(api, services,
          {.kind = resource::LimitKind(),
           .reads = Role::kViewer,
           .writes = Role::kAdmin,
           .path = "/api/v1/workspaces/{workspace}/limits",
           .query = &config::TableOf<LimitQuery>});
  // The operator's own, for the calls of every workspace.
  AddCrud(api, services,
          {.kind = resource::LimitKind(),
           .reads = Role::kOwner,
           .writes = Role::kOwner,
           .path = "/api/v1/limits",
           .query = &config::TableOf<LimitQuery>});
}

}  // namespace rg::admin

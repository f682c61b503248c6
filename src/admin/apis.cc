#include "admin/crud.h"

namespace rg::admin {
namespace {

struct ApiQuery : PageQuery {
  std::string slug;
  std::string provider;
};

void Describe(config::Fields<ApiQuery>& f) {
  DescribePage(f);
  f.Add("slug", &ApiQuery::slug).Because("Only the one of that slug.");
  f.Add("provider", &ApiQuery::provider).Because("Only those with that provider's prices.");
}

}  // namespace

void AddApis(Api& api, const Services& services) {
  AddCrud(api, services,
          {.kind = resource::ApiKind(),
           .reads = Role::kViewer,
           .writes = Role::kAdmin,
           .path = "/api/v1/workspaces/{workspace}/apis",
           .query = &config::TableOf<ApiQuery>});
}

}  // namespace rg::admin

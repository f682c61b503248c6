#include "admin/crud.h"

namespace rg::admin {

void AddProjects(Api& api, const Services& services) {
  AddCrud(api, services,
          {.kind = resource::ProjectKind(),
           .reads = Role::kViewer,
           .writes = Role::kAdmin,
           .path = "/api/v1/workspaces/{workspace}/projects"});
}

}  // namespace rg::admin

#include "admin/crud.h"

namespace rg::admin {

void AddWorkspaces(Api& api, const Services& services) {
  AddCrud(api, services,
          {.kind = resource::WorkspaceKind(),
           .reads = Role::kViewer,
           .writes = Role::kOwner,
           .path = "/api/v1/workspaces"});
}

}  // namespace rg::admin

#include "admin/api.h"

#include "admin/openapi.h"

namespace rg::admin {

Api MakeApi(const Services& services) {
  Api api;
  AddHealth(api, services.runtime);
  AddWorkspaces(api, services);
  AddProjects(api, services);
  AddApis(api, services);
  AddKeys(api, services);
  AddLimits(api, services);
  AddBudgets(api, services);
  AddPrices(api, services);
  AddPriceCatalogue(api, services);
  AddEvents(api, services);
  AddUsage(api, services);
  AddAudit(api, services);
  AddStatus(api, services);
  AddOpenApi(api);
  return api;
}

Api MakeProbes(Probed& program) {
  Api api;
  AddHealth(api, program);
  return api;
}

}  // namespace rg::admin

#pragma once

#include "admin/endpoint.h"
#include "admin/runtime.h"
#include "analytics/questions.h"
#include "auth/last_used.h"
#include "core/time.h"
#include "resource/registry.h"
#include "store/sql/database.h"

namespace rg::admin {

// What the endpoints work with; outlives the Api.
struct Services {
  resource::Registry& registry;
  store::sql::Connection& connection;  // of the admin's thread
  analytics::Questions& questions;     // the same
  Runtime& runtime;
  auth::LastUsedBook& last_used;
  const Clock& clock;
};

// Every endpoint there is, and the document that describes them.
Api MakeApi(const Services& services);
// Those of a process that has no admin API: whether it is well, and its metrics.
Api MakeProbes(Probed& program);

// One file per resource; MakeApi calls them all.
void AddHealth(Api& api, Probed& program);
void AddWorkspaces(Api& api, const Services& services);
void AddProjects(Api& api, const Services& services);
void AddApis(Api& api, const Services& services);
void AddKeys(Api& api, const Services& services);
void AddLimits(Api& api, const Services& services);
void AddBudgets(Api& api, const Services& services);
void AddPrices(Api& api, const Services& services);
void AddPriceCatalogue(Api& api, const Services& services);
void AddEvents(Api& api, const Services& services);
void AddUsage(Api& api, const Services& services);
void AddAudit(Api& api, const Services& services);
void AddStatus(Api& api, const Services& services);

}  // namespace rg::admin

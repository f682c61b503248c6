#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

#include "admission/policy.h"
#include "auth/directory.h"
#include "core/id.h"
#include "meter/cost_model.h"
#include "meter/price_book.h"
#include "route/api.h"

namespace rg::pipeline {

// What a workspace is to its calls.
struct Workspace {
  WorkspaceId id;
  std::string slug;
  std::string name;
  std::string time_zone;                           // of its reports
  std::shared_ptr<const meter::PriceBook> prices;  // the catalogue under its own prices
};

// The whole configuration as of one moment, as calls see it. A change makes another snapshot, which
// is swapped in whole; a call keeps the one it began with until it has ended.
//
// Threads   Immutable; any thread.
struct Snapshot {
  std::uint64_t generation = 0;  // one more with every change
  auth::KeyDirectory keys;
  route::ApiTable apis;
  admission::PolicyBook policies;
  std::shared_ptr<const meter::PriceBook> catalogue;
  std::unordered_map<WorkspaceId, Workspace> workspaces;
  std::unordered_map<ApiId, meter::CostModel> cost_models;  // one for every API

  // The workspace of a key in `keys`: never null for one of those.
  const Workspace* FindWorkspace(WorkspaceId id) const {
    const auto found = workspaces.find(id);
    return found == workspaces.end() ? nullptr : &found->second;
  }
  // How calls to an API in `apis` are priced: never null for one of those.
  const meter::CostModel* FindCostModel(ApiId id) const {
    const auto found = cost_models.find(id);
    return found == cost_models.end() ? nullptr : &found->second;
  }
};

}  // namespace rg::pipeline

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

// What is configured, as of one moment. Built whole, swapped whole, never changed: a call sees the
// same configuration from its first stage to its last.
//
// Threads   Immutable; any thread. Calls under way keep the snapshot they began with alive.
struct Snapshot {
  struct Workspace {
    WorkspaceId id;
    std::string slug;
    std::string name;
    std::string time_zone = "UTC";
    // The catalogue with the workspace's own prices in front.
    std::shared_ptr<const meter::PriceBook> prices;
  };

  std::uint64_t generation = 0;
  auth::KeyDirectory keys;
  route::ApiTable apis;
  admission::PolicyBook policies;
  std::unordered_map<WorkspaceId, Workspace> workspaces;
  std::unordered_map<ApiId, meter::CostModel> cost_models;
};

}  // namespace rg::pipeline

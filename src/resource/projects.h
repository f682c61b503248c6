#pragma once

#include <string>

#include "config/fields.h"
#include "core/id.h"

namespace rg::resource {

// A group of keys inside a workspace, for attribution, limits and budgets.
struct Project {
  ProjectId id;
  std::string name;
  std::string description;
};

void Describe(config::Fields<Project>& f);

}  // namespace rg::resource

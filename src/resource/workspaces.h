#pragma once

#include <string>

#include "config/fields.h"
#include "core/id.h"

namespace rg::resource {

// A tenant. Everything else belongs to one.
struct Workspace {
  WorkspaceId id;
  std::string slug;
  std::string name;
  std::string note;
  std::string time_zone = "UTC";
  std::string currency = "USD";
};

void Describe(config::Fields<Workspace>& f);

}  // namespace rg::resource

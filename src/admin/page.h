#pragma once

#include <string>

#include "admin/endpoint.h"

namespace rg::admin {

// docs/admin-api.md, made from the declarations.
std::string ApiPage(const Api& api);

}  // namespace rg::admin

#pragma once

#include <boost/json/value.hpp>

#include "admin/endpoint.h"

namespace rg::admin {

// The OpenAPI 3.1 document of all endpoints there are.
boost::json::object OpenApi(const Api& api);

// Adds GET /api/openapi.json, which describes itself too. Call it last.
void AddOpenApi(Api& api);

}  // namespace rg::admin

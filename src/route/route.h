#pragma once

#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

#include "core/bound.h"
#include "core/dialect.h"
#include "core/id.h"
#include "core/result.h"
#include "http/head.h"
#include "route/api.h"
#include "route/path.h"
#include "route/request_body.h"
#include "route/splice.h"

namespace rg::route {

// What a call asks for. Everything is borrowed and outlives the Route.
struct Asked {
  WorkspaceId workspace;
  const PathMatch& path;
  const http::RequestHead& head;
  std::string_view body;  // followed by at least 64 readable bytes
};

// Where a call goes, and the most it can cost.
struct Route {
  const Api* api = nullptr;  // null only where the models of all APIs are listed
  // GET /v1/models, or one of them that an API of another family serves than the client speaks:
  // answered by us, from what the APIs say.
  bool lists_models = false;
  Dialect dialect = Dialect::kGeneric;
  std::string_view target;    // at the API, with query
  std::string_view endpoint;  // path at the API without its base path: "/v1/chat/completions"
  std::string_view model;     // "" where there is none
  std::string_view catalogue_provider;  // whose prices the call has
  bool stream = false;
  bool free = false;  // bills nothing, whatever it uses
  bool client_wants_usage = false;
  bool usage_injected = false;  // the client's stream must be rid of it again
  std::string_view end_user;
  std::string_view service_tier;
  Bound bound;
  RequestFacts facts;           // all zero where the body was not read
  std::vector<Splice> splices;  // what changes in the body on its way
};

// Chooses the API, reads what must be known of the body and bounds the price, into a fresh `route`,
// which means nothing after a failure. A generic API's body is not looked at, unless its cost model
// names a number in it.
//
// kNotFound      no API of that name, or none that serves the model; says what exists
// kInvalidRequest  as ReadRequest
Result<void> Choose(const ApiTable& table, const Asked& asked, std::pmr::memory_resource& memory,
                    Route& route);

}  // namespace rg::route

#pragma once

#include <memory_resource>
#include <string>
#include <string_view>

#include "core/dialect.h"
#include "core/endpoint.h"
#include "core/result.h"
#include "route/api.h"

namespace rg::route {

// What a request's target asks for. Views point into the target.
struct PathMatch {
  enum class Kind : std::uint8_t {
    kProxy,   // /proxy/{slug}/{endpoint}: the API is named
    kByModel  // /v1/...: the API is chosen by the model
  };

  Kind kind = Kind::kProxy;
  std::string_view slug;             // kProxy only
  std::string_view query;            // with its '?'; "" when there is none
  Family family = Family::kGeneric;  // kByModel only
  Endpoint known;  // kByModel; for kProxy ask FindEndpoint once the API's family is known

  // The path at the API, always starting with '/'.
  std::string_view endpoint() const { return repaired.empty() ? as_sent : repaired; }

  std::string_view as_sent;
  std::string repaired;  // not empty: a `//`, `/v1/v1` or missing `/v1` was understood
};

// Splits a target into the API or dialect it names and the rest. The rest can neither move the host
// nor leave the API's base path: dot segments, backslashes, fragments, control characters, and
// encodings of any of them or of a slash are refused with kInvalidRequest.
//
// kNotFound names the URL that was probably meant; kMethodNotAllowed the methods that work.
Result<PathMatch> MatchPath(std::string_view method, std::string_view target);

// base.path_prefix + endpoint + query. Where the base already says its version, the `/v1` of the
// endpoint is left out: a base of https://host/v1 works for both /v1/x and /x.
// Lies in `endpoint` where nothing is added to it, else in `memory`.
std::string_view UpstreamTarget(const Api& api, std::string_view endpoint, std::string_view query,
                                std::pmr::memory_resource& memory);

}  // namespace rg::route

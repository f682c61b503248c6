#pragma once

#include <string>
#include <string_view>

#include "admin/endpoint.h"
#include "core/result.h"
#include "resource/rejection.h"

namespace rg::admin {

// The HTTP status of an error, in the admin API: 400 for what could not be read at all, 422 for
// what was read and has faults.
int StatusOf(const resource::Rejection& rejection);
// Its stable name for programs: "not_found".
std::string_view CodeOf(Errc code);

// An RFC 9457 problem: type, title, status, detail, instance, and our code and errors[].
boost::json::object Problem(const resource::Rejection& rejection, std::string_view instance);

boost::json::object ProblemSchema();

}  // namespace rg::admin

#pragma once

#include "core/bound.h"
#include "core/dialect.h"
#include "route/request_body.h"

namespace rg::route {

struct Api;

// The most the call can use. `max_input_tokens` of the API replaces what cannot be seen in the
// bytes.
Bound BoundOf(const RequestFacts& facts, Dialect dialect, const Api& api);

// The most tokens one picture can be, whatever its size, for that model.
std::int64_t ImageTokensMax(Dialect dialect, std::string_view model, bool low_detail);

}  // namespace rg::route

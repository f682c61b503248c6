#pragma once

#include <cstdint>
#include <string_view>

#include "core/bound.h"
#include "core/dialect.h"
#include "route/request_body.h"

namespace rg::route {

struct Api;

// The most the call can use. `max_input_tokens` of the API replaces what cannot be seen in the
// bytes.
Bound BoundOf(const RequestFacts& facts, Dialect dialect, const Api& api);

// The most tokens one picture can be for that model, whatever its size.
std::int64_t ImageTokensMax(std::string_view model, bool low_detail);

}  // namespace rg::route

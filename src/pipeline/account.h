#pragma once

#include <string_view>

#include "meter/reading.h"
#include "pipeline/visit.h"

namespace rg::pipeline {

// Turns what a call's answer said into its cost. Exactly one of these runs for every call that
// left; each sets visit.usage, visit.cost, visit.estimated and visit.accounted.

// The provider reported usage. A reading without any is estimated.
void AccountReading(Visit& visit, std::int64_t output_bytes_seen);

// No report will come.
void AccountEstimate(Visit& visit, std::int64_t output_bytes_seen);

// A stream that we ended because it had spent its hold: the bound is booked, not a guess, because a
// guess below the truth would let the budget be passed.
void AccountBraked(Visit& visit, std::int64_t output_bytes_seen);

// An API with a cost model of its own.
void AccountGeneric(Visit& visit, std::string_view answer_body, std::string_view header_value);

// The provider charges nothing: it refused the call, or the call bills nothing.
void AccountNothing(Visit& visit);

}  // namespace rg::pipeline

#pragma once

#include "budget/budget.h"
#include "config/fields.h"

namespace rg::resource {

// A budget as it is written is the budget itself.
struct Budget : budget::Budget {};

void Describe(config::Fields<Budget>& f);

}  // namespace rg::resource

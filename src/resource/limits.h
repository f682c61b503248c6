#pragma once

#include "config/fields.h"
#include "core/money.h"
#include "limit/rule.h"

namespace rg::resource {

// A rate limit rule as it is written: an amount of money is said in dollars.
struct Limit : limit::Rule {
  std::optional<Money> money;  // instead of `amount`, when the unit is money

  limit::Rule ToRule() const;
};

void Describe(config::Fields<Limit>& f);

}  // namespace rg::resource

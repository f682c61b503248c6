#pragma once

#include <optional>

#include "config/fields.h"
#include "core/time.h"
#include "meter/cost_model.h"
#include "route/api.h"

namespace rg::resource {

// Deadlines that an API may leave to the settings.
struct ApiTimeouts {
  std::optional<Duration> connect;
  std::optional<Duration> first_byte;
  std::optional<Duration> idle;
};

struct ApiCost : meter::CostModelText {
  ApiCost() {
    kind = "model";
    source = "answer";
    unit = "unit";
  }
};

// An API as it is written: what route knows of one, and how its calls cost money.
struct Api : route::Api {
  ApiTimeouts own_timeouts;
  ApiCost cost;

  route::Api ToApi(const route::Timeouts& defaults) const;
};

void Describe(config::Fields<Api>& f);
void Describe(config::Fields<ApiTimeouts>& f);
void Describe(config::Fields<ApiCost>& f);

}  // namespace rg::resource

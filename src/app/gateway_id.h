#pragma once

#include "core/id.h"
#include "core/secret.h"

namespace rg::app {

// What tells gateways apart where they meet: the same after a restart, another for each data
// folder, and of no use to whoever sees it.
Uuid GatewayIdOf(const Secret& admin_token);

}  // namespace rg::app

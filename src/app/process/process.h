#pragma once

#include <cstdint>
#include <string>

#include "admin/metrics.h"
#include "core/result.h"

namespace rg::app {

// What every process of ours does alike, whatever its roles.

// Says on stderr why it does not start or go on; the exit code to end with.
int Explain(const Error& error);
// Where it listens, for people to click on.
std::string Url(const std::string& host, std::uint16_t port, bool tls);
// Which version runs.
void CollectVersion(admin::MetricsText& metrics);

}  // namespace rg::app

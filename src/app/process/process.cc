#include "app/process/process.h"

#include <iostream>

#include "cli/exit_code.h"

namespace rg::app {

int Explain(const Error& error) {
  std::cerr << "rateguard: " << Describe(error) << "\n";
  return cli::ExitCodeOf(error.code);
}

std::string Url(const std::string& host, std::uint16_t port, bool tls) {
  return std::string(tls ? "https://" : "http://") + host + ":" + std::to_string(port);
}

void CollectVersion(admin::MetricsText& metrics) {
  metrics.Gauge("rateguard_build_info", "What runs.", {{"version", RG_VERSION}}, 1);
}

}  // namespace rg::app

#pragma once

#include <chrono>
#include <cstdint>
#include <fstream>
#include <string>

#include "core/testing/server_process.h"

namespace rg::store::redis::testing {

// A sentinel of a test's own, which watches one master and is enough by itself to replace it.
class Sentinel : public ServerProcess {
 public:
  Sentinel(const std::string& name, std::uint16_t master, const std::string& more = "")
      : ServerProcess("sentinel", FreePort()) {
    const std::string file = (folder() / "sentinel.conf").string();
    std::ofstream(file) << "port " << port() << "\nbind 127.0.0.1\ndir " << folder().string()
                        << "\nsentinel monitor " << name << " 127.0.0.1 " << master
                        << " 1\nsentinel down-after-milliseconds " << name
                        << " 500\nsentinel failover-timeout " << name << " 3000\n"
                        << more;
    Run({"redis-server", file, "--sentinel"}, std::chrono::seconds{20});
  }
};

}  // namespace rg::store::redis::testing

#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/testing/server_process.h"

namespace rg::store::redis::testing {

// A real redis-server of a test's own: nothing on disk but what lies in its folder.
class Server : public ServerProcess {
 public:
  explicit Server(std::vector<std::string> more = {}, std::uint16_t port = FreePort())
      : ServerProcess("redis", port), more_(std::move(more)) {
    Start();
  }

  // A machine without it cannot run these tests.
  static bool Available() { return Has("redis-server"); }

  // Again, on the same port, knowing what it has written to its folder: nothing, unless told to.
  void Start() {
    std::vector<std::string> words = {"redis-server",
                                      "--port",
                                      std::to_string(port()),
                                      "--bind",
                                      "127.0.0.1",
                                      "--save",
                                      "",
                                      "--dir",
                                      folder().string(),
                                      "--loglevel",
                                      "warning",
                                      "--logfile",
                                      (folder() / "log").string()};
    words.insert(words.end(), more_.begin(), more_.end());
    Run(std::move(words), std::chrono::seconds{20});
  }

 private:
  const std::vector<std::string> more_;
};

}  // namespace rg::store::redis::testing

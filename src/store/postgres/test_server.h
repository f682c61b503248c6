#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "core/testing/harness_server.h"
#include "store/postgres/postgres.h"
#include "store/postgres/session.h"

// For tests: a real PostgreSQL, one per program, and as many databases in it as tests want.
namespace rg::store::postgres {

class TestServer : public HarnessServer {
 public:
  static TestServer& Get() {
    static TestServer server;
    return server;
  }

  // Of a new, empty database.
  Secret NewDatabase() {
    static std::atomic<int> last{0};
    const std::string name = "test_" + std::to_string(++last);
    Run("CREATE DATABASE " + name);
    return UrlOf(name);
  }
  // The URL of a database of this server, for one of its users.
  Secret UrlOf(const std::string& database, const std::string& user = "postgres") const {
    return Secret("postgres://" + user + "@/" + database + url().substr(url().find('?')));
  }
  // As the server's superuser.
  void Run(const std::string& statements, const Secret& url) {
    auto session = Session::Open({.url = url, .silence_max = std::chrono::minutes{2}});
    ASSERT_TRUE(session) << session.error().detail;
    const auto did = (*session)->Do(statements);
    ASSERT_TRUE(did) << did.error().detail;
  }
  void Run(const std::string& statements) { Run(statements, Secret(url())); }

 private:
  TestServer() : HarnessServer("postgres.py") {}
};

}  // namespace rg::store::postgres

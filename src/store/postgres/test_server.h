#pragma once

#include <atomic>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <unistd.h>

#include <gtest/gtest.h>
#include <sys/types.h>
#include <sys/wait.h>

#include "store/postgres/postgres.h"
#include "store/postgres/session.h"

// For tests: a real PostgreSQL, one per program, and as many databases in it as tests want.
namespace rg::store::postgres {

// The server that test/harness/postgres.py starts. It ends with this program, however that ends,
// because then nobody holds the other end of its standard input.
class TestServer {
 public:
  static TestServer& Get() {
    static TestServer server;
    return server;
  }

  // Why there is none; "" when there is one.
  const std::string& missing() const { return missing_; }

  // Of a new, empty database.
  Secret NewDatabase() {
    static std::atomic<int> last{0};
    const std::string name = "test_" + std::to_string(++last);
    Run("CREATE DATABASE " + name);
    return UrlOf(name);
  }
  // The URL of a database of this server, for one of its users.
  Secret UrlOf(const std::string& database, const std::string& user = "postgres") const {
    return Secret("postgres://" + user + "@/" + database + url_.substr(url_.find('?')));
  }
  // As the server's superuser.
  void Run(const std::string& statements, const Secret& url) {
    auto session = Session::Open({.url = url, .silence_max = std::chrono::minutes{2}});
    ASSERT_TRUE(session) << session.error().detail;
    const auto did = (*session)->Do(statements);
    ASSERT_TRUE(did) << did.error().detail;
  }
  void Run(const std::string& statements) { Run(statements, Secret(url_)); }

 private:
  TestServer() {
    int in[2];
    int out[2];
    if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0) return;
    const std::string script = Script();
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(in[0], STDIN_FILENO);
      ::dup2(out[1], STDOUT_FILENO);
      ::execlp("python3", "python3", script.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    hold_ = in[1];
    std::FILE* const said = ::fdopen(out[0], "r");
    char line[512] = "";
    if (std::fgets(line, sizeof line, said) != nullptr) url_ = line;
    std::fclose(said);
    while (url_.ends_with('\n')) url_.pop_back();
    if (url_.starts_with("none: ")) missing_ = url_.substr(6);
    if (url_.empty()) missing_ = "it did not start: python3 " + script;
  }
  ~TestServer() {
    ::close(hold_);
    ::waitpid(pid_, nullptr, 0);
  }

  static std::string Script() {
    constexpr char kScript[] = "test/harness/postgres.py";
    std::filesystem::path folder = std::filesystem::current_path();
    while (folder != folder.root_path() && !std::filesystem::exists(folder / kScript)) {
      folder = folder.parent_path();
    }
    return (folder / kScript).string();
  }

  std::string url_;
  std::string missing_ = "";
  pid_t pid_ = -1;
  int hold_ = -1;
};

}  // namespace rg::store::postgres

#pragma once

#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <unistd.h>

#include <sys/wait.h>

namespace rg {

// A real server that a program of test/harness starts and, where it takes orders, looks after. The
// program says where the server is in its first line, or "none: " and why there is none; an order
// is a line too, and its answer "done". It ends with this process, however that ends, because then
// nobody holds the other end of its standard input.
class HarnessServer {
 public:
  HarnessServer(const HarnessServer&) = delete;
  HarnessServer& operator=(const HarnessServer&) = delete;

  // Why there is none; "" when there is one.
  const std::string& missing() const { return missing_; }

 protected:
  // `program` as in "postgres.py".
  explicit HarnessServer(const std::string& program) {
    int in[2];
    int out[2];
    if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0) {
      throw std::runtime_error("no pipe to " + program);
    }
    const std::string script = Find("test/harness/" + program);
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(in[0], STDIN_FILENO);
      ::dup2(out[1], STDOUT_FILENO);
      ::execlp("python3", "python3", script.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    to_ = in[1];
    said_ = ::fdopen(out[0], "r");
    url_ = Line();
    if (url_.starts_with("none: ")) missing_ = url_.substr(6);
    if (url_.empty()) missing_ = "it did not start: python3 " + script;
  }
  ~HarnessServer() {
    ::close(to_);
    std::fclose(said_);
    ::waitpid(pid_, nullptr, 0);
  }

  const std::string& url() const { return url_; }

  void Tell(const std::string& what) {
    if (!missing_.empty()) return;
    const std::string line = what + "\n";
    if (::write(to_, line.data(), line.size()) < 0 || Line() != "done") {
      throw std::runtime_error("the server does not " + what);
    }
  }

 private:
  std::string Line() const {
    char line[512] = "";
    std::string text = std::fgets(line, sizeof line, said_) == nullptr ? "" : line;
    while (text.ends_with('\n')) text.pop_back();
    return text;
  }

  // From the working folder or one above it.
  static std::string Find(const std::string& script) {
    std::filesystem::path folder = std::filesystem::current_path();
    while (folder != folder.root_path() && !std::filesystem::exists(folder / script)) {
      folder = folder.parent_path();
    }
    return (folder / script).string();
  }

  std::string url_;
  std::string missing_;
  pid_t pid_ = -1;
  int to_ = -1;
  std::FILE* said_ = nullptr;
};

}  // namespace rg

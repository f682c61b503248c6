#pragma once

#include <atomic>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <unistd.h>

#include <sys/wait.h>

#include "core/secret.h"
#include "store/kafka/url.h"

namespace rg::store::kafka::testing {

// A real Kafka broker, one per program: the one that test/harness/kafka_broker.py starts. It ends
// with this program, however that ends, because then nobody holds the other end of its standard
// input.
class Broker {
 public:
  // Running and thawed, whatever the test before has done to it.
  static Broker& Get() {
    static Broker broker;
    if (broker.away_) broker.Start();
    broker.Thaw();
    return broker;
  }

  // Why there is none; "" when there is one.
  const std::string& missing() const { return missing_; }

  // A topic that no other test has; `MakeTopics` makes it.
  Address NewAddress() const {
    static std::atomic<int> last{0};
    return ParseUrl(Secret(url_ + "/events-" + std::to_string(++last))).value();
  }

  void Kill() { Tell("kill"), away_ = true; }
  void Start() { Tell("start"), away_ = false; }
  void Freeze() { Tell("freeze"); }
  void Thaw() { Tell("thaw"); }

 private:
  Broker() {
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
    to_ = in[1];
    said_ = ::fdopen(out[0], "r");
    url_ = Line();
    if (url_.starts_with("none: ")) missing_ = url_.substr(6);
    if (url_.empty()) missing_ = "it did not start: python3 " + script;
  }
  ~Broker() {
    ::close(to_);
    std::fclose(said_);
    ::waitpid(pid_, nullptr, 0);
  }

  void Tell(const std::string& what) {
    if (!missing_.empty()) return;
    const std::string line = what + "\n";
    if (::write(to_, line.data(), line.size()) < 0 || Line() != "done") {
      throw std::runtime_error("the broker does not " + what);
    }
  }
  std::string Line() const {
    char line[512] = "";
    std::string text = std::fgets(line, sizeof line, said_) == nullptr ? "" : line;
    while (text.ends_with('\n')) text.pop_back();
    return text;
  }

  static std::string Script() {
    constexpr char kScript[] = "test/harness/kafka_broker.py";
    std::filesystem::path folder = std::filesystem::current_path();
    while (folder != folder.root_path() && !std::filesystem::exists(folder / kScript)) {
      folder = folder.parent_path();
    }
    return (folder / kScript).string();
  }

  std::string url_;
  std::string missing_;
  bool away_ = false;
  pid_t pid_ = -1;
  int to_ = -1;
  std::FILE* said_ = nullptr;
};

}  // namespace rg::store::kafka::testing

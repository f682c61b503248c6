#pragma once

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

namespace rg {

// A port at which nobody is, and nobody else can be as long as this lives.
class NobodysPort {
 public:
  NobodysPort() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    const bool bound = ::bind(fd_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       ::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    if (!bound) throw std::runtime_error("no free port");
    number_ = ntohs(address.sin_port);
  }
  ~NobodysPort() { ::close(fd_); }
  NobodysPort(const NobodysPort&) = delete;
  NobodysPort& operator=(const NobodysPort&) = delete;

  std::uint16_t number() const { return number_; }

 private:
  int fd_;
  std::uint16_t number_ = 0;
};

// A port of this machine that nobody had a moment ago.
inline std::uint16_t FreePort() { return NobodysPort().number(); }

// Whether anybody listens on a port of this machine.
inline bool Listens(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  const bool connected = ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
  ::close(fd);
  return connected;
}

// A real server of a test's own, on one port, with a folder that goes with it. Whatever becomes of
// the test, the server does not outlive it.
class ServerProcess {
 public:
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  std::uint16_t port() const { return port_; }
  pid_t pid() const { return pid_; }
  const std::filesystem::path& folder() const { return folder_; }

  void Kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::kill(pid_, SIGCONT);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
    pid_ = 0;
  }
  void Freeze() const { ::kill(pid_, SIGSTOP); }
  void Thaw() const { ::kill(pid_, SIGCONT); }

 protected:
  ServerProcess(const std::string& name, std::uint16_t port) : port_(port) {
    std::string folder = "/tmp/rateguard-" + name + "-XXXXXX";
    if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = folder;
  }
  ~ServerProcess() {
    Kill();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  // Whether a machine has such a program: without it, tests that need it cannot run.
  static bool Has(const std::string& program) {
    return std::system(("command -v " + program + " > /dev/null 2>&1").c_str()) == 0;
  }

  // Starts the program, and returns once it listens on the port.
  void Run(std::vector<std::string> words, std::chrono::seconds within) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ == 0) Become(arguments);
    const auto give_up = std::chrono::steady_clock::now() + within;
    while (!Listens(port_)) {
      const bool ended = ::waitpid(pid_, nullptr, WNOHANG) == pid_;
      if (ended || std::chrono::steady_clock::now() > give_up) {
        if (ended) pid_ = 0;
        throw std::runtime_error("no " + words[0] + "; see " + folder_.string());
      }
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
  }

 private:
  [[noreturn]] void Become(const std::vector<char*>& arguments) const {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int out = ::open((folder_ / "out").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }

  const std::uint16_t port_;
  std::filesystem::path folder_;
  pid_t pid_ = 0;
};

}  // namespace rg

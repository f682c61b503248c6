#pragma once

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
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

#include "store/clickhouse/client.h"

namespace rg::store::clickhouse::testing {

// A port of this machine that nobody had a moment ago.
inline std::uint16_t FreePort() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  const bool bound = ::bind(fd, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(fd);
  if (!bound) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

// A real clickhouse-server of a test's own, in a folder that goes with it. Where
// RG_CLICKHOUSE_FRONT names a program, that is started in its place: `PROGRAM PORT FOLDER`, see
// test/harness/chdb_front.py.
class Server {
 public:
  static constexpr char kPassword[] = "a 'password' of a test";

  Server() {
    char folder[] = "/tmp/rateguard-clickhouse-XXXXXX";
    if (::mkdtemp(folder) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = folder;
    WriteSettings();
    Start();
  }
  ~Server() {
    Kill();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  static const char* Front() { return std::getenv("RG_CLICKHOUSE_FRONT"); }
  // A machine without it cannot run these tests.
  static bool Available() {
    if (Front() != nullptr) return true;
    return std::system("command -v clickhouse-server > /dev/null 2>&1") == 0;
  }

  Address address(const std::string& database = "rateguard") const {
    Address address;
    address.endpoint = {"127.0.0.1", port_, false};
    address.password = Secret(kPassword);
    address.database = database;
    return address;
  }
  std::unique_ptr<Client> Connect(ClientOptions options = {}) const {
    const std::string database = options.address.database;
    options.address = address(database);
    return std::make_unique<Client>(std::move(options));
  }

  pid_t pid() const { return pid_; }

  void Kill() { Signal(SIGKILL); }
  void Freeze() const { ::kill(pid_, SIGSTOP); }
  void Thaw() const { ::kill(pid_, SIGCONT); }
  // Again, on the same port, with what is in its folder.
  void Start() {
    pid_ = ::fork();
    if (pid_ == 0) Become();
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (!Listens()) {
      const bool ended = ::waitpid(pid_, nullptr, WNOHANG) == pid_;
      if (ended || std::chrono::steady_clock::now() > give_up) {
        throw std::runtime_error("no clickhouse-server; see " + folder_.string());
      }
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
  }

 private:
  [[noreturn]] void Become() {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int out = ::open((folder_ / "out").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
    const std::string settings = "--config-file=" + (folder_ / "config.xml").string();
    const std::string port = std::to_string(port_);
    if (Front() != nullptr) {
      ::execlp(Front(), Front(), port.c_str(), folder_.c_str(), nullptr);
    } else {
      ::execlp("clickhouse-server", "clickhouse-server", settings.c_str(), nullptr);
    }
    ::_exit(127);
  }

  void WriteSettings() const {
    const std::string folder = folder_.string();
    std::filesystem::create_directories(folder_ / "data" / "tmp");
    std::ofstream(folder_ / "config.xml")
        << "<yandex><logger><level>warning</level><log>" << folder << "/log</log><errorlog>"
        << folder << "/errors</errorlog></logger><http_port>" << port_ << "</http_port><tcp_port>"
        << tcp_port_ << "</tcp_port><listen_host>127.0.0.1</listen_host><path>" << folder
        << "/data/</path><tmp_path>" << folder << "/data/tmp/</tmp_path><users_config>" << folder
        << "/users.xml</users_config><default_profile>default</default_profile>"
           "<default_database>default</default_database><mark_cache_size>67108864</mark_cache_size>"
           "<timezone>Asia/Kathmandu</timezone></yandex>";
    std::ofstream(folder_ / "users.xml")
        << "<yandex><profiles><default></default></profiles><users><default><password>" << kPassword
        << "</password><networks><ip>127.0.0.1</ip></networks><profile>default</profile>"
           "<quota>default</quota></default></users><quotas><default></default></quotas></yandex>";
  }

  bool Listens() const {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port_);
    const bool connected =
        ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
    ::close(fd);
    return connected;
  }

  void Signal(int signal) {
    if (pid_ <= 0) return;
    ::kill(pid_, signal);
    ::kill(pid_, SIGCONT);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
    pid_ = 0;
  }

  const std::uint16_t port_ = FreePort();
  const std::uint16_t tcp_port_ = FreePort();
  std::filesystem::path folder_;
  pid_t pid_ = 0;
};

}  // namespace rg::store::clickhouse::testing

#pragma once

#include <ctime>

#include <sys/types.h>

namespace rg::store::clickhouse::testing {

// CPU seconds that this process and a server have used so far, or between two looks.
struct Cpu {
  double ours = 0;
  double theirs = 0;

  static Cpu Now(pid_t server) {
    clockid_t of_server{};
    ::clock_getcpuclockid(server, &of_server);
    return {Ours(), Read(of_server)};
  }
  static double Ours() { return Read(CLOCK_PROCESS_CPUTIME_ID); }

  Cpu& operator+=(const Cpu& more) {
    ours += more.ours;
    theirs += more.theirs;
    return *this;
  }
  friend Cpu operator-(const Cpu& a, const Cpu& b) {
    return {a.ours - b.ours, a.theirs - b.theirs};
  }

 private:
  static double Read(clockid_t clock) {
    std::timespec used{};
    ::clock_gettime(clock, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
  }
};

}  // namespace rg::store::clickhouse::testing

#pragma once

#include <atomic>
#include <unistd.h>

#include <sys/eventfd.h>

#include "core/time.h"

namespace rg::store::postgres {

// Said once, when the process is about to end: from then on no session waits long for its server.
//
// Threads   Any. Outlives the sessions that look at it.
class Leaving {
 public:
  // What an answer may still take: a server that is well answers sooner.
  static constexpr Duration kPatience = std::chrono::milliseconds{500};

  Leaving() : fd_(::eventfd(0, EFD_CLOEXEC)) {}
  ~Leaving() { ::close(fd_); }
  Leaving(const Leaving&) = delete;
  Leaving& operator=(const Leaving&) = delete;

  void Begin() {
    begun_.store(true);
    ::eventfd_write(fd_, 1);
  }
  bool begun() const { return begun_.load(); }
  // Readable once it has begun.
  int fd() const { return fd_; }

 private:
  const int fd_;
  std::atomic<bool> begun_ = false;
};

}  // namespace rg::store::postgres

#pragma once

#include <csignal>

#include <sys/resource.h>

// For tests: a disk that takes no more.
namespace rg::journal::sample {

// Limits how long a file of this process may grow, which fails a write half way as a full disk
// does.
class FullDisk {
 public:
  explicit FullDisk(rlim_t file_bytes_max) {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{file_bytes_max, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

}  // namespace rg::journal::sample

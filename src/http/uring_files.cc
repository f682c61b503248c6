#include "http/uring_files.h"

#include <algorithm>
#include <liburing.h>

#include <sys/resource.h>

namespace rg::http {

std::unique_ptr<RingFiles> RingFiles::Make(io_uring& ring) {
  rlimit descriptors{};
  if (::getrlimit(RLIMIT_NOFILE, &descriptors) != 0) return nullptr;
  const auto most = static_cast<unsigned>(std::min<rlim_t>(descriptors.rlim_cur, kMost));
  if (io_uring_register_files_sparse(&ring, most) != 0) return nullptr;
  return std::unique_ptr<RingFiles>(new RingFiles(ring, most));
}

int RingFiles::Add(int fd) {
  if (free_.empty() && next_ == most_) return kNone;
  const int number = free_.empty() ? next_ : free_.back();
  if (io_uring_register_files_update(&ring_, static_cast<unsigned>(number), &fd, 1) != 1) {
    return kNone;
  }
  if (free_.empty()) {
    ++next_;
  } else {
    free_.pop_back();
  }
  return number;
}

void RingFiles::Remove(int number) {
  int none = -1;
  // A number that the kernel did not let go (the loop's thread has ended) names its socket for
  // ever.
  if (io_uring_register_files_update(&ring_, static_cast<unsigned>(number), &none, 1) == 1) {
    free_.push_back(number);
  }
}

}  // namespace rg::http

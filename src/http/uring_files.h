#pragma once

#include <memory>
#include <vector>

struct io_uring;

namespace rg::http {

// The sockets that a ring knows by numbers of its own: with one of these, the kernel need not look
// up the descriptor, and keep it from going, for each thing it is asked for.
class RingFiles {
 public:
  static constexpr unsigned kMost = 16 * 1024;
  static constexpr int kNone = -1;

  // For as many as the process may have descriptors; null where the kernel keeps none (before Linux
  // 5.19).
  static std::unique_ptr<RingFiles> Make(io_uring& ring);

  // kNone when there are too many already: the descriptor has to do.
  int Add(int fd);
  // What the kernel still does with it goes on to its end.
  void Remove(int number);

 private:
  RingFiles(io_uring& ring, unsigned most) : ring_(ring), most_(static_cast<int>(most)) {}

  io_uring& ring_;
  const int most_;
  std::vector<int> free_;  // numbers given back
  int next_ = 0;           // the first that was never given out
};

}  // namespace rg::http

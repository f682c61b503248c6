#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <span>

struct io_uring;
struct io_uring_buf_ring;
struct io_uring_cqe;

namespace rg::http {

// Memory that the kernel fills with what arrives, for whichever socket of a ring it arrives. A
// buffer is the kernel's until a completion names it, and again once it is given back; those who
// read copy out of it meanwhile, so that one that nobody reads keeps none.
//
//   kMany x kBytes, of which only what has been filled takes memory
class ReceiveBuffers {
 public:
  static constexpr unsigned kMany = 64;  // a power of two
  static constexpr std::size_t kBytes = 8 * 1024;
  static constexpr int kGroup = 0;  // the kernel's name for them

  // Null where the kernel takes none (before Linux 5.19).
  static std::unique_ptr<ReceiveBuffers> Make(io_uring& ring);

  // What the completion brought; empty when it names no buffer.
  std::span<const char> Filled(const io_uring_cqe& entry) const;
  // The kernel may fill it again.
  void GiveBack(const io_uring_cqe& entry);

 private:
  ReceiveBuffers() = default;
  void Add(unsigned short buffer);

  struct Free {
    void operator()(void* memory) const { std::free(memory); }
  };
  std::unique_ptr<io_uring_buf_ring, Free> shared_;
  std::unique_ptr<char, Free> bytes_;
};

}  // namespace rg::http

#pragma once

#include <cstddef>

namespace rg {

// Where coroutines live. A call makes some thirty of them, always of the same few sizes, so each
// thread keeps those that ended for the next ones instead of asking malloc.
//
// Threads   Any. Memory may be given back on another thread than took it, and is then that one's.
// Bounds    At most kKeptMax of each size are kept; larger frames than kBytesMax are not.
class FrameMemory {
 public:
  static constexpr std::size_t kBytesMax = 32 * 1024;
  static constexpr std::size_t kKeptMax = 256;

  static void* Take(std::size_t bytes);
  static void Give(void* frame, std::size_t bytes);
};

}  // namespace rg

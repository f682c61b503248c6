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

// The same for what Asio keeps of a handler until it calls it: `bind_allocator(FrameAllocator<>(),
// handler)`. What Asio recycles by itself it forgets whenever its loop is left.
template <class T = void>
class FrameAllocator {
 public:
  using value_type = T;

  FrameAllocator() = default;
  template <class U>
  FrameAllocator(const FrameAllocator<U>&) {}  // NOLINT: all are alike

  T* allocate(std::size_t count) {
    static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
    return static_cast<T*>(FrameMemory::Take(count * sizeof(T)));
  }
  void deallocate(T* memory, std::size_t count) { FrameMemory::Give(memory, count * sizeof(T)); }
  bool operator==(const FrameAllocator&) const = default;
};

}  // namespace rg

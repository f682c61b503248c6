#include "core/frame_memory.h"

#include <array>
#include <cstdint>
#include <new>

namespace rg {
namespace {

// Sanitizers find a frame that is used after its end only if the memory really goes back.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kPooled = false;
#else
constexpr bool kPooled = true;
#endif

constexpr std::size_t kStep = 64;

struct Free {
  Free* next;
};
struct Shelf {
  Free* first = nullptr;
  std::uint32_t kept = 0;
};
using Shelves = std::array<Shelf, FrameMemory::kBytesMax / kStep + 1>;

// Without a destructor, because every access to a thread's variable that has one asks first whether
// it has been made.
constinit thread_local Shelves shelves{};

// Gives everything back when its thread ends.
struct Cleaner {
  bool armed = false;
  ~Cleaner() {
    for (Shelf& shelf : shelves) {
      while (shelf.first != nullptr) {
        Free* const frame = shelf.first;
        shelf.first = frame->next;
        ::operator delete(frame);
      }
      // What is given back from now on finds the shelf full.
      shelf.kept = FrameMemory::kKeptMax;
    }
  }
};
thread_local Cleaner cleaner;

std::size_t ShelfOf(std::size_t bytes) { return (bytes + kStep - 1) / kStep; }

void* TakeFresh(std::size_t bytes) {
  cleaner.armed = true;
  return ::operator new(bytes);
}

}  // namespace

void* FrameMemory::Take(std::size_t bytes) {
  if (!kPooled || bytes > kBytesMax) return ::operator new(bytes);
  const std::size_t number = ShelfOf(bytes);
  Shelf& shelf = shelves[number];
  if (shelf.first == nullptr) return TakeFresh(number * kStep);
  Free* const frame = shelf.first;
  shelf.first = frame->next;
  --shelf.kept;
  return frame;
}

void FrameMemory::Give(void* frame, std::size_t bytes) {
  if (!kPooled || bytes > kBytesMax) return ::operator delete(frame);
  Shelf& shelf = shelves[ShelfOf(bytes)];
  if (shelf.kept == kKeptMax) return ::operator delete(frame);
  shelf.first = new (frame) Free{shelf.first};
  ++shelf.kept;
}

}  // namespace rg

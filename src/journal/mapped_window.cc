#include "journal/mapped_window.h"

#include <atomic>
#include <cstring>

#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/vfs.h>

namespace rg::journal {
namespace {

constexpr std::int64_t kPage = 64 << 10;  // a multiple of the page of any machine

}  // namespace

bool MappedWindow::Possible(const File& file) {
  struct statfs system {};
  if (::fstatfs(file.fd(), &system) != 0) return false;
  const auto kind = static_cast<std::uint32_t>(system.f_type);
  return kind == EXT4_SUPER_MAGIC || kind == XFS_SUPER_MAGIC || kind == TMPFS_MAGIC;
}

MappedWindow MappedWindow::Map(const File& file, std::int64_t from, std::int64_t to) {
  MappedWindow window;
  window.from_ = from / kPage * kPage;
  window.to_ = to;
  void* const bytes = ::mmap(nullptr, static_cast<std::size_t>(to - window.from_),
                             PROT_READ | PROT_WRITE, MAP_SHARED, file.fd(), window.from_);
  if (bytes != MAP_FAILED) window.bytes_ = static_cast<char*>(bytes);
  return window;
}

MappedWindow::~MappedWindow() {
  if (bytes_ != nullptr) ::munmap(bytes_, static_cast<std::size_t>(to_ - from_));
}

void MappedWindow::Put(std::string_view record, std::int64_t offset) {
  std::memcpy(bytes_ + (offset - from_), record.data(), record.size());
  // A reader relies on the order of records: one that is whole has whole ones before it.
  std::atomic_thread_fence(std::memory_order_release);
}

}  // namespace rg::journal

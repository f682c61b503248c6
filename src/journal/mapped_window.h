#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include "core/result.h"
#include "journal/file.h"

namespace rg::journal {

// A stretch of a file as memory. What is put there is in the file at once, for every reader and
// whatever becomes of this process, as after write(2), which costs ten times as much for the few
// hundred bytes of a turn.
//
// Only of a file whose bytes there exist already, on a file system that writes over them in place:
// elsewhere a full disk would end the process with SIGBUS instead of an error. So would somebody
// who cuts the file.
class MappedWindow {
 public:
  // Whether the file system of `file` is known to write in place: ext4, XFS and tmpfs are.
  static bool Possible(const File& file);

  MappedWindow() = default;
  MappedWindow(MappedWindow&& other) noexcept { *this = std::move(other); }
  MappedWindow& operator=(MappedWindow&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    std::swap(from_, other.from_);
    std::swap(to_, other.to_);
    return *this;
  }
  ~MappedWindow();

  // From the page of `from` up to `to`, which is not beyond the file's end. Covers nothing when the
  // kernel does not allow it.
  static MappedWindow Map(const File& file, std::int64_t from, std::int64_t to);

  bool Covers(std::int64_t from, std::int64_t to) const {
    return bytes_ != nullptr && from >= from_ && to <= to_;
  }
  // Puts `record` at `offset` of the file, before whatever is put next.
  void Put(std::string_view record, std::int64_t offset);

 private:
  char* bytes_ = nullptr;  // of offset from_
  std::int64_t from_ = 0;
  std::int64_t to_ = 0;
};

}  // namespace rg::journal

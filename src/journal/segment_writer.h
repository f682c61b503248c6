#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "core/result.h"
#include "journal/file.h"
#include "journal/mapped_window.h"
#include "journal/segment.h"

namespace rg::journal {

// The segment being written. It is locked (flock) as long as it is open, by which readers know that
// more may come, and gets its name only once its header is whole and the lock is held.
//
//   header | record | record | record | 0 0 0 ... 0 |
//                                     \- filled ahead, to be written over: until Finish, or for
//                                     ever
//                                        when the process is killed
//
// Zeros are written ahead in one piece, because that makes the kernel take memory for the file in
// large pieces: a page at a time costs more than all else that a write does. Where the file system
// allows it, records are then put over them in memory (MappedWindow), without a system call.
class SegmentWriter {
 public:
  // Fills ahead as long as the file stays within `fill_bytes_max`.
  static Result<SegmentWriter> Create(const std::filesystem::path& folder,
                                      const SegmentHeader& header, std::int64_t fill_bytes_max = 0);

  // Writes whole records. After an error the file still ends with a whole record, with nothing
  // filled ahead: `kept` says how many of the bytes are in it. kept is all of them when it
  // succeeds.
  Result<void> Append(std::string_view records, std::size_t& kept);

  // Makes sure that `bytes` more can be written whatever else fills the disk; kStorageFull if not.
  // File systems that cannot promise it are taken at their word.
  Result<void> Reserve(std::int64_t bytes);

  // Gives back what was filled or reserved and not used, and the lock: readers see that no more
  // will come.
  Result<void> Finish();

  const std::shared_ptr<const File>& file() const { return file_; }
  // Where the next record goes.
  std::int64_t offset() const { return offset_; }
  // The file could not be cut back to a whole record: nothing may follow.
  bool broken() const { return broken_; }

 private:
  explicit SegmentWriter(File file, std::int64_t fill_bytes_max);
  void FillAhead(std::int64_t to);
  bool PutInWindow(std::string_view records);
  Result<void> CutTo(std::int64_t offset);

  std::shared_ptr<const File> file_;  // shared with the syncer, which may outlive a rotation
  std::int64_t fill_bytes_max_;
  std::int64_t offset_ = 0;
  std::int64_t filled_to_ = 0;  // the size of the file, when it is more than offset_
  std::int64_t reserved_to_ = 0;
  bool may_map_;
  MappedWindow window_;  // onto what is filled ahead
  bool broken_ = false;
};

}  // namespace rg::journal

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "core/result.h"
#include "journal/file.h"
#include "journal/segment.h"

namespace rg::journal {

// The segment being written. It is locked (flock) as long as it is open, by which readers know that
// more may come, and gets its name only once its header is whole and the lock is held.
class SegmentWriter {
 public:
  static Result<SegmentWriter> Create(const std::filesystem::path& folder,
                                      const SegmentHeader& header);

  // Writes whole records. After an error the file still ends with a whole record: `kept` says how
  // many of the bytes are in it. kept is all of them when it succeeds.
  Result<void> Append(std::string_view records, std::size_t& kept);

  // Makes sure that `bytes` more can be written whatever else fills the disk; kStorageFull if not.
  // File systems that cannot promise it are taken at their word.
  Result<void> Reserve(std::int64_t bytes);

  // Gives back what was reserved and not used, and the lock: readers see that no more will come.
  Result<void> Finish();

  const std::shared_ptr<const File>& file() const { return file_; }
  std::int64_t offset() const { return offset_; }
  // The file could not be cut back to a whole record: nothing may follow.
  bool broken() const { return broken_; }

 private:
  explicit SegmentWriter(File file);

  std::shared_ptr<const File> file_;  // shared with the syncer, which may outlive a rotation
  std::int64_t offset_ = 0;
  std::int64_t reserved_to_ = 0;
  bool broken_ = false;
};

}  // namespace rg::journal

#pragma once

#include <filesystem>
#include <utility>

#include "core/result.h"

namespace rg::journal {

// Proof that this process alone uses a data folder. Two gateways on one folder would both recover
// the same holds and ship the same segments, so the second one does not start.
//
// The lock belongs to the open file: it ends with the process, however the process ends, and the
// file that stays behind locks nothing.
class FolderLock {
 public:
  // Creates the folder (mode 0700) when absent. kConflict names the process that holds it.
  static Result<FolderLock> Acquire(const std::filesystem::path& folder);

  FolderLock(FolderLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FolderLock& operator=(FolderLock&& other) noexcept;
  ~FolderLock();

 private:
  explicit FolderLock(int fd) : fd_(fd) {}

  int fd_ = -1;
};

}  // namespace rg::journal

#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <unistd.h>
#include <utility>

#include "core/result.h"

namespace rg::journal {

// An open file, closed when it goes.
class File {
 public:
  File() = default;
  explicit File(int fd) : fd_(fd) {}
  File(File&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  File& operator=(File&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }

  static Result<File> OpenToRead(const std::filesystem::path& path);
  // Fails with kConflict when it exists already.
  static Result<File> Create(const std::filesystem::path& path);

  explicit operator bool() const { return fd_ >= 0; }
  int fd() const { return fd_; }

  // Reads what there is from `offset`, as much as `into` takes; returns how much, 0 at the end.
  Result<std::size_t> Read(std::span<char> into, std::uint64_t offset) const;
  // Writes what it can. `written` says how much that was, whether it fails or not.
  Result<void> Write(std::string_view bytes, std::uint64_t offset, std::size_t& written) const;
  Result<void> Truncate(std::uint64_t bytes) const;
  Result<void> Sync() const;

 private:
  int fd_ = -1;
};

// Makes the creation and deletion of files in `folder` durable.
Result<void> SyncFolder(const std::filesystem::path& folder);

// Creates `folder` and what is above it, for its owner only.
Result<void> MakeFolder(const std::filesystem::path& folder);

// The error of the last system call: kStorageFull when the disk is full or broken, kConflict when
// the file exists, kNotFound when it does not, kUnavailable otherwise.
Error SystemError(std::string_view doing, const std::filesystem::path& path = {});

}  // namespace rg::journal

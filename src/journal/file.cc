#include "journal/file.h"

#include <cerrno>
#include <fcntl.h>
#include <system_error>

#include <sys/stat.h>

namespace rg::journal {
namespace {

constexpr mode_t kOwnerOnly = 0600;

Errc CodeOf(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
    case EIO:
    case EROFS:
      return Errc::kStorageFull;
    case EEXIST:
      return Errc::kConflict;
    case ENOENT:
      return Errc::kNotFound;
    default:
      return Errc::kUnavailable;
  }
}

}  // namespace

Error SystemError(std::string_view doing, const std::filesystem::path& path) {
  const int error = errno;
  std::string detail(doing);
  if (!path.empty()) detail += " " + path.string();
  return Fail(CodeOf(error), detail + ": " + std::generic_category().message(error));
}

Result<File> File::OpenToRead(const std::filesystem::path& path) {
  File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return SystemError("cannot open", path);
  return file;
}

Result<File> File::Create(const std::filesystem::path& path) {
  File file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly));
  if (!file) return SystemError("cannot create", path);
  return file;
}

Result<std::size_t> File::Read(std::span<char> into, std::uint64_t offset) const {
  ssize_t count = 0;
  do {
    count = ::pread(fd_, into.data(), into.size(), static_cast<off_t>(offset));
  } while (count < 0 && errno == EINTR);
  if (count < 0) return SystemError("cannot read a segment");
  return static_cast<std::size_t>(count);
}

Result<void> File::Write(std::string_view bytes, std::uint64_t offset, std::size_t& written) const {
  written = 0;
  while (written < bytes.size()) {
    const ssize_t count = ::pwrite(fd_, bytes.data() + written, bytes.size() - written,
                                   static_cast<off_t>(offset + written));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError("cannot write a segment");
    written += static_cast<std::size_t>(count);
  }
  return {};
}

Result<void> File::Truncate(std::uint64_t bytes) const {
  if (::ftruncate(fd_, static_cast<off_t>(bytes)) != 0) return SystemError("cannot cut a segment");
  return {};
}

Result<void> File::Sync() const {
  if (::fdatasync(fd_) != 0) return SystemError("cannot sync a segment");
  return {};
}

Result<void> SyncFolder(const std::filesystem::path& folder) {
  const File file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!file) return SystemError("cannot open", folder);
  if (::fsync(file.fd()) != 0) return SystemError("cannot sync", folder);
  return {};
}

Result<void> MakeFolder(const std::filesystem::path& folder) {
  if (std::filesystem::is_directory(folder)) return {};
  if (folder.has_parent_path()) {
    std::error_code ignored;  // what is missing above shows in the mkdir below
    std::filesystem::create_directories(folder.parent_path(), ignored);
  }
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    return SystemError("cannot create", folder);
  }
  return {};
}

}  // namespace rg::journal

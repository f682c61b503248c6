#include "journal/folder_lock.h"

#include <array>
#include <fcntl.h>
#include <string>
#include <unistd.h>

#include <sys/file.h>

#include "journal/file.h"

namespace rg::journal {
namespace {

std::string HolderOf(int fd) {
  std::array<char, 32> text{};
  const ssize_t size = ::pread(fd, text.data(), text.size(), 0);
  return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : "unknown";
}

}  // namespace

Result<FolderLock> FolderLock::Acquire(const std::filesystem::path& folder) {
  RG_CHECK(MakeFolder(folder));
  const std::filesystem::path path = folder / "lock";
  FolderLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (lock.fd_ < 0) return SystemError("cannot open", path);
  if (::flock(lock.fd_, LOCK_EX | LOCK_NB) != 0) {
    return Fail(Errc::kConflict, folder.string() + " is in use by another rateguard (pid " +
                                     HolderOf(lock.fd_) + "); stop it or choose another folder");
  }
  const std::string pid = std::to_string(::getpid());
  if (::ftruncate(lock.fd_, 0) != 0 || ::pwrite(lock.fd_, pid.data(), pid.size(), 0) < 0) {
    return SystemError("cannot write", path);
  }
  return lock;
}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

FolderLock::~FolderLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace rg::journal

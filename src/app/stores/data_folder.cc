#include "app/stores/data_folder.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include <sys/stat.h>

#include "auth/key.h"

namespace rg::app {
namespace {

Error Because(const std::filesystem::path& file, std::string_view what) {
  return Fail(Errc::kUnavailable,
              file.string() + ": " + std::string(what) + ": " + std::strerror(errno));
}

Result<Secret> ReadSecret(const std::filesystem::path& file, int descriptor) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0) return Because(file, "cannot be looked at");
  if ((status.st_mode & 077) != 0) {
    return Fail(Errc::kInvalidRequest, file.string() +
                                           ": others may read it; chmod 600 it, and "
                                           "replace the token if they might have");
  }
  std::array<char, 256> text{};
  const ssize_t size = read(descriptor, text.data(), text.size());
  if (size < 0) return Because(file, "cannot be read");
  std::string token(text.data(), static_cast<std::size_t>(size));
  token.erase(token.find_last_not_of(" \r\n\t") + 1);
  const Result<auth::KeyKind> kind = auth::CheckFormat(token);
  if (!kind || *kind != auth::KeyKind::kAdmin) {
    return Fail(Errc::kInvalidRequest,
                file.string() + ": is not an admin token; delete the file to have one made");
  }
  return Secret(std::move(token));
}

// The token in the file; a new one where there is no file.
Result<Secret> LoadAdminToken(const std::filesystem::path& file, Entropy& entropy) {
  const int existing = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (existing >= 0) {
    Result<Secret> token = ReadSecret(file, existing);
    close(existing);
    return token;
  }
  if (errno != ENOENT) return Because(file, "cannot be opened");
  Secret token = auth::NewKey(entropy, auth::KeyKind::kAdmin);
  // Whole or not at all, whenever the process dies; what an earlier one left of it is begun anew.
  const std::filesystem::path unfinished = file.string() + ".new";
  unlink(unfinished.c_str());
  const int made = open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made < 0) return Because(unfinished, "cannot be created");
  const std::string line = token.Reveal() + "\n";
  const bool written = write(made, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
                       fsync(made) == 0;
  close(made);
  if (!written) return Because(unfinished, "cannot be written");
  if (rename(unfinished.c_str(), file.c_str()) != 0) return Because(file, "cannot be created");
  return token;
}

}  // namespace

Result<DataFolder> DataFolder::Open(const std::filesystem::path& path, Entropy& entropy) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) {
    return Fail(Errc::kUnavailable, path.string() + ": cannot be created: " + error.message(),
                "data_folder");
  }
  std::filesystem::permissions(path, std::filesystem::perms::owner_all, error);
  if (error) {
    return Fail(Errc::kUnavailable, path.string() + ": cannot be made private: " + error.message(),
                "data_folder");
  }
  RG_TRY(journal::FolderLock lock, journal::FolderLock::Acquire(path));
  RG_TRY(Secret token, LoadAdminToken(path / "admin-token", entropy));
  return DataFolder(path, std::move(lock), std::move(token));
}

}  // namespace rg::app

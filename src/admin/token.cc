#include "admin/token.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "auth/key.h"

namespace rg::admin {
namespace {

Error Broken(const std::filesystem::path& file, std::string_view why) {
  return Fail(Errc::kUnavailable, file.string() + " " + std::string{why});
}

Error SystemError(const std::filesystem::path& file, std::string_view what) {
  return Broken(file, std::string{what} + ": " + std::strerror(errno));
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

Result<Secret> Read(const std::filesystem::path& file, int fd) {
  struct stat status {};
  if (fstat(fd, &status) != 0) return SystemError(file, "cannot be looked at");
  if ((status.st_mode & 077) != 0) {
    return Broken(file, "may be read by others; chmod 600 it, or delete it for a new token");
  }
  std::string text(256, '\0');
  const ssize_t size = read(fd, text.data(), text.size());
  if (size < 0) return SystemError(file, "cannot be read");
  text.resize(static_cast<std::size_t>(size));
  while (text.ends_with('\n')) text.pop_back();
  Secret token{std::move(text)};
  const auto kind = auth::CheckFormat(token.Reveal());
  if (!kind || *kind != auth::KeyKind::kAdmin) {
    return Broken(file, "holds no admin token; delete it for a new one");
  }
  return token;
}

Result<Secret> Make(const std::filesystem::path& file, Entropy& entropy) {
  Secret token = auth::NewKey(entropy, auth::KeyKind::kAdmin);
  // Written beside and linked into place: nobody ever reads half a token, and of two first starts
  // at once one wins.
  const std::string fresh = file.string() + ".new." + std::to_string(getpid());
  {
    const Descriptor out{open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    if (out.get() < 0) return SystemError(fresh, "cannot be made");
    const std::string line = token.Reveal() + "\n";
    const bool written = write(out.get(), line.data(), line.size()) ==
                             static_cast<ssize_t>(line.size()) &&
                         fsync(out.get()) == 0;
    if (!written) {
      const Error failed = SystemError(fresh, "cannot be written");
      unlink(fresh.c_str());
      return failed;
    }
  }
  const bool linked = link(fresh.c_str(), file.c_str()) == 0;
  const int why = errno;
  unlink(fresh.c_str());
  if (linked) return token;
  if (why == EEXIST) return LoadOrMakeToken(file, entropy);
  errno = why;
  return SystemError(file, "cannot be made");
}

}  // namespace

Result<Secret> LoadOrMakeToken(const std::filesystem::path& file, Entropy& entropy) {
  const Descriptor in{open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  if (in.get() >= 0) return Read(file, in.get());
  if (errno != ENOENT) return SystemError(file, "cannot be opened");
  return Make(file, entropy);
}

}  // namespace rg::admin

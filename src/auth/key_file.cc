#include "auth/key_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>
#include <utility>

#include <openssl/crypto.h>
#include <sys/stat.h>

namespace rg::auth {
namespace {

constexpr std::size_t kFileBytesMax = 64 * 1024;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

Error Trouble(const std::filesystem::path& file, const std::string& what) {
  return Fail(Errc::kInternal, "The key file " + file.string() + " " + what);
}
Error SystemTrouble(const std::filesystem::path& file, const char* verb) {
  return Trouble(file, std::string("cannot be ") + verb + ": " + std::strerror(errno));
}

std::string NewLine(Entropy& entropy) {
  std::array<std::uint8_t, 4> id;
  std::array<std::uint8_t, kKeyEncryptionKeyBytes> key;
  entropy.Fill(id);
  entropy.Fill(key);
  std::string line = "k" + ToHex(id) + " ";
  line += ToBase64({reinterpret_cast<const char*>(key.data()), key.size()});
  line += '\n';
  OPENSSL_cleanse(key.data(), key.size());
  return line;
}

Result<void> WriteAll(int fd, std::string_view bytes, const std::filesystem::path& file) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return SystemTrouble(file, "written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

// A complete, synced file beside the real one, to be put in its place by one system call.
Result<std::string> WriteBeside(const std::filesystem::path& file, std::string_view content) {
  std::string beside = file.string() + ".XXXXXX";
  const Descriptor fd(mkostemp(beside.data(), O_CLOEXEC));  // mode 0600
  if (fd.get() < 0) return SystemTrouble(file, "created");
  RG_CHECK(WriteAll(fd.get(), content, file));
  if (fsync(fd.get()) != 0) return SystemTrouble(file, "synced");
  return beside;
}

Result<void> SyncFolder(const std::filesystem::path& file) {
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  const Descriptor fd(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0 || fsync(fd.get()) != 0) return SystemTrouble(file, "synced");
  return {};
}

Result<void> CreateIfAbsent(const std::filesystem::path& file, Entropy& entropy) {
  if (access(file.c_str(), F_OK) == 0) return {};
  Secret content(
      "# Opens the stored credentials of this RateGuard. Keep it secret, and back it up.\n" +
      NewLine(entropy));
  RG_TRY(const std::string beside, WriteBeside(file, content.Reveal()));
  // link, unlike rename, does not replace what another process has put there meanwhile.
  const bool linked = link(beside.c_str(), file.c_str()) == 0 || errno == EEXIST;
  const int error = errno;
  unlink(beside.c_str());
  errno = error;
  if (!linked) return SystemTrouble(file, "created");
  return SyncFolder(file);
}

Result<Secret> ReadPrivate(const std::filesystem::path& file) {
  const Descriptor fd(open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) return SystemTrouble(file, "read");
  struct stat status {};
  if (fstat(fd.get(), &status) != 0) return SystemTrouble(file, "read");
  if (!S_ISREG(status.st_mode)) return Trouble(file, "is not a file");
  if ((status.st_mode & 077) != 0) {
    return Trouble(file, "may be read by others. Run: chmod 600 " + file.string());
  }
  if (static_cast<std::size_t>(status.st_size) > kFileBytesMax)
    return Trouble(file, "is too large");
  std::string content(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t have = 0;
  while (have < content.size()) {
    const ssize_t got = read(fd.get(), content.data() + have, content.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return SystemTrouble(file, "read");
    have += static_cast<std::size_t>(got);
  }
  return Secret(std::move(content));
}

Result<KeyEncryptionKey> ParseLine(std::string_view line, const std::filesystem::path& file,
                                   int number) {
  const auto bad = [&](const char* what) {
    return Trouble(file, "is broken in line " + std::to_string(number) + ": " + what);
  };
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || space == 0) return bad("expected an id and a key");
  const std::string_view id = line.substr(0, space);
  if (id.find('.') != std::string_view::npos) return bad("an id holds no '.'");
  auto bytes = FromBase64(line.substr(space + 1));
  if (!bytes) return bad("the key is not base64");
  Secret secret(*std::move(bytes));
  if (secret.Reveal().size() != kKeyEncryptionKeyBytes) return bad("a key has 32 bytes");
  return KeyEncryptionKey{std::string(id), std::move(secret)};
}

Result<std::vector<KeyEncryptionKey>> ParseKeys(std::string_view content,
                                                const std::filesystem::path& file) {
  std::vector<KeyEncryptionKey> keys;
  for (int number = 1; !content.empty(); ++number) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    const std::string_view line = content.substr(0, end);
    content.remove_prefix(std::min(end + 1, content.size()));
    if (line.empty() || line.starts_with('#')) continue;
    RG_TRY(auto key, ParseLine(line, file, number));
    for (const KeyEncryptionKey& other : keys) {
      if (other.id == key.id) return Trouble(file, "names the key " + key.id + " twice");
    }
    keys.push_back(std::move(key));
  }
  if (keys.empty()) {
    return Trouble(
        file, "holds no key. Restore it from a backup; without it no stored credential opens.");
  }
  return keys;
}

}  // namespace

Result<std::vector<KeyEncryptionKey>> LoadKeyFile(const std::filesystem::path& file,
                                                  Entropy& entropy) {
  RG_CHECK(CreateIfAbsent(file, entropy));
  RG_TRY(const Secret content, ReadPrivate(file));
  return ParseKeys(content.Reveal(), file);
}

Result<void> AppendToKeyFile(const std::filesystem::path& file, Entropy& entropy) {
  RG_TRY(const Secret before, ReadPrivate(file));
  RG_CHECK(ParseKeys(before.Reveal(), file));
  const bool terminated = before.Reveal().ends_with('\n');
  const Secret after(before.Reveal() + (terminated ? "" : "\n") + NewLine(entropy));
  RG_TRY(const std::string beside, WriteBeside(file, after.Reveal()));
  if (rename(beside.c_str(), file.c_str()) != 0) {
    const int error = errno;
    unlink(beside.c_str());
    errno = error;
    return SystemTrouble(file, "replaced");
  }
  return SyncFolder(file);
}

}  // namespace rg::auth

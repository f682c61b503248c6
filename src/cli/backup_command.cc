#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <unistd.h>

#include <boost/json/object.hpp>
#include <sys/stat.h>

#include "cli/command.h"
#include "cli/data_folder.h"
#include "cli/json_reader.h"
#include "cli/show.h"
#include "journal/folder_lock.h"

namespace rg::cli {
namespace {

namespace fs = std::filesystem;

// How every SQLite file begins.
constexpr std::string_view kDatabaseMagic{"SQLite format 3\0", 16};
constexpr std::string_view kKeyEnding = ".vault-key";

// Copies a file under another name first and renames it when it is whole and on the disk, so that
// an interrupted copy is never taken for a good one.
Outcome<void> CopyFile(const std::string& from, const std::string& to) {
  const auto because = [&](std::string_view what) {
    return Failure(kExitCannotCreate,
                   to + " cannot be " + std::string(what) + ": " + std::strerror(errno));
  };
  std::ifstream in(from, std::ios::binary);
  if (!in) return Failure(kExitFailure, "cannot read " + from);
  const std::string partial = to + ".partial";
  const int out = ::open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (out < 0) return because("made");
  std::array<char, 64 * 1024> bytes;
  bool written = true;
  while (written && in) {
    in.read(bytes.data(), bytes.size());
    const auto size = in.gcount();
    written = size == 0 || ::write(out, bytes.data(), static_cast<std::size_t>(size)) == size;
  }
  written = written && ::fsync(out) == 0;
  ::close(out);
  if (!written || ::rename(partial.c_str(), to.c_str()) != 0) return because("written");
  return {};
}

Outcome<std::string> OneFile(const Session& session, std::string_view what) {
  const std::vector<std::string>& words = session.arguments().words();
  if (words.size() != 1) return UsageFailure("say " + std::string(what));
  return fs::absolute(words[0]).string();
}

Outcome<int> Backup(Session& session) {
  RG_TRY(const std::string file, OneFile(session, "which file to make"));
  RG_TRY(const config::Loaded loaded, session.Settings());
  RG_TRY(AdminClient admin, session.Admin());
  RG_TRY(const boost::json::value made, admin.Send("POST", "/backup", {{"file", file}}));
  const std::string key = InFolder(loaded.settings.data_folder, kVaultKeyFile);
  if (session.arguments().Has("with-key")) RG_CHECK(CopyFile(key, file + std::string(kKeyEnding)));
  if (session.WantsJson()) {
    session.out() << PrettyJson(made);
  } else {
    session.out() << file << '\n';
  }
  session.Say(session.arguments().Has("with-key")
                  ? "With it stands " + file + std::string(kKeyEnding) +
                        ", which opens the stored credentials: keep it elsewhere."
                  : "The key that opens the stored credentials is not in it: keep a copy of " +
                        key + " in another place.");
  return kExitOk;
}

// Moves what is there out of the way instead of deleting it: a restore of the wrong file is undone
// by moving it back.
Outcome<void> MoveAside(const std::string& folder, TimePoint now, Session& session) {
  const std::string ending =
      ".before-restore-" +
      std::to_string(std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
  const std::string database(kDatabaseFile);
  for (const std::string& name :
       {database, database + "-wal", database + "-shm", std::string(kJournalFolder)}) {
    const std::string from = InFolder(folder, name);
    std::error_code failed;
    if (!fs::exists(from, failed)) continue;
    fs::rename(from, from + ending, failed);
    if (failed)
      return Failure(kExitCannotCreate, from + " cannot be moved aside: " + failed.message());
    session.Say("What was there is now " + from + ending);
  }
  return {};
}

Outcome<int> Restore(Session& session) {
  RG_TRY(const std::string file, OneFile(session, "which backup to restore"));
  std::string magic(kDatabaseMagic.size(), '\0');
  std::ifstream in(file, std::ios::binary);
  if (!in) return Failure(kExitFailure, "cannot read " + file);
  in.read(magic.data(), static_cast<std::streamsize>(magic.size()));
  if (magic != kDatabaseMagic) return Failure(kExitFailure, file + " is not a backup of RateGuard");

  RG_TRY(const config::Loaded loaded, session.Settings());
  const std::string& folder = loaded.settings.data_folder;
  Result<journal::FolderLock> lock = journal::FolderLock::Acquire(folder);
  if (!lock) return Failure(kExitUnavailable, lock.error().detail);
  const std::string database = InFolder(folder, kDatabaseFile);
  if (fs::exists(database)) RG_CHECK(session.Confirm("Replace what is in " + folder + "?"));

  RG_CHECK(MoveAside(folder, session.world().clock.Now(), session));
  RG_CHECK(CopyFile(file, database));
  const std::string key = InFolder(folder, kVaultKeyFile);
  if (session.arguments().Has("with-key")) RG_CHECK(CopyFile(file + std::string(kKeyEnding), key));
  session.Say("Restored into " + folder + ". Next: rateguard serve");
  if (!fs::exists(key)) {
    session.Say("There is no " + key +
                ": without the one it had, stored credentials cannot be opened.");
  }
  return kExitOk;
}

}  // namespace

Command BackupCommand() {
  return {
      "backup",
      "copy everything that must survive into one file, while the server runs",
      {{.name = "",
        .summary = "copy everything that must survive into one file, while the server runs",
        .words = "FILE",
        .examples = "rateguard backup rateguard-$(date +%F).db\nrateguard backup all.db --with-key",
        .flags = {{"with-key", "",
                   "Also the key that opens the stored credentials, in a file beside it."}},
        .needs = Needs::kServer,
        .run = &Backup}}};
}

Command RestoreCommand() {
  return {
      "restore",
      "put a backup back, while no server runs",
      {{.name = "",
        .summary = "put a backup back into the data folder, while no server runs",
        .words = "FILE",
        .examples =
            "rateguard restore rateguard-2026-11-23.db\nrateguard restore all.db --with-key --yes",
        .flags = {{"with-key", "", "Also the key file that stands beside it."},
                  {"yes", "", "Do not ask.", 'y'}},
        .needs = Needs::kSettings,
        .run = &Restore}}};
}

}  // namespace rg::cli

#include "app/move/folder.h"

#include <array>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include "journal/file.h"
#include "journal/segment.h"
#include "store/sql/installation.h"
#include "store/sqlite/sqlite.h"

namespace rg::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDatabase = "rateguard.db";
constexpr std::string_view kJournal = "journal";
constexpr std::string_view kKafka = "kafka";
constexpr std::string_view kVaultKey = "vault-key";
constexpr std::string_view kAdminToken = "admin-token";
constexpr fs::perms kOwnersOnly = fs::perms::owner_read | fs::perms::owner_write;

Error Because(const fs::path& file, const std::error_code& why) {
  const bool full = why == std::errc::no_space_on_device;
  return Fail(full ? Errc::kStorageFull : Errc::kUnavailable, file.string() + ": " + why.message());
}

// Gives what was written as `file`.partial its name, once it is on the disk.
Result<void> Finish(const fs::path& file) {
  const fs::path partial = file.string() + ".partial";
  std::error_code failed;
  fs::permissions(partial, kOwnersOnly, failed);
  if (failed) return Because(partial, failed);
  RG_TRY(const journal::File written, journal::File::OpenToRead(partial));
  RG_CHECK(written.Sync());
  fs::rename(partial, file, failed);
  if (failed) return Because(file, failed);
  return journal::SyncFolder(file.parent_path());
}

Result<void> CopyFile(const fs::path& from, const fs::path& to) {
  std::error_code failed;
  fs::copy_file(from, to.string() + ".partial", fs::copy_options::overwrite_existing, failed);
  if (failed) return Because(to, failed);
  return Finish(to);
}

// Everything below `from`, if there is such a folder.
Result<void> CopyFolder(const fs::path& from, const fs::path& to) {
  std::error_code failed;
  if (!fs::exists(from, failed)) return {};
  RG_CHECK(journal::MakeFolder(to));
  for (fs::directory_iterator entry(from, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    const fs::path below = to / entry->path().filename();
    if (entry->is_directory()) {
      RG_CHECK(CopyFolder(entry->path(), below));
    } else if (entry->is_regular_file()) {
      RG_CHECK(CopyFile(entry->path(), below));
    }
  }
  if (failed) return Because(from, failed);
  return {};
}

std::string TextOf(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Another key would not open the credentials, and this one not what the other has sealed.
Result<void> DemandSameKey(const fs::path& from, const fs::path& to) {
  if (!fs::exists(to / kVaultKey) || TextOf(from / kVaultKey) == TextOf(to / kVaultKey)) return {};
  return Fail(Errc::kConflict, (to / kVaultKey).string() +
                                   " is another key than the one that has sealed the credentials "
                                   "of " +
                                   from.string() + "; move it away if it has sealed nothing");
}

Result<void> DemandNoOtherCalls(const fs::path& from, const fs::path& to) {
  RG_TRY(const auto ours, journal::ListSegments(from / kJournal));
  RG_TRY(const auto theirs, journal::ListSegments(to / kJournal));
  std::set<fs::path> names;
  for (const journal::SegmentFile& segment : ours) names.insert(segment.path.filename());
  for (const journal::SegmentFile& segment : theirs) {
    if (names.contains(segment.path.filename())) continue;
    return Fail(Errc::kConflict, segment.path.string() +
                                     " is of calls of another installation; choose an empty "
                                     "data_folder");
  }
  return {};
}

}  // namespace

Result<bool> HasHistory(const fs::path& from, const fs::path& to, std::int64_t installation) {
  RG_CHECK(DemandSameKey(from, to));
  const fs::path file = to / kDatabase;
  if (!fs::exists(file)) {
    RG_CHECK(DemandNoOtherCalls(from, to));
    return false;
  }
  RG_TRY(const auto database, store::sqlite::OpenSqlite({.file = file}));
  RG_CHECK(database->Migrate());
  RG_TRY(const auto connection, database->Open());
  RG_TRY(const std::int64_t found, store::sql::InstallationOf(*connection));
  if (found == installation) return true;
  return Fail(Errc::kConflict, file.string() +
                                   " holds the history of another installation; choose an empty "
                                   "data_folder");
}

Result<void> CopyHistory(const fs::path& from, const fs::path& to,
                         store::sql::Connection& database) {
  for (const std::string_view secret : {kVaultKey, kAdminToken}) {
    if (!fs::exists(to / secret)) RG_CHECK(CopyFile(from / secret, to / secret));
  }
  RG_CHECK(CopyFolder(from / kJournal, to / kJournal));
  RG_CHECK(CopyFolder(from / kKafka, to / kKafka));
  const std::string partial = (to / kDatabase).string() + ".partial";
  std::error_code failed;
  fs::remove(partial, failed);
  if (failed) return Because(partial, failed);
  const std::array<store::sql::Value, 1> into = {partial};
  RG_CHECK(database.Execute("VACUUM INTO ?", into));
  return Finish(to / kDatabase);
}

}  // namespace rg::app

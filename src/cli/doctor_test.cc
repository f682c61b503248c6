#include <filesystem>
#include <fstream>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "cli/doctor_checks.h"
#include "cli/fake_world.h"
#include "cli/port_owner.h"
#include "journal/folder_lock.h"

namespace rg::cli {
namespace {

namespace fs = std::filesystem;
using testing::FakeWorld;
using ::testing::HasSubstr;
using Verdict = Finding::Verdict;

// A folder that ends with the test.
class TempFolder {
 public:
  TempFolder() {
    std::string pattern = (fs::temp_directory_path() / "rg_cli_XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~TempFolder() { fs::remove_all(path_); }
  std::string path(const std::string& name = {}) const {
    return name.empty() ? path_ : path_ + "/" + name;
  }
  void Write(const std::string& name, const std::string& text, mode_t mode = 0600) const {
    std::ofstream(path(name)) << text;
    ::chmod(path(name).c_str(), mode);
  }

 private:
  std::string path_;
};

std::string Read(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Doctor, AKeyFileOthersMayReadIsAFault) {
  TempFolder folder;
  folder.Write("admin-token", "x", 0640);
  folder.Write("vault-key", "x", 0600);

  const std::vector<Finding> findings = CheckDataFolder(folder.path());

  ASSERT_EQ(findings.size(), 3u);
  EXPECT_EQ(findings[0].verdict, Verdict::kFine);
  EXPECT_EQ(findings[1].verdict, Verdict::kFault);
  EXPECT_THAT(findings[1].remedy, HasSubstr("chmod 600"));
  EXPECT_EQ(findings[2].verdict, Verdict::kFine);
}

TEST(Doctor, AFolderThatIsStillToBeMadeIsNoFault) {
  TempFolder folder;

  EXPECT_EQ(CheckDataFolder(folder.path("none")).front().verdict, Verdict::kWarning);
  EXPECT_NE(CheckDisk(folder.path("none/below")).detail, "");
}

TEST(Doctor, DamagedRecordsAndAFullJournalAreSeen) {
  TempFolder folder;
  fs::create_directories(folder.path("journal/0/quarantine"));
  folder.Write("journal/0/segment", std::string(900, 'x'));

  EXPECT_EQ(CheckJournal(folder.path(), 10'000).verdict, Verdict::kFine);
  EXPECT_EQ(CheckJournal(folder.path(), 1'000).verdict, Verdict::kFault);
  folder.Write("journal/0/quarantine/one", "x");
  EXPECT_EQ(CheckJournal(folder.path(), 10'000).verdict, Verdict::kWarning);
}

TEST(Doctor, AClockThatIsMinutesOffIsSeen) {
  const TimePoint now = std::chrono::sys_days{std::chrono::November / 23 / 2026};

  EXPECT_EQ(CheckClock(now, "Mon, 23 Nov 2026 00:00:05 GMT", "x").verdict, Verdict::kFine);
  EXPECT_EQ(CheckClock(now, "Mon, 23 Nov 2026 00:05:00 GMT", "x").verdict, Verdict::kWarning);
  EXPECT_EQ(CheckClock(now, "yesterday", "x").verdict, Verdict::kWarning);
}

TEST(Doctor, ASoundInstallationHasNoFaults) {
  TempFolder folder;
  folder.Write("admin-token", "rg_admin_x");
  folder.Write("vault-key", "x");
  FakeWorld fake;
  fake.Answer("GET /readyz", "ok");
  fake.AnswerWorkspace();
  fake.Answer("GET /api/v1/status", R"({"ingest_failures":0})");
  fake.Answer("GET /api/v1/workspaces/w1/apis",
              R"({"items":[{"slug":"a","base_url":"http://up"}],"next_cursor":null})");
  fake.Answer("GET /", "hello", 404);

  EXPECT_EQ(fake.Run({"doctor", "--data-folder", folder.path()}), kExitOk) << fake.out();
  EXPECT_THAT(fake.out(), HasSubstr("http://up answers"));
}

TEST(Doctor, AConfigurationThatCannotBeReadIsNotTheTokensFault) {
  FakeWorld fake;
  fake.Answer("GET /readyz", "ok; the configuration may be an old one");
  fake.Answer("GET /api/v1/status",
              R"({"ingest_failures":0,"configuration_stale":true,"configuration_age":"9s"})");
  fake.Answer("GET /api/v1/workspaces", R"({"detail":"PostgreSQL could not be reached"})", 503);

  EXPECT_EQ(fake.Run({"doctor"}), kExitFailure);
  EXPECT_THAT(fake.out(), HasSubstr("ok     admin token"));
  EXPECT_THAT(fake.out(), HasSubstr("fault  configuration  an old one may be in force"));
}

TEST(Doctor, AnUpstreamThatDoesNotAnswerIsAFault) {
  FakeWorld fake;
  fake.Answer("GET /readyz", "ok");
  fake.Answer("GET /api/v1/status", R"({"ingest_failures":0})");
  fake.AnswerWorkspace();
  fake.Answer("GET /api/v1/workspaces/w1/apis",
              R"({"items":[{"slug":"a","base_url":"http://up"}],"next_cursor":null})");

  EXPECT_EQ(fake.Run({"doctor"}), kExitFailure);
  EXPECT_THAT(fake.out(), HasSubstr("fault  api a"));
}

TEST(PortOwner, FindsListenersOnly) {
  const std::string listening =
      "   0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 "
      "4711 1 0 100 0 0 10 0";
  const std::string connected =
      "   1: 0100007F:0BB8 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 "
      "4712 1 0 20 4 30 10 -1";

  const auto listener = ParseListener(listening);
  ASSERT_TRUE(listener);
  EXPECT_EQ(listener->port, 3000);
  EXPECT_EQ(listener->inode, 4711u);
  EXPECT_FALSE(ParseListener(connected));
  EXPECT_FALSE(ParseListener("  sl  local_address rem_address   st"));
}

TEST(PortOwner, OnlyTheSameAddressOrAllAddressesAreInTheWay) {
  const Listener loopback{"0100007F", 3000, 1};
  const Listener everywhere{"00000000", 3000, 1};

  EXPECT_TRUE(Overlaps("127.0.0.1", loopback));
  EXPECT_TRUE(Overlaps("localhost", loopback));
  EXPECT_TRUE(Overlaps("0.0.0.0", loopback));
  EXPECT_FALSE(Overlaps("127.0.0.2", loopback));
  EXPECT_FALSE(Overlaps("::1", loopback));
  EXPECT_TRUE(Overlaps("127.0.0.2", everywhere));
}

TEST(PortOwner, SaysWhoAndWhatToTry) {
  EXPECT_EQ(PortTaken(3000, {"grafana-server", 812}, "--admin-port"),
            "3000 is used by grafana-server (pid 812); try --admin-port 3300");
}

TEST(Backup, AsksTheServerForAFileAndSaysWhatIsNotInIt) {
  FakeWorld fake;
  fake.Answer("POST /api/v1/backup", R"({"file":"/tmp/b.db"})", 201);

  EXPECT_EQ(fake.Run({"backup", "/tmp/b.db"}), kExitOk);
  EXPECT_EQ(fake.last().body, R"({"file":"/tmp/b.db"})");
  EXPECT_EQ(fake.out(), "/tmp/b.db\n");
  EXPECT_THAT(fake.err(), HasSubstr("vault-key"));
}

TEST(Restore, PutsTheFileBackAndMovesAsideWhatWasThere) {
  TempFolder folder;
  folder.Write("rateguard.db", "old");
  folder.Write("rateguard.db-wal", "old log");
  folder.Write("backup.db", std::string("SQLite format 3\0 and the rest", 29));
  FakeWorld fake;

  EXPECT_EQ(
      fake.Run({"restore", folder.path("backup.db"), "--data-folder", folder.path(), "--yes"}),
      kExitOk)
      << fake.err();
  EXPECT_EQ(Read(folder.path("rateguard.db")), Read(folder.path("backup.db")));
  EXPECT_FALSE(fs::exists(folder.path("rateguard.db-wal")));
  int kept = 0;
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    kept += entry.path().string().find(".before-restore-") != std::string::npos ? 1 : 0;
  }
  EXPECT_EQ(kept, 2);
}

TEST(Restore, RefusesWhatIsNoBackupAndAFolderInUse) {
  TempFolder folder;
  folder.Write("note.txt", "hello there, this is text");
  folder.Write("backup.db", std::string("SQLite format 3\0", 16));
  FakeWorld no_backup;
  FakeWorld in_use;

  EXPECT_EQ(
      no_backup.Run({"restore", folder.path("note.txt"), "--data-folder", folder.path(), "--yes"}),
      kExitFailure);
  const auto lock = journal::FolderLock::Acquire(folder.path());
  ASSERT_TRUE(lock);
  EXPECT_EQ(
      in_use.Run({"restore", folder.path("backup.db"), "--data-folder", folder.path(), "--yes"}),
      kExitUnavailable);
}

}  // namespace
}  // namespace rg::cli

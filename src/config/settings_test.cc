#include "config/settings.h"

#include <cstdlib>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rg::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// Files that exist only in the test.
struct Disk {
  std::map<std::string, std::string> files;

  Sources Beneath(std::map<std::string, std::string> environment = {{"HOME", "/home/u"}},
                  std::vector<Sources::Flag> flags = {}) const {
    Sources sources;
    sources.environment = std::move(environment);
    sources.flags = std::move(flags);
    sources.read = [copy = files](const std::string& path) -> Result<std::string> {
      const auto found = copy.find(path);
      if (found == copy.end()) return Fail(Errc::kNotFound, "cannot be read: no such file");
      return found->second;
    };
    return sources;
  }
};

std::vector<std::string> Lines(const Loaded& loaded) {
  std::vector<std::string> lines;
  for (const SettingFault& fault : loaded.faults) lines.push_back(Print(fault));
  return lines;
}

TEST(Settings, NothingSetIsAWorkingConfigurationOnLoopback) {
  const Loaded loaded = Load(Disk{}.Beneath());

  EXPECT_THAT(Lines(loaded), IsEmpty());
  EXPECT_EQ(loaded.settings.proxy.host, "127.0.0.1");
  EXPECT_EQ(loaded.settings.proxy.port, 3001);
  EXPECT_EQ(loaded.settings.admin.host, "127.0.0.1");
  EXPECT_EQ(loaded.settings.admin.port, 3000);
  EXPECT_EQ(loaded.settings.data_folder, "/home/u/.local/share/rateguard");
}

TEST(Settings, FlagsWinOverVariablesOverTheFileOverDefaults) {
  const Disk disk{{{"/home/u/.config/rateguard/rateguard.yaml",
                    "threads: 3\nproxy:\n  port: 1\n  host: 10.0.0.1\nadmin:\n  port: 2\n"}}};

  const Loaded loaded = Load(disk.Beneath(
      {{"HOME", "/home/u"}, {"RATEGUARD_PROXY__PORT", "4001"}, {"RATEGUARD_ADMIN__PORT", "4000"}},
      {{"admin-port", "5000"}}));

  EXPECT_THAT(Lines(loaded), IsEmpty());
  EXPECT_EQ(loaded.settings.threads, 3);
  EXPECT_EQ(loaded.settings.proxy.host, "10.0.0.1");
  EXPECT_EQ(loaded.settings.proxy.port, 4001);
  EXPECT_EQ(loaded.settings.admin.port, 5000);
  EXPECT_EQ(loaded.origins.at("threads"), "/home/u/.config/rateguard/rateguard.yaml:1:1");
  EXPECT_EQ(loaded.origins.at("proxy.port"), "RATEGUARD_PROXY__PORT");
  EXPECT_EQ(loaded.origins.at("admin.port"), "--admin-port");
  EXPECT_EQ(loaded.origins.count("log.level"), 0u);
}

TEST(Settings, EveryFaultOfEverySourceIsListedWithItsPlace) {
  const Disk disk{{{"c.yaml",
                    "proxy:\n  prot: 1\n  port: 70000\nlog:\n  level: loud\nhttp:\n"
                    "  header_timeout: 10\nupstream:\n  allow_private:\n    - nonsense here\n"}}};
  Sources sources = disk.Beneath({{"RATEGUARD_CONFIG", "c.yaml"},
                                  {"HOME", "/h"},
                                  {"RATEGUARD_THREADS", "many"},
                                  {"RATEGUARD_ADMN__PORT", "1"}},
                                 {{"auth-pepper", "0123456789abcdef"}, {"prxy-port", "3"}});

  EXPECT_THAT(
      Lines(Load(sources)),
      ElementsAre(
          "RATEGUARD_ADMN__PORT: is not a setting (did you mean \"RATEGUARD_ADMIN__PORT\"?)",
          "--auth-pepper: auth.pepper is a secret, and flags can be seen by others; use "
          "RATEGUARD_AUTH__PEPPER_FILE",
          "--prxy-port: is not a setting (did you mean \"proxy-port\"?)",
          "c.yaml:2:3: proxy.prot is not known here (did you mean \"port\"?)",
          "c.yaml:3:3: proxy.port must be at most 65535",
          "c.yaml:5:3: log.level must be one of \"debug\", \"info\", \"warn\", \"error\"",
          "c.yaml:7:3: http.header_timeout must be a duration such as \"60s\", \"250ms\" or "
          "\"1h30m\"",
          "c.yaml:10:7: upstream.allow_private.0 must be an address range such as "
          "\"10.0.0.0/8\" or an address with port such as \"127.0.0.1:8080\"",
          "RATEGUARD_THREADS: threads must be a whole number"));
}

TEST(Settings, GatewaysOnOneDatabaseAreThoseThatCountInOneRedis) {
  const auto load = [](const std::string& processes, const std::string& gateways) {
    return Lines(Load(Disk{}.Beneath({{"HOME", "/h"},
                                      {"RATEGUARD_DATABASE__URL", "postgres://db/rg"},
                                      {"RATEGUARD_DATABASE__PROCESSES", processes},
                                      {"RATEGUARD_REDIS__URL", "redis://cache"},
                                      {"RATEGUARD_REDIS__GATEWAYS", gateways}})));
  };

  EXPECT_THAT(load("one", "1"), IsEmpty());
  EXPECT_THAT(load("several", "2"), IsEmpty());
  EXPECT_THAT(load("several", "1"), ElementsAre(HasSubstr("database.processes is several")));
  EXPECT_THAT(load("one", "2"), ElementsAre(HasSubstr("database.processes is one")));
}

TEST(Settings, AFileThatIsNotYamlIsNamedWithLineAndColumn) {
  const Disk disk{{{"c.yaml", "proxy:\n  port: [1\n"}}};

  EXPECT_THAT(Lines(Load(disk.Beneath({{"RATEGUARD_CONFIG", "c.yaml"}, {"HOME", "/h"}}))),
              ElementsAre(HasSubstr("c.yaml:3:1: is not YAML")));
}

TEST(Settings, ANamedFileMustExist) {
  Sources sources = Disk{}.Beneath();
  sources.file = "gone.yaml";

  EXPECT_THAT(Lines(Load(sources)), ElementsAre("gone.yaml: cannot be read: no such file"));
}

TEST(Settings, AKeyThatStandsTwiceIsAFault) {
  const Disk disk{{{"c.yaml", "threads: 1\nthreads: 2\n"}}};

  EXPECT_THAT(Lines(Load(disk.Beneath({{"RATEGUARD_CONFIG", "c.yaml"}, {"HOME", "/h"}}))),
              ElementsAre("c.yaml:1:1: threads stands here twice"));
}

TEST(Settings, SecretsComeFromFilesAndCredentials) {
  const Disk disk{{{"/run/pepper", "from-the-file-0123\n"},
                   {"/run/credentials/auth.pepper", "from-systemd-0123\n"}}};

  const Loaded file = Load(disk.Beneath({{"HOME", "/h"},
                                         {"CREDENTIALS_DIRECTORY", "/run/credentials"},
                                         {"RATEGUARD_AUTH__PEPPER_FILE", "/run/pepper"}}));
  const Loaded credential =
      Load(disk.Beneath({{"HOME", "/h"}, {"CREDENTIALS_DIRECTORY", "/run/credentials"}}));

  EXPECT_EQ(file.settings.auth.pepper.Reveal(), "from-the-file-0123");
  EXPECT_EQ(credential.settings.auth.pepper.Reveal(), "from-systemd-0123");
}

TEST(Settings, EmptyAndShortSecretsAreRefused) {
  const Disk disk{{{"c.yaml", "auth:\n  pepper:\n"}}};

  EXPECT_THAT(Lines(Load(Disk{}.Beneath({{"HOME", "/h"}, {"RATEGUARD_AUTH__PEPPER", "short"}}))),
              ElementsAre("RATEGUARD_AUTH__PEPPER: auth.pepper must have at least 16 characters"));
  EXPECT_THAT(Lines(Load(disk.Beneath({{"HOME", "/h"}, {"RATEGUARD_CONFIG", "c.yaml"}}))),
              ElementsAre("c.yaml:2:3: auth.pepper must have at least 16 characters"));
}

TEST(Settings, ADatabaseThatIsNotPostgresIsRefusedAndNotQuoted) {
  const auto faults_of = [](const char* url) {
    return Lines(Load(Disk{}.Beneath({{"HOME", "/home/u"}, {"RATEGUARD_DATABASE__URL", url}})));
  };

  EXPECT_THAT(faults_of("mysql://u:s3cret@h/d"),
              ElementsAre("RATEGUARD_DATABASE__URL: database.url must begin with postgres://"));
  EXPECT_THAT(faults_of(""), testing::SizeIs(1)) << "a variable that lost its value";
  EXPECT_THAT(faults_of("postgres://u:s3cret@h/d"), IsEmpty());
}

TEST(Settings, WhatIsPrintedReadsBackAndHidesSecrets) {
  const Loaded loaded = Load(Disk{}.Beneath({{"HOME", "/h"},
                                             {"RATEGUARD_AUTH__PEPPER", "a-secret-pepper-0123"},
                                             {"RATEGUARD_PROXY__HOST", "0.0.0.0"}}));

  const std::string printed = PrintSettings(loaded, Origins::kShow);

  EXPECT_THAT(printed, HasSubstr("  host: \"0.0.0.0\"  # RATEGUARD_PROXY__HOST\n"));
  EXPECT_THAT(printed, HasSubstr("  port: 3001  # default\n"));
  EXPECT_THAT(printed, Not(HasSubstr("a-secret")));
  const Disk disk{{{"c.yaml", PrintSettings(Load(Disk{}.Beneath()), Origins::kHide)}}};
  EXPECT_THAT(Lines(Load(disk.Beneath({{"RATEGUARD_CONFIG", "c.yaml"}}))), IsEmpty());
}

TEST(Settings, EverySettingHasAReasonAndAFlagOfItsOwn) {
  std::map<std::string, int> flags;
  for (const SettingRow& row : SettingRows()) {
    EXPECT_FALSE(row.because.empty()) << row.path;
    if (!row.flag.empty()) {
      EXPECT_EQ(flags[row.flag]++, 0) << row.flag;
      EXPECT_TRUE(IsSettingFlag(row.flag.substr(2)));
    }
  }
}

// Tests run in the root of the project.
TEST(Settings, ThePageInTheDocsIsTheOneTheDeclarationsMake) {
  if (std::getenv("RG_UPDATE_DOCS") != nullptr) {
    std::ofstream{"docs/configuration.md"} << SettingsPage();
  }
  const auto text = ReadFile("docs/configuration.md");
  if (!text) GTEST_SKIP() << "docs/configuration.md " << text.error().detail;

  EXPECT_EQ(*text, SettingsPage()) << "run this test with RG_UPDATE_DOCS=1 and look at the change";
}

}  // namespace
}  // namespace rg::config

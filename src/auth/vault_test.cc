#include "auth/vault.h"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <sys/stat.h>

namespace rg::auth {
namespace {

class VaultTest : public ::testing::Test {
 protected:
  VaultTest() {
    std::string folder = (std::filesystem::temp_directory_path() / "rg_vault_XXXXXX").string();
    folder_ = mkdtemp(folder.data());
    file_ = folder_ / "master.key";
    place_.workspace = ids_.New<WorkspaceId>(clock_.Now());
    place_.record = ids_.NewUuid(clock_.Now());
    place_.field = "credential";
    place_.version = 3;
  }
  ~VaultTest() override { std::filesystem::remove_all(folder_); }

  Vault Loaded() { return Vault::Load(file_, entropy_).value(); }
  void Write(const std::string& content, int mode = 0600) {
    std::filesystem::remove(file_);
    std::ofstream(file_) << content;
    chmod(file_.c_str(), static_cast<mode_t>(mode));
  }
  std::string Read() {
    std::ostringstream content;
    content << std::ifstream(file_).rdbuf();
    return content.str();
  }
  std::string WhyNot() {
    const auto vault = Vault::Load(file_, entropy_);
    return vault ? "" : vault.error().detail;
  }

  ManualClock clock_;
  IdSource ids_{1};
  SystemEntropy entropy_;
  std::filesystem::path folder_;
  std::filesystem::path file_;
  SealPlace place_;
};

TEST_F(VaultTest, WhatWasSealedOpensAtItsPlace) {
  const Vault vault = Loaded();
  for (const std::string& text :
       {std::string(), std::string("sk-proj-1"), std::string(5'000, 'x')}) {
    const std::string sealed = vault.Seal(place_, Secret(text), entropy_);
    EXPECT_EQ(vault.Open(place_, sealed).value().Reveal(), text);
    EXPECT_EQ(sealed.find("sk-proj"), std::string::npos);
  }
}

TEST_F(VaultTest, SealingTwiceNeverGivesTheSameBytes) {
  const Vault vault = Loaded();
  EXPECT_NE(vault.Seal(place_, Secret("x"), entropy_), vault.Seal(place_, Secret("x"), entropy_));
}

TEST_F(VaultTest, AValueMovedToAnotherPlaceOrVersionIsRefused) {
  const Vault vault = Loaded();
  const std::string sealed = vault.Seal(place_, Secret("secret"), entropy_);
  std::vector<SealPlace> others(5, place_);
  others[0].workspace = ids_.New<WorkspaceId>(clock_.Now());
  others[1].record = ids_.NewUuid(clock_.Now());
  others[2].field = "webhook_secret";
  others[3].version = 2;
  others[4].version = 4;

  for (const SealPlace& other : others) EXPECT_FALSE(vault.Open(other, sealed));
}

TEST_F(VaultTest, EveryTruncationIsRefused) {
  const Vault vault = Loaded();
  const std::string sealed = vault.Seal(place_, Secret("secret"), entropy_);

  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(vault.Open(place_, sealed.substr(0, size))) << size;
  }
  EXPECT_FALSE(vault.Open(place_, sealed + "AAAA"));
}

TEST_F(VaultTest, EveryFlippedBitIsRefused) {
  const Vault vault = Loaded();
  const std::string sealed = vault.Seal(place_, Secret("secret"), entropy_);

  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    std::string flipped = sealed;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    EXPECT_FALSE(vault.Open(place_, flipped)) << bit;
  }
}

TEST_F(VaultTest, AnotherKeyOpensNothing) {
  const std::string sealed = Loaded().Seal(place_, Secret("secret"), entropy_);
  std::filesystem::remove(file_);

  EXPECT_FALSE(Loaded().Open(place_, sealed));
}

TEST_F(VaultTest, TheKeyFileIsMadeOncePrivateAndKept) {
  const std::string sealed = Loaded().Seal(place_, Secret("secret"), entropy_);
  struct stat status {};
  ASSERT_EQ(stat(file_.c_str(), &status), 0);

  EXPECT_EQ(status.st_mode & 0777, 0600U);
  EXPECT_EQ(Loaded().Open(place_, sealed).value().Reveal(), "secret");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1) << "leftovers";
}

TEST_F(VaultTest, AFileThatOthersMayReadIsRefused) {
  Loaded();
  for (const int mode : {0640, 0604, 0660, 0644, 0601}) {
    chmod(file_.c_str(), static_cast<mode_t>(mode));
    EXPECT_NE(WhyNot().find("chmod 600"), std::string::npos) << mode;
  }
}

TEST_F(VaultTest, EmptyShortAndBrokenKeysAreRefused) {
  const std::string good = ToBase64(std::string(32, 'k'));
  for (const std::string& content :
       {std::string(), std::string("# nothing\n"), std::string("k1 c2hvcnQ=\n"),
        std::string("k1 !!!!\n"), std::string("k1\n"), " " + good + "\n", "k.1 " + good + "\n",
        "k1 " + good + "\nk1 " + good + "\n", "k1 " + good + "\nk2 c2hvcnQ=\n"}) {
    Write(content);
    const std::string why = WhyNot();
    EXPECT_NE(why, "") << content;
    EXPECT_EQ(why.find(good), std::string::npos) << "echoes the key";
  }
  Write("k1 " + good);
  EXPECT_EQ(WhyNot(), "");
}

TEST_F(VaultTest, AfterARotationOldValuesOpenAndAskToBeSealedAgain) {
  const std::string old_value = Loaded().Seal(place_, Secret("secret"), entropy_);
  ASSERT_TRUE(Vault::Rotate(file_, entropy_));
  const Vault vault = Loaded();

  EXPECT_EQ(vault.Open(place_, old_value).value().Reveal(), "secret");
  EXPECT_TRUE(vault.NeedsResealing(old_value));
  const std::string new_value = vault.Seal(place_, Secret("secret"), entropy_);
  EXPECT_FALSE(vault.NeedsResealing(new_value));
  EXPECT_EQ(vault.Open(place_, new_value).value().Reveal(), "secret");
}

TEST_F(VaultTest, RotatingAFileWithoutAFinalNewlineKeepsItsKey) {
  Write("k1 " + ToBase64(std::string(32, 'k')));
  const std::string sealed = Loaded().Seal(place_, Secret("secret"), entropy_);

  ASSERT_TRUE(Vault::Rotate(file_, entropy_));

  EXPECT_EQ(Loaded().Open(place_, sealed).value().Reveal(), "secret");
  EXPECT_TRUE(Read().starts_with("k1 "));
}

TEST_F(VaultTest, AFolderThatIsNotThereIsAnErrorThatNamesIt) {
  file_ = folder_ / "absent" / "master.key";
  EXPECT_NE(WhyNot().find("absent"), std::string::npos);
}

}  // namespace
}  // namespace rg::auth

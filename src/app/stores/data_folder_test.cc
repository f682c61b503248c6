#include "app/stores/data_folder.h"

#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "auth/key.h"
#include "journal/sample.h"

namespace rg::app {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

class DataFolderTest : public ::testing::Test {
 protected:
  Result<DataFolder> Open() { return DataFolder::Open(path_, entropy_); }
  static unsigned ModeOf(const fs::path& path) {
    struct stat status {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
    return status.st_mode & 07777;
  }
  void WriteToken(const std::string& text, fs::perms mode) {
    fs::create_directories(path_);
    std::ofstream(path_ / "admin-token") << text;
    fs::permissions(path_ / "admin-token", mode);
  }
  static constexpr fs::perms kPrivate = fs::perms::owner_read | fs::perms::owner_write;

  journal::sample::Folder parent_;
  fs::path path_ = parent_.path() / "a" / "data";
  SystemEntropy entropy_;
};

TEST_F(DataFolderTest, IsMadeForItsOwnerAlone) {
  const Result<DataFolder> data = Open();
  ASSERT_TRUE(data) << data.error().detail;
  EXPECT_EQ(ModeOf(path_), 0700u);
  EXPECT_EQ(ModeOf(data->admin_token_file()), 0600u);
}

TEST_F(DataFolderTest, IsMadePrivateWhereItWasNot) {
  fs::create_directories(path_);
  fs::permissions(path_, fs::perms::all);
  ASSERT_TRUE(Open());
  EXPECT_EQ(ModeOf(path_), 0700u);
}

TEST_F(DataFolderTest, WhatAProcessLeftThatDiedOverItsTokenIsBegunAnew) {
  fs::create_directories(path_);
  std::ofstream(path_ / "admin-token.new") << "rg_adm";
  fs::permissions(path_ / "admin-token.new", kPrivate);

  const Result<DataFolder> data = Open();

  ASSERT_TRUE(data) << data.error().detail;
  EXPECT_EQ(auth::CheckFormat(data->admin_token().Reveal()).value(), auth::KeyKind::kAdmin);
  EXPECT_EQ(ModeOf(data->admin_token_file()), 0600u);
  EXPECT_FALSE(fs::exists(path_ / "admin-token.new"));
}

TEST_F(DataFolderTest, KeepsItsTokenFromStartToStart) {
  std::string token;
  {
    const Result<DataFolder> data = Open();
    token = data->admin_token().Reveal();
    EXPECT_EQ(auth::CheckFormat(token).value(), auth::KeyKind::kAdmin);
  }
  EXPECT_EQ(Open()->admin_token().Reveal(), token);
}

TEST_F(DataFolderTest, TakesATokenThatWasPutThereWithItsLineEnd) {
  const std::string token = auth::NewKey(entropy_, auth::KeyKind::kAdmin).Reveal();
  WriteToken(token + " \r\n\n", kPrivate);
  EXPECT_EQ(Open()->admin_token().Reveal(), token);
}

TEST_F(DataFolderTest, RefusesATokenThatOthersMayRead) {
  const std::string token = auth::NewKey(entropy_, auth::KeyKind::kAdmin).Reveal();
  for (const fs::perms others : {fs::perms::group_read, fs::perms::others_read,
                                 fs::perms::group_write, fs::perms::others_write}) {
    WriteToken(token, kPrivate | others);
    const Result<DataFolder> data = Open();
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error().code, Errc::kInvalidRequest);
    EXPECT_THAT(data.error().detail, HasSubstr("chmod 600"));
    EXPECT_EQ(data.error().detail.find(token), std::string::npos);
  }
}

TEST_F(DataFolderTest, RefusesWhatIsNoAdminToken) {
  const std::string admin = auth::NewKey(entropy_, auth::KeyKind::kAdmin).Reveal();
  std::string mistyped = admin;
  mistyped[12] = mistyped[12] == 'a' ? 'b' : 'a';
  for (const std::string& text :
       {std::string(), std::string("password"), mistyped, admin.substr(0, 20), admin + "\n" + admin,
        auth::NewKey(entropy_, auth::KeyKind::kLive).Reveal(), std::string(10'000, 'x')}) {
    WriteToken(text, kPrivate);
    const Result<DataFolder> data = Open();
    ASSERT_FALSE(data) << text;
    EXPECT_EQ(data.error().code, Errc::kInvalidRequest);
    EXPECT_EQ(text.empty() ? std::string::npos : data.error().detail.find(text), std::string::npos);
  }
}

TEST_F(DataFolderTest, BelongsToOneProcessAtATime) {
  const Result<DataFolder> first = Open();
  const Result<DataFolder> second = Open();
  ASSERT_TRUE(first);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::kConflict);
}

TEST_F(DataFolderTest, IsFreeAgainWhenItsProcessIsDone) {
  { ASSERT_TRUE(Open()); }
  EXPECT_TRUE(Open());
}

TEST_F(DataFolderTest, CannotBeAFile) {
  fs::create_directories(path_.parent_path());
  std::ofstream(path_) << "not a folder";
  const Result<DataFolder> data = Open();
  ASSERT_FALSE(data);
  EXPECT_THAT(data.error().detail, HasSubstr(path_.string()));
}

}  // namespace
}  // namespace rg::app

#include "journal/mapped_window.h"

#include <csignal>
#include <string>
#include <unistd.h>

#include <gtest/gtest.h>
#include <sys/wait.h>

#include "journal/sample.h"

namespace rg::journal {
namespace {

class MappedWindowTest : public ::testing::Test {
 protected:
  void SetUp() override {
    file_ = *File::Create(folder_.path() / "file");
    if (!MappedWindow::Possible(file_)) GTEST_SKIP() << "this file system is not written in place";
    std::size_t written = 0;
    ASSERT_TRUE(file_.Write(std::string(kBytes, '.'), 0, written));
  }
  std::string At(std::int64_t offset, std::size_t bytes) {
    std::string text(bytes, '?');
    EXPECT_EQ(file_.Read(text, static_cast<std::uint64_t>(offset)).value(), bytes);
    return text;
  }

  static constexpr std::int64_t kBytes = 200'000;
  sample::Folder folder_;
  File file_;
};

TEST_F(MappedWindowTest, WhatIsPutIsInTheFileAndNothingBesideIt) {
  MappedWindow window = MappedWindow::Map(file_, 70'001, kBytes);
  ASSERT_TRUE(window.Covers(70'001, kBytes));

  window.Put("first", 70'001);
  window.Put("last", kBytes - 4);

  EXPECT_EQ(At(70'000, 7), ".first.");
  EXPECT_EQ(At(kBytes - 5, 5), ".last");
}

TEST_F(MappedWindowTest, CoversNothingBeyondItsEnd) {
  EXPECT_FALSE(MappedWindow().Covers(0, 0));
  const MappedWindow window = MappedWindow::Map(file_, 100'000, 150'000);
  EXPECT_TRUE(window.Covers(100'000, 150'000));
  EXPECT_FALSE(window.Covers(149'999, 150'001));
  EXPECT_FALSE(window.Covers(10, 20));
}

TEST_F(MappedWindowTest, WhatAProcessHadPutIsThereAfterItWasKilled) {
  const pid_t child = ::fork();
  if (child == 0) {
    MappedWindow::Map(file_, 0, kBytes).Put("last words", 100);
    ::raise(SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));

  EXPECT_EQ(At(100, 10), "last words");
}

}  // namespace
}  // namespace rg::journal

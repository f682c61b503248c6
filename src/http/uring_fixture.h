#pragma once

#include <array>
#include <memory>
#include <string_view>
#include <unistd.h>

#include <gtest/gtest.h>
#include <sys/socket.h>

#include "http/testing/loop.h"
#include "http/uring.h"

namespace rg::http {

// A socket of a ring's, and the other end of it in the test's hands.
class UringTest : public ::testing::Test {
 protected:
  UringTest() {
    if (!Uring::Enable(loop_.io)) return;
    ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends_.data());
    socket_ = Uring::Of(loop_.io)->Adopt(ends_[0], loop_.ticker);
  }
  ~UringTest() override {
    if (ends_[1] >= 0) ::close(ends_[1]);
  }
  void SetUp() override {
    if (socket_ == nullptr) GTEST_SKIP() << "the kernel allows no io_uring here";
  }
  void Say(std::string_view bytes) {
    ASSERT_EQ(::send(ends_[1], bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
  }

  testing::Loop loop_;
  std::array<int, 2> ends_{-1, -1};
  std::unique_ptr<Socket> socket_;
  std::array<char, 64> room_{};
};

}  // namespace rg::http

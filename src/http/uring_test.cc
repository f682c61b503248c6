#include "http/uring.h"

#include <array>
#include <string_view>
#include <unistd.h>

#include <gtest/gtest.h>
#include <sys/socket.h>

#include "http/testing/loop.h"

// What the suite of the sockets does not see, which runs over both engines (RG_TEST_ENGINE).
namespace rg::http {
namespace {

using testing::Started;

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

TEST_F(UringTest, ALoopWithoutARingHasNone) {
  boost::asio::io_context io;

  EXPECT_EQ(Uring::Of(io), nullptr);
}

TEST_F(UringTest, BytesThatCameBeforeAndAfterTheQuestionAreRead) {
  Say("before");
  const ReadResult first = testing::Await(loop_, socket_->ReadSome(room_));
  EXPECT_EQ(std::string_view(room_.data(), first.bytes), "before");

  Started<ReadResult> second(loop_, testing::Finish(socket_->ReadSome(room_)));
  loop_.Settle();
  Say("after");
  EXPECT_EQ(std::string_view(room_.data(), second.Get().bytes), "after");
}

TEST_F(UringTest, AReadThatWaitsEndsWhenTheSocketIsClosed) {
  Started<ReadResult> read(loop_, testing::Finish(socket_->ReadSome(room_)));
  loop_.Settle();

  socket_->Close();

  EXPECT_EQ(read.Get().status, Io::kBroken);
}

TEST_F(UringTest, WhatWasWrittenToAClosedSocketIsNotSentOnAnotherThatGotItsNumber) {
  const int number = ends_[0];
  const std::array<boost::asio::const_buffer, 1> pieces{boost::asio::buffer("private", 7)};
  Started<Io> write(loop_, testing::Finish(socket_->Write(pieces)));
  loop_.io.poll_one();  // asked for, and not yet handed to the kernel
  socket_->Close();
  std::array<int, 2> other{};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, other.data()), 0);
  ASSERT_EQ(other[0], number);

  loop_.Settle();

  EXPECT_EQ(::recv(other[1], room_.data(), room_.size(), MSG_DONTWAIT), -1);
  ::close(other[0]);
  ::close(other[1]);
}

TEST_F(UringTest, AWriteThatFindsNoRoomEndsOnceThePeerHasReadAll) {
  const std::string much(4 * 1024 * 1024, 'x');
  const std::array<boost::asio::const_buffer, 1> pieces{boost::asio::buffer(much)};
  Started<Io> write(loop_, testing::Finish(socket_->Write(pieces)));

  std::vector<char> room(64 * 1024);
  std::size_t read = 0;
  const bool all = loop_.Until([&] {
    const ssize_t got = ::recv(ends_[1], room.data(), room.size(), MSG_DONTWAIT);
    if (got > 0) read += static_cast<std::size_t>(got);
    return read == much.size();
  });

  EXPECT_TRUE(all);
  EXPECT_EQ(write.Get(), Io::kOk);
}

TEST_F(UringTest, AWriteThatWaitsForRoomEndsWhenTheSocketIsClosed) {
  const std::string much(4 * 1024 * 1024, 'x');
  const std::array<boost::asio::const_buffer, 1> pieces{boost::asio::buffer(much)};
  Started<Io> write(loop_, testing::Finish(socket_->Write(pieces)));
  loop_.Settle();

  socket_->Close();

  EXPECT_EQ(write.Get(), Io::kBroken);
}

TEST_F(UringTest, ManyMoreQuestionsThanTheRingHasEntriesAreAllAnswered) {
  constexpr int kMany = 600;
  struct Pair {
    int peer = -1;
    std::unique_ptr<Socket> socket;
    std::array<char, 8> room{};
    std::unique_ptr<Started<ReadResult>> read;
  };
  std::vector<Pair> pairs(kMany);
  for (Pair& pair : pairs) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
    pair.peer = ends[1];
    pair.socket = Uring::Of(loop_.io)->Adopt(ends[0], loop_.ticker);
    pair.read = std::make_unique<Started<ReadResult>>(
        loop_, testing::Finish(pair.socket->ReadSome(pair.room)));
  }
  loop_.Settle();

  for (const Pair& pair : pairs) ASSERT_EQ(::send(pair.peer, "x", 1, 0), 1);

  for (Pair& pair : pairs) {
    EXPECT_EQ(pair.read->Get().bytes, 1u);
    ::close(pair.peer);
  }
}

}  // namespace
}  // namespace rg::http

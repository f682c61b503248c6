#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>

#include <gtest/gtest.h>
#include <sys/socket.h>

#include "http/uring_fixture.h"

namespace rg::http {
namespace {

using testing::Started;

// What is copied and sent without anybody waiting for it.
class PostTest : public UringTest {
 protected:
  Started<Io> Post(std::string_view bytes) {
    const std::array<boost::asio::const_buffer, 1> pieces{
        boost::asio::buffer(bytes.data(), bytes.size())};
    return {loop_, testing::Finish(socket_->Post(pieces))};
  }
  // Until the socket takes nothing more: how many bytes that were.
  std::size_t Fill() {
    const std::string some(1024, 'x');
    std::size_t sent = 0;
    for (;;) {
      const ssize_t took = ::send(ends_[0], some.data(), some.size(), MSG_DONTWAIT);
      if (took <= 0) return sent;
      sent += static_cast<std::size_t>(took);
    }
  }
  std::string Hear(std::size_t bytes) {
    std::string heard;
    loop_.Until([&] {
      std::array<char, 4096> room{};
      const std::size_t most = std::min(room.size(), bytes - heard.size());
      const ssize_t got = ::recv(ends_[1], room.data(), most, MSG_DONTWAIT);
      if (got > 0) heard.append(room.data(), static_cast<std::size_t>(got));
      return heard.size() == bytes;
    });
    return heard;
  }
};

TEST_F(PostTest, ItsBytesMayChangeAtOnce) {
  std::string bytes = "posted";
  ASSERT_EQ(Post(bytes).Get(), Io::kOk);
  bytes = "change";

  EXPECT_EQ(Hear(6), "posted");
}

TEST_F(PostTest, WhatFollowsWaitsForOneThatFindsNoRoom) {
  const std::size_t before = Fill();
  Started<Io> first = Post("first,");
  Started<Io> second = Post("second");
  loop_.Settle();
  EXPECT_TRUE(first.done());
  EXPECT_FALSE(second.done());

  EXPECT_EQ(Hear(before + 12).substr(before), "first,second");
  EXPECT_EQ(second.Get(), Io::kOk);
}

TEST_F(PostTest, MoreThanIsWorthCopyingIsWaitedFor) {
  Fill();
  const std::string much(64 * 1024, 'y');
  Started<Io> post = Post(much);
  loop_.Settle();

  EXPECT_FALSE(post.done());
  socket_->Close();
  EXPECT_EQ(post.Get(), Io::kBroken);
}

TEST_F(PostTest, ThatItCouldNotBeSentIsToldByWhatFollows) {
  ::close(std::exchange(ends_[1], -1));
  EXPECT_EQ(Post("lost").Get(), Io::kOk);
  loop_.Settle();

  EXPECT_EQ(Post("more").Get(), Io::kBroken);
}

TEST_F(PostTest, WhatWaitsBehindOneThatIsNeverSentEndsWithTheSocket) {
  Fill();
  Started<Io> first = Post("first");
  Started<Io> second = Post("second");
  loop_.Settle();

  socket_->Close();

  EXPECT_EQ(second.Get(), Io::kBroken);
}

TEST_F(PostTest, ASocketThatGoesLeavesWhatItPostedToTheKernel) {
  ASSERT_EQ(Post("last words").Get(), Io::kOk);
  socket_.reset();

  EXPECT_EQ(Hear(10), "last words");
}

TEST_F(PostTest, ASocketMayGoWhileWhatItPostedFindsNoRoom) {
  Fill();
  ASSERT_EQ(Post("never sent").Get(), Io::kOk);
  loop_.Settle();

  socket_.reset();
  loop_.Settle();
}

}  // namespace
}  // namespace rg::http

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "http/uring_buffers.h"
#include "http/uring_fixture.h"

namespace rg::http {
namespace {

using testing::Started;

// What comes before anybody waits for it.
class ReadAheadTest : public UringTest {
 protected:
  void ReadAhead() {
    socket_->ReadAhead();
    loop_.Settle();
  }
  std::string Read() {
    const ReadResult read = testing::Await(loop_, socket_->ReadSome(room_));
    return {room_.data(), read.bytes};
  }
  int InKernel() const {
    int bytes = -1;
    ::ioctl(ends_[0], FIONREAD, &bytes);
    return bytes;
  }
  // Says all that the socket and the ring take while nobody reads.
  std::string SayAllThatFits() {
    std::string said;
    loop_.Until([&] {
      const std::string some(3000, static_cast<char>('a' + said.size() / 3000 % 26));
      const ssize_t took = ::send(ends_[1], some.data(), some.size(), MSG_DONTWAIT);
      if (took > 0) said.append(some, 0, static_cast<std::size_t>(took));
      return took < 0 && InKernel() > 0;
    });
    return said;
  }
};

TEST_F(ReadAheadTest, WhatComesIsTakenBeforeAnybodyWaitsForIt) {
  ReadAhead();
  EXPECT_FALSE(socket_->HasUnread());

  Say("early");
  loop_.Settle();

  EXPECT_TRUE(socket_->HasUnread());
  EXPECT_EQ(InKernel(), 0);
  EXPECT_EQ(Read(), "early");
  EXPECT_FALSE(socket_->HasUnread());
}

TEST_F(ReadAheadTest, WhoeverWaitsLaterIsToldOfWhatComes) {
  ReadAhead();
  Started<ReadResult> read(loop_, testing::Finish(socket_->ReadSome(room_)));
  loop_.Settle();

  Say("late");

  EXPECT_EQ(std::string_view(room_.data(), read.Get().bytes), "late");
  Say("next");
  EXPECT_EQ(Read(), "next");
}

TEST_F(ReadAheadTest, WhatCameBeforeTheKernelLooksIsSeen) {
  socket_->ReadAhead();
  EXPECT_FALSE(socket_->HasUnread());

  Say("early");

  EXPECT_TRUE(socket_->HasUnread());
}

TEST_F(ReadAheadTest, APeerThatLeavesIsSeen) {
  ReadAhead();

  ::close(std::exchange(ends_[1], -1));
  loop_.Settle();

  EXPECT_TRUE(socket_->HasUnread());
  EXPECT_EQ(testing::Await(loop_, socket_->ReadSome(room_)).status, Io::kEnd);
}

TEST_F(ReadAheadTest, WhoeverIsResumedKnowsWhatCameInTheSameTurn) {
  ReadAhead();
  std::array<int, 2> others{};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, others.data()), 0);
  const auto other = Uring::Of(loop_.io)->Adopt(others[0], loop_.ticker);
  std::optional<bool> seen;
  const auto look = [&]() -> Async<bool> {
    co_await other->ReadSome(room_);
    seen = socket_->HasUnread();
    co_return true;
  };
  Started<bool> looked(loop_, look());
  loop_.Settle();

  ASSERT_EQ(::send(others[1], "x", 1, 0), 1);
  Say("early");
  looked.Get();

  EXPECT_EQ(seen, true);
  ::close(others[1]);
}

// More than a buffer takes, so that the kernel hands it over in two pieces.
TEST_F(ReadAheadTest, WhoeverIsResumedKnowsThatMoreHasFollowed) {
  const std::string much(ReceiveBuffers::kBytes + 1, 'x');
  std::string room(ReceiveBuffers::kBytes, '-');
  std::optional<bool> more;
  const auto read = [&]() -> Async<std::size_t> {
    const ReadResult first = co_await socket_->ReadSome(room);
    more = socket_->HasUnread();
    co_return first.bytes;
  };
  Started<std::size_t> started(loop_, read());
  loop_.Settle();

  Say(much);

  EXPECT_EQ(started.Get(), ReceiveBuffers::kBytes);
  EXPECT_EQ(more, true);
}

TEST_F(ReadAheadTest, AClosedSocketHasNothingMoreToRead) {
  ReadAhead();

  socket_->Close();

  EXPECT_TRUE(socket_->HasUnread());
  EXPECT_EQ(testing::Await(loop_, socket_->ReadSome(room_)).status, Io::kBroken);
}

TEST_F(ReadAheadTest, WhatAReaderHasNoRoomForIsKeptForTheNext) {
  ReadAhead();
  const std::string more = std::string(room_.size(), 'a') + std::string(room_.size(), 'b') + "c";
  Started<ReadResult> first(loop_, testing::Finish(socket_->ReadSome(room_)));
  Say(more);

  EXPECT_EQ(first.Get().bytes, room_.size());
  std::string read(room_.data(), room_.size());
  EXPECT_TRUE(socket_->HasUnread());
  read += Read();
  read += Read();
  EXPECT_EQ(read, more);
  EXPECT_FALSE(socket_->HasUnread());
}

TEST_F(ReadAheadTest, APeerThatSaysMuchToNobodyHasToWaitAndLosesNothing) {
  ReadAhead();
  const std::string said = SayAllThatFits();
  loop_.Settle();
  EXPECT_GT(InKernel(), 0) << "all of it was taken";

  std::string heard;
  while (heard.size() < said.size()) heard += Read();

  EXPECT_EQ(heard, said);
  Say("more");
  EXPECT_EQ(Read(), "more");
}

TEST_F(ReadAheadTest, SomebodyWithMuchRoomIsReadToDirectlyAndMissesNothing) {
  std::string room(256 * 1024, '-');
  std::string said;
  std::string heard;
  for (int i = 0; i < 50; ++i) {
    const std::string some(1000 + 500 * static_cast<std::size_t>(i),
                           static_cast<char>('a' + i % 26));
    Say(some);
    said += some;
    const std::size_t before = heard.size();
    while (heard.size() < said.size()) {
      const bool much = (i + heard.size()) % 2 == 0;
      const std::span<char> into = much ? std::span<char>(room) : std::span<char>(room_);
      const ReadResult read = testing::Await(loop_, socket_->ReadSome(into));
      heard.append(into.data(), read.bytes);
    }
    EXPECT_EQ(heard.substr(before), some);
  }
}

// Each of them is a room that the kernel fills before anybody copies out of one.
TEST_F(ReadAheadTest, MoreSocketsThanThereAreBuffersMayHearAtOnce) {
  struct Pair {
    int peer = -1;
    std::unique_ptr<Socket> socket;
    std::array<char, 8> room{};
    std::unique_ptr<Started<ReadResult>> read;
  };
  std::vector<Pair> pairs(4 * ReceiveBuffers::kMany);
  for (Pair& pair : pairs) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
    pair.peer = ends[1];
    pair.socket = Uring::Of(loop_.io)->Adopt(ends[0], loop_.ticker);
    pair.socket->ReadAhead();
  }
  loop_.Settle();
  for (int round = 0; round < 3; ++round) {
    for (Pair& pair : pairs) {
      if (round % 2 == 0) {
        pair.read = std::make_unique<Started<ReadResult>>(
            loop_, testing::Finish(pair.socket->ReadSome(pair.room)));
      }
      ASSERT_EQ(::send(pair.peer, "x", 1, 0), 1);
    }
    loop_.Settle();
    for (Pair& pair : pairs) {
      const ReadResult read = round % 2 == 0
                                  ? pair.read->Get()
                                  : testing::Await(loop_, pair.socket->ReadSome(pair.room));
      EXPECT_EQ(read.bytes, 1u);
      EXPECT_EQ(read.status, Io::kOk);
    }
  }
  for (const Pair& pair : pairs) ::close(pair.peer);
}

// By TCP: the sockets of the other tests know no resets.
class ResetTest : public ReadAheadTest {
 protected:
  void SetUp() override {
    ReadAheadTest::SetUp();
    if (IsSkipped()) return;
    boost::asio::ip::tcp::acceptor listener(loop_.io, {boost::asio::ip::address_v4::loopback(), 0});
    const auto address = listener.local_endpoint();
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    ASSERT_EQ(::connect(fd, address.data(), static_cast<socklen_t>(address.size())), 0);
    peer_ = listener.accept();
    tcp_ = Uring::Of(loop_.io)->Adopt(fd, loop_.ticker);
  }
  void SayAndReset() {
    ASSERT_EQ(peer_.send(boost::asio::buffer("last words", 10)), 10u);
    peer_.set_option(boost::asio::socket_base::linger(true, 0));
    peer_.close();
  }
  void ExpectLastWordsAndReset() {
    const ReadResult read = testing::Await(loop_, tcp_->ReadSome(room_));
    EXPECT_EQ(std::string_view(room_.data(), read.bytes), "last words");
    EXPECT_EQ(testing::Await(loop_, tcp_->ReadSome(room_)).status, Io::kBroken);
  }

  boost::asio::ip::tcp::socket peer_{loop_.io};
  std::unique_ptr<Socket> tcp_;
};

TEST_F(ResetTest, TogetherWithTheLastBytesItIsSeenBehindThem) {
  tcp_->ReadAhead();
  loop_.Settle();
  SayAndReset();

  ExpectLastWordsAndReset();
}

TEST_F(ResetTest, BeforeAnybodyAskedForTheLastBytesItIsSeenBehindThem) {
  loop_.Settle();
  SayAndReset();
  loop_.Settle();

  ExpectLastWordsAndReset();
}

TEST_F(ReadAheadTest, ThePeerOfASocketThatIsGoneIsTold) {
  for (const bool handed_over : {true, false}) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
    auto socket = Uring::Of(loop_.io)->Adopt(ends[0], loop_.ticker);
    socket->ReadAhead();
    if (handed_over) loop_.Settle();

    socket.reset();

    EXPECT_EQ(::recv(ends[1], room_.data(), room_.size(), MSG_DONTWAIT), 0);
    loop_.Settle();
    ::close(ends[1]);
  }
}

TEST_F(ReadAheadTest, ASocketThatIsGoneLeavesNothingBehindItsLoop) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
  {
    testing::Loop loop;
    ASSERT_TRUE(Uring::Enable(loop.io));
    auto socket = Uring::Of(loop.io)->Adopt(ends[0], loop.ticker);
    socket->ReadAhead();
    loop.Settle();
    socket.reset();
  }
  ::close(ends[1]);
}

TEST_F(ReadAheadTest, ManyMoreSocketsThanTheRingHasEntriesMayGoOnceTheLoopsThreadHasEnded) {
  constexpr int kMany = 600;
  std::unique_ptr<testing::Loop> loop;
  std::vector<std::unique_ptr<Socket>> sockets;
  std::vector<int> peers;
  std::thread core([&] {
    loop = std::make_unique<testing::Loop>();
    ASSERT_TRUE(Uring::Enable(loop->io));
    for (int i = 0; i < kMany; ++i) {
      std::array<int, 2> ends{};
      ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
      peers.push_back(ends[1]);
      sockets.push_back(Uring::Of(loop->io)->Adopt(ends[0], loop->ticker));
      sockets.back()->ReadAhead();
    }
    loop->Settle();
  });
  core.join();

  sockets.clear();

  for (const int peer : peers) {
    EXPECT_EQ(::recv(peer, room_.data(), room_.size(), MSG_DONTWAIT), 0);
    ::close(peer);
  }
}

TEST_F(ReadAheadTest, WhatIsSaidToAnotherSocketThatGotTheNumberOfOneThatIsGoneIsLeftToIt) {
  const int number = ends_[0];
  socket_->ReadAhead();  // asked for, and not yet handed to the kernel
  socket_.reset();
  std::array<int, 2> other{};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, other.data()), 0);
  ASSERT_EQ(other[0], number);
  ASSERT_EQ(::send(other[1], "private", 7, 0), 7);

  loop_.Settle();

  EXPECT_EQ(::recv(other[0], room_.data(), room_.size(), MSG_DONTWAIT), 7);
  ::close(other[0]);
  ::close(other[1]);
}

}  // namespace
}  // namespace rg::http

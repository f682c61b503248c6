#include "http/uring.h"

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include "http/testing/loop.h"
#include "http/uring_fixture.h"

// What the suite of the sockets does not see, which runs over both engines (RG_TEST_ENGINE).
namespace rg::http {
namespace {

using testing::Started;

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

// Reads the events of a stream and passes each on, as a call does.
Async<void> PassOn(Socket& from, int& events, std::string& seen) {
  for (; events > 0; --events) {
    std::array<char, 8> room{};
    const ReadResult read = co_await from.ReadSome(room);
    seen.append(room.data(), read.bytes);
    const std::array<boost::asio::const_buffer, 1> pieces{
        boost::asio::buffer(room.data(), read.bytes)};
    co_await from.Write(pieces);
  }
}

struct Stream {
  std::array<int, 2> ends{};
  std::unique_ptr<Socket> socket;
  int events_left = 0;
  std::string seen;
};

TEST_F(UringTest, EventsOfStreamsThatAreGatheredArriveAllAndInOrder) {
  constexpr std::string_view kEvents = "abcdefghijklmnopqrstuvwxyz";
  std::vector<Stream> streams(20);  // more than a turn gathers
  for (Stream& stream : streams) {
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, stream.ends.data()), 0);
    stream.socket = Uring::Of(loop_.io)->Adopt(stream.ends[0], loop_.ticker);
    stream.socket->Gather(true);
    stream.events_left = static_cast<int>(kEvents.size());
    Start(PassOn(*stream.socket, stream.events_left, stream.seen));
  }
  for (const char event : kEvents) {
    for (Stream& stream : streams) ASSERT_EQ(::send(stream.ends[1], &event, 1, 0), 1);
    for (Stream& stream : streams) {
      const bool passed_on = loop_.Until([&] {
        char back = 0;
        return ::recv(stream.ends[1], &back, 1, MSG_DONTWAIT) == 1 && back == event;
      });
      ASSERT_TRUE(passed_on) << event;
    }
  }
  for (Stream& stream : streams) {
    EXPECT_EQ(stream.seen, kEvents);
    ::close(stream.ends[1]);
  }
}

// The other descriptors of a loop, seen from its ring: nothing but them wakes these loops.
class LoneLoopTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!Uring::Enable(io_)) GTEST_SKIP() << "the kernel allows no io_uring here";
  }

  boost::asio::io_context io_;
  bool ran_ = false;
};

TEST_F(LoneLoopTest, WhatAnotherThreadPostsWakesALoopThatWaitsInItsRing) {
  const auto work = boost::asio::make_work_guard(io_);
  io_.run_for(std::chrono::milliseconds{1});  // it has waited there before
  io_.restart();
  std::thread other([this] {
    boost::asio::post(io_, [this] {
      ran_ = true;
      io_.stop();
    });
  });
  io_.run_for(testing::Loop::kPatience);
  other.join();

  EXPECT_TRUE(ran_);
}

TEST_F(LoneLoopTest, ATimerEndsTheWaitInTheRing) {
  boost::asio::steady_timer timer(io_, std::chrono::milliseconds{1});
  timer.async_wait([this](const boost::system::error_code&) { ran_ = true; });
  const auto began = std::chrono::steady_clock::now();
  io_.run_for(testing::Loop::kPatience);

  EXPECT_TRUE(ran_);
  EXPECT_LT(std::chrono::steady_clock::now() - began, testing::Loop::kPatience);
}

TEST_F(LoneLoopTest, AnotherLoopOfTheSameThreadWaitsForItself) {
  boost::asio::io_context plain;
  boost::asio::io_context ringed;
  ASSERT_TRUE(Uring::Enable(ringed));
  for (boost::asio::io_context* io : {&plain, &io_, &ringed, &plain}) {
    bool fired = false;
    boost::asio::steady_timer timer(*io, std::chrono::milliseconds{1});
    timer.async_wait([&](const boost::system::error_code&) { fired = true; });
    io->restart();
    io->run_for(testing::Loop::kPatience);

    EXPECT_TRUE(fired);
  }
}

TEST_F(UringTest, ALoopThatAlwaysHasAnotherHandlerReadsAllTheSame) {
  Started<ReadResult> read(loop_, testing::Finish(socket_->ReadSome(room_)));
  std::function<void()> again = [&] {
    if (!read.done()) boost::asio::post(loop_.io, again);
  };
  again();
  Say("bytes");

  EXPECT_EQ(std::string_view(room_.data(), read.Get().bytes), "bytes");
}

}  // namespace
}  // namespace rg::http

#include "upstream/pool.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "upstream/upstream_fixture.h"

namespace rg::upstream {
namespace {

using namespace std::chrono_literals;
using http::testing::Await;

class PoolTest : public UpstreamTest {
 protected:
  Pool::Lease Acquire(const http::Endpoint& origin) {
    Pool::LeaseResult lease = Await(loop_, pool_.Acquire(origin, 5s, given_up_));
    EXPECT_TRUE(lease);
    return *std::move(lease);
  }
  Pool::Lease Acquire() { return Acquire(origin_); }
  // One call on the connection, which may be used again afterwards.
  void Use(Pool::Lease& lease, Peer& server) {
    Await(loop_, lease.connection->Send(request_, 60s));
    server.ReadUntil("\r\n\r\n");
    server.Send(kAnswer);
    EXPECT_EQ(Await(loop_, lease.connection->ReadHead("GET", 60s)), http::AnswerFault::kNone);
    while (!Await(loop_, lease.connection->ReadBody(60s)).end) {
    }
  }
  bool given_up_ = false;
  // Leaves one connection in the pool and returns its other end.
  Peer LeaveOne() {
    Pool::Lease lease = Acquire();
    Peer server = listener_.Accept();
    Use(lease, server);
    pool_.Return(origin_, std::move(lease.connection));
    EXPECT_EQ(pool_.idle(), 1u);
    return server;
  }
};

TEST_F(PoolTest, AConnectionIsUsedAgain) {
  Peer server = LeaveOne();

  Pool::Lease again = Acquire();

  EXPECT_TRUE(again.reused);
  EXPECT_EQ(pool_.idle(), 0u);
  Use(again, server);
}

TEST_F(PoolTest, AConnectionInUseIsNotGivenToAnybodyElse) {
  Peer server = LeaveOne();
  Pool::Lease one = Acquire();
  Pool::Lease two = Acquire();
  EXPECT_TRUE(one.reused);
  EXPECT_FALSE(two.reused);
}

TEST_F(PoolTest, ConnectionsToDifferentOriginsAreApart) {
  Peer server = LeaveOne();
  Listener other(loop_);
  EXPECT_FALSE(Acquire({"127.0.0.1", other.port(), false}).reused);
  EXPECT_FALSE(Acquire({"localhost", listener_.port(), false}).reused)
      << "another name may be another server tomorrow";
  EXPECT_TRUE(Acquire().reused);
}

TEST_F(PoolTest, AConnectionThatWasNotUsedUpIsClosed) {
  Pool::Lease lease = Acquire();
  Peer server = listener_.Accept();
  Await(loop_, lease.connection->Send(request_, 60s));
  server.Send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
  Await(loop_, lease.connection->ReadHead("GET", 60s));
  pool_.Return(origin_, std::move(lease.connection));
  EXPECT_EQ(pool_.idle(), 0u);
  EXPECT_EQ(server.ReadToEnd(), kRequest);
}

TEST_F(PoolTest, AConnectionTheServerHasClosedIsNotUsed) {
  for (const Duration pause : {Duration{0}, Duration{1s}}) {
    Peer server = LeaveOne();
    server.Close();
    loop_.Settle();
    if (pause > Duration{}) loop_.clock.Advance(pause);
    EXPECT_FALSE(Acquire().reused);
    listener_.Accept();
  }
}

TEST_F(PoolTest, AConnectionOnWhichMoreCameIsNotUsed) {
  for (const Duration pause : {Duration{0}, Duration{1s}}) {
    Peer server = LeaveOne();
    server.SendUnseen("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
    loop_.Settle();
    if (pause > Duration{}) loop_.clock.Advance(pause);
    EXPECT_FALSE(Acquire().reused) << "those bytes are the answer to nobody's request";
    listener_.Accept();
  }
}

TEST_F(PoolTest, AConnectionIsNotKeptLongerThanServersDo) {
  Peer server = LeaveOne();
  loop_.Advance(options_.idle_max);
  EXPECT_EQ(pool_.idle(), 1u);
  loop_.Advance(2s);
  EXPECT_EQ(pool_.idle(), 0u);
  EXPECT_TRUE(server.Ended());
}

TEST_F(PoolTest, AConnectionTooOldIsNotUsedEvenBeforeTheSweep) {
  Peer server = LeaveOne();
  loop_.Advance(options_.idle_max + 100ms);
  EXPECT_FALSE(Acquire().reused);
}

TEST_F(PoolTest, ClosedConnectionsAreSweptWithoutBeingAskedFor) {
  Peer server = LeaveOne();
  server.Close();
  loop_.Advance(2s);
  EXPECT_EQ(pool_.idle(), 0u);
}

TEST_F(PoolTest, APoolThatIsGoneHasClosedItsConnections) {
  for (const bool turned : {true, false}) {
    auto pool = std::make_unique<Pool>(loop_.io, loop_.ticker, http::Dialer{}, options_);
    Pool::Lease lease = Acquire();
    Peer server = listener_.Accept();
    Use(lease, server);
    pool->Return(origin_, std::move(lease.connection));
    if (turned) loop_.Settle();

    pool.reset();

    EXPECT_TRUE(server.Ended());
  }
}

TEST_F(PoolTest, AConnectionThatIsCancelledWhileItSendsIsNotKept) {
  Peer server = LeaveOne();
  loop_.Settle();
  Pool::Lease lease = Acquire();
  ASSERT_TRUE(lease.reused);
  const std::string huge(32 << 20, 'x');
  const std::array<boost::asio::const_buffer, 1> pieces{boost::asio::buffer(huge)};
  http::testing::Started<http::Io> sending(loop_, lease.connection->Send(pieces, 60s));
  loop_.Settle();

  lease.connection->Cancel();

  EXPECT_EQ(sending.Get(), http::Io::kBroken);
  pool_.Return(origin_, std::move(lease.connection));
  EXPECT_EQ(pool_.idle(), 0u);
  server.ReadToEnd();
}

TEST_F(PoolTest, OnlySoManyAreKeptForOneOrigin) {
  Pool small(loop_.io, loop_.ticker, {}, {.idle_max_per_origin = 2});
  std::vector<Pool::Lease> leases;
  std::vector<Peer> servers;
  for (int i = 0; i < 4; ++i) {
    leases.push_back(Acquire());
    servers.push_back(listener_.Accept());
    Use(leases.back(), servers.back());
  }
  for (Pool::Lease& lease : leases) small.Return(origin_, std::move(lease.connection));
  EXPECT_EQ(small.idle(), 2u);
  EXPECT_TRUE(servers[2].Ended());
  EXPECT_TRUE(servers[3].Ended());
}

TEST_F(PoolTest, NoConnectionIsAFaultWithItsReason) {
  listener_.Close();
  const Pool::LeaseResult lease = Await(loop_, pool_.Acquire(origin_, 5s, given_up_));
  ASSERT_FALSE(lease);
  EXPECT_EQ(lease.error(), http::ConnectFault::kRefused);
}

}  // namespace
}  // namespace rg::upstream

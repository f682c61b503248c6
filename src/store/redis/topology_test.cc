#include "store/redis/topology.h"

#include <string>

#include <gtest/gtest.h>

namespace rg::store::redis {
namespace {

const http::Endpoint kAsked{"10.0.0.9", 7000, true};

Reply Read(const std::string& bytes) {
  ReplyParser parser;
  EXPECT_EQ(parser.Feed(bytes).state, ReplyParser::State::kDone);
  return parser.Take();
}

std::optional<Redirect> RedirectOf(const std::string& text) {
  return ReadRedirect(Read("-" + text + "\r\n"), kAsked);
}

TEST(SlotTest, IsThatOfTheHashTag) {
  EXPECT_EQ(SlotOf("123456789"), 0x31C3 % kSlots) << "the check value of CRC-16/XMODEM";
  EXPECT_EQ(SlotOf("foo"), 12'182);
  EXPECT_EQ(SlotOf("rg:{foo}"), SlotOf("foo"));
  EXPECT_EQ(SlotOf("{foo}{bar}"), SlotOf("foo"));
  EXPECT_EQ(SlotOf("a{b{c}d}"), SlotOf("b{c"));
}

TEST(SlotTest, OfAKeyWithoutOneIsThatOfTheWholeKey) {
  EXPECT_NE(SlotOf("rg:{}foo"), SlotOf("foo"));
  EXPECT_NE(SlotOf("rg:{foo"), SlotOf("foo"));
  EXPECT_EQ(SlotOf(""), 0);
}

TEST(RedirectTest, SaysWhereToAskInstead) {
  const std::optional<Redirect> moved = RedirectOf("MOVED 3999 127.0.0.1:6381");
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->kind, Redirect::Kind::kMoved);
  EXPECT_EQ(moved->slot, 3999);
  EXPECT_EQ(moved->server, (http::Endpoint{"127.0.0.1", 6381, true})) << "TLS as before";

  EXPECT_EQ(RedirectOf("ASK 1 ::1:6381")->kind, Redirect::Kind::kAsk);
  EXPECT_EQ(RedirectOf("ASK 1 ::1:6381")->server.host, "::1");
  EXPECT_EQ(RedirectOf("TRYAGAIN Multiple keys request")->kind, Redirect::Kind::kLater);
}

TEST(RedirectTest, AServerThatDoesNotKnowItsNameIsWhomWeAsked) {
  EXPECT_EQ(RedirectOf("MOVED 3999 :6381")->server, (http::Endpoint{"10.0.0.9", 6381, true}));
  EXPECT_EQ(RedirectOf("MOVED 3999 ?:6381")->server.host, "10.0.0.9");
}

TEST(RedirectTest, WhatCannotBeFollowedIsNone) {
  for (const char* text :
       {"MOVED", "MOVED 1", "MOVED 16384 a:1", "MOVED -1 a:1", "MOVED 1 a", "MOVED 1 a:0",
        "MOVED 1 a:65536", "MOVED x a:1", "ASK 1 a:", "ERR MOVED 1 a:1", "NOSCRIPT"}) {
    EXPECT_FALSE(RedirectOf(text)) << text;
  }
  EXPECT_FALSE(ReadRedirect(Read("$18\r\nMOVED 1 10.0.0.1:1\r\n"), kAsked)) << "a value";
}

TEST(TopologyTest, IsReadOutOfClusterSlots) {
  const Topology topology =
      ReadClusterSlots(Read("*2\r\n"
                            "*4\r\n:0\r\n:5460\r\n"
                            "*3\r\n$1\r\na\r\n:1\r\n$2\r\nid\r\n*3\r\n$1\r\nc\r\n:3\r\n$2\r\nid\r\n"
                            "*3\r\n:5461\r\n:16383\r\n*3\r\n$0\r\n\r\n:2\r\n$2\r\nid\r\n"),
                       kAsked)
          .value();

  ASSERT_EQ(topology.masters().size(), 2u);
  EXPECT_EQ(topology.masters()[topology.OwnerOf(5460)], (http::Endpoint{"a", 1, true}));
  EXPECT_EQ(topology.masters()[topology.OwnerOf(5461)], (http::Endpoint{"10.0.0.9", 2, true}));
  EXPECT_EQ(topology.replicas(), (std::vector<http::Endpoint>{{"c", 3, true}}));
  EXPECT_TRUE(topology.is_complete());
}

TEST(TopologyTest, WhatNoServerHasIsNobodys) {
  const Topology topology =
      ReadClusterSlots(Read("*1\r\n*3\r\n:5\r\n:7\r\n*2\r\n$1\r\na\r\n:1\r\n"), kAsked).value();

  EXPECT_EQ(topology.OwnerOf(4), Topology::kNobody);
  EXPECT_EQ(topology.OwnerOf(7), 0);
  EXPECT_FALSE(topology.is_complete());
}

TEST(TopologyTest, ASlotMayBeGivenToAServerThatWasNotKnown) {
  Topology topology = Topology::Whole({"a", 1, false});
  topology.Give(0, kSlots - 1, {"a", 1, false});

  topology.Give(9, 9, {"b", 2, false});

  EXPECT_EQ(topology.OwnerOf(8), 0);
  EXPECT_EQ(topology.OwnerOf(9), 1);
}

TEST(TopologyTest, AnAnswerThatIsNoneIsRefused) {
  for (const char* bytes :
       {"*0\r\n", "+OK\r\n", "*1\r\n+OK\r\n", "*1\r\n*3\r\n:7\r\n:5\r\n*2\r\n$1\r\na\r\n:1\r\n",
        "*1\r\n*3\r\n:0\r\n:16384\r\n*2\r\n$1\r\na\r\n:1\r\n",
        "*1\r\n*3\r\n:-1\r\n:5\r\n*2\r\n$1\r\na\r\n:1\r\n",
        "*1\r\n*3\r\n:0\r\n:5\r\n*2\r\n$1\r\na\r\n:0\r\n", "*1\r\n*2\r\n:0\r\n:5\r\n"}) {
    EXPECT_FALSE(ReadClusterSlots(Read(bytes), kAsked)) << bytes;
  }
  const auto alone =
      ReadClusterSlots(Read("-ERR This instance has cluster support disabled\r\n"), kAsked);
  EXPECT_EQ(alone.error().code, Errc::kInvalidRequest);
}

TEST(TopologyTest, OfSentinelsIsOneMaster) {
  const Topology topology =
      ReadSentinelMaster(Read("*2\r\n$8\r\n10.0.0.1\r\n$4\r\n6379\r\n"), kAsked).value();

  EXPECT_EQ(topology.masters(), (std::vector<http::Endpoint>{{"10.0.0.1", 6379, true}}));
  EXPECT_EQ(topology.OwnerOf(16'383), 0);
  EXPECT_FALSE(ReadSentinelMaster(Read("*-1\r\n"), kAsked)) << "no such master";
  EXPECT_FALSE(ReadSentinelMaster(Read("*2\r\n$1\r\na\r\n$1\r\nb\r\n"), kAsked));
}

}  // namespace
}  // namespace rg::store::redis

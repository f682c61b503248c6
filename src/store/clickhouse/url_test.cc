#include "store/clickhouse/url.h"

#include <gtest/gtest.h>

#include "store/clickhouse/refusal.h"

namespace rg::store::clickhouse {
namespace {

TEST(UrlTest, AUrlSaysWhereAndWhoAndWhichDatabase) {
  const Result<std::vector<Address>> shards =
      ParseUrl(Secret("https://an%20app:p%40ss@word@events.internal:8444/books_1"));

  ASSERT_TRUE(shards) << shards.error().detail;
  ASSERT_EQ(shards->size(), 1u);
  const Address* const address = shards->data();
  EXPECT_EQ(address->endpoint, (http::Endpoint{"events.internal", 8444, true}));
  EXPECT_EQ(address->user, "an app");
  EXPECT_EQ(address->password.Reveal(), "p@ss@word");
  EXPECT_EQ(address->database, "books_1");
  EXPECT_EQ(Describe(*address), "https://events.internal:8444/books_1");
}

TEST(UrlTest, WhatAUrlLeavesOutIsAsUsual) {
  const Result<std::vector<Address>> shards = ParseUrl(Secret("http://[::1]"));

  ASSERT_TRUE(shards);
  const Address* const address = shards->data();
  EXPECT_EQ(address->endpoint, (http::Endpoint{"::1", 8123, false}));
  EXPECT_EQ(address->user, "default");
  EXPECT_TRUE(address->password.empty());
  EXPECT_EQ(address->database, "rateguard");
  EXPECT_EQ(address->shard, (Shard{1, 1}));
  EXPECT_EQ(ParseUrl(Secret("https://host/"))->front().endpoint.port, 8443);
}

TEST(UrlTest, SeveralServersAreShardsInTheirOrder) {
  const Result<std::vector<Address>> shards =
      ParseUrl(Secret("https://me:pass@one,two:9000,[::3]:1/books"));

  ASSERT_TRUE(shards) << shards.error().detail;
  ASSERT_EQ(shards->size(), 3u);
  EXPECT_EQ(shards->at(0).endpoint, (http::Endpoint{"one", 8443, true}));
  EXPECT_EQ(shards->at(1).endpoint, (http::Endpoint{"two", 9000, true}));
  EXPECT_EQ(Describe(shards->at(2)), "https://[::3]:1/books");
  EXPECT_EQ(shards->at(1).shard, (Shard{2, 3}));
  for (const Address& address : *shards) {
    EXPECT_EQ(address.user + ":" + address.password.Reveal(), "me:pass");
  }
}

TEST(UrlTest, ReplicasOfAShardHaveABarBetweenThem) {
  const Result<std::vector<Address>> shards = ParseUrl(Secret("http://me:p@a|b:1,c|[::1]|d/books"));

  ASSERT_TRUE(shards) << shards.error().detail;
  ASSERT_EQ(shards->size(), 2u);
  EXPECT_EQ(Describe(shards->at(0)), "http://a:8123|b:1/books");
  EXPECT_EQ(Describe(shards->at(1)), "http://c:8123|[::1]:8123|d:8123/books");
  const std::vector<Address> servers = ServersOf(shards->at(1));
  ASSERT_EQ(servers.size(), 3u);
  EXPECT_EQ(Describe(servers[1]), "http://[::1]:8123/books");
  EXPECT_EQ(servers[1].shard, (Shard{2, 2}));
}

TEST(UrlTest, AWrongUrlIsRefusedWithoutRepeatingIt) {
  for (const char* wrong : {"",
                            "host",
                            "clickhouse://host",
                            "http://",
                            "http://:1",
                            "http://host:0",
                            "http://host:65536",
                            "http://host:1x",
                            "http://host:",
                            "http://host/a-b",
                            "http://host/a/b",
                            "http://host/a?b",
                            "http://[::1",
                            "http://hunter2%@host",
                            "http://u:hunter2%0a@host",
                            "http://:hunter2@host",
                            "http://a,",
                            "http://,a",
                            "http://a,b,a",
                            "http://a,a:8123",
                            "http://a/x,b/y",
                            "http://a|",
                            "http://a|b,b"}) {
    const Result<std::vector<Address>> address = ParseUrl(Secret(wrong));

    ASSERT_FALSE(address) << wrong;
    EXPECT_EQ(address.error().code, Errc::kInvalidRequest);
    EXPECT_EQ(address.error().detail.find("hunter2"), std::string::npos);
  }
}

TEST(RefusalTest, BothWordingsOfServersAreRead) {
  const Error of_18 = ReadRefusal(
      500, "Code: 27, e.displayText() = DB::Exception: Cannot parse, e.what() = DB::Exception\n");
  const Error of_26 = ReadRefusal(
      500,
      "Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED) (version 26.9)");

  EXPECT_EQ(of_18.code, Errc::kInvalidRequest);
  EXPECT_EQ(of_18.detail, "ClickHouse answered code 27: Cannot parse");
  EXPECT_EQ(of_26.code, Errc::kUnavailable);
  EXPECT_EQ(of_26.detail,
            "ClickHouse answered code 241: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)");
  EXPECT_EQ(ReadRefusal(502, "<html>").code, Errc::kUnavailable);
  EXPECT_LT(ReadRefusal(500, "Code: 1. " + std::string(100'000, 'x')).detail.size(), 400u);
}

}  // namespace
}  // namespace rg::store::clickhouse

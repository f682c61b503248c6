#include "store/redis/url.h"

#include <string>

#include <gtest/gtest.h>

namespace rg::store::redis {
namespace {

Result<Address> Parse(const std::string& text) { return ParseUrl(Secret(text)); }

TEST(RedisUrlTest, SaysWhereAndWho) {
  const Address address = Parse("rediss://gateway:p%40ss%2f@cache.internal:6380/3").value();

  EXPECT_EQ(address.endpoints.at(0), (http::Endpoint{"cache.internal", 6380, true}));
  EXPECT_EQ(address.login.user, "gateway");
  EXPECT_EQ(address.login.password.Reveal(), "p@ss/");
  EXPECT_EQ(address.login.database, 3);
}

TEST(RedisUrlTest, MostOfItMayBeLeftOut) {
  const Address plain = Parse("redis://127.0.0.1").value();
  EXPECT_EQ(plain.endpoints.at(0), (http::Endpoint{"127.0.0.1", 6379, false}));
  EXPECT_TRUE(plain.login.password.empty());
  EXPECT_EQ(plain.login.database, 0);

  EXPECT_EQ(Parse("redis://:secret@host").value().login.user, "");
  EXPECT_EQ(Parse("redis://[::1]:7000/").value().endpoints.at(0),
            (http::Endpoint{"::1", 7000, false}));
  EXPECT_EQ(Parse("redis://u:a@b@host").value().login.password.Reveal(), "a@b");
}

TEST(RedisUrlTest, AClusterIsNamedBySomeOfItsServers) {
  const Address address = Parse("rediss-cluster://g:s@a,b:7000,[::1]:7001").value();

  EXPECT_EQ(address.kind, Address::Kind::kCluster);
  EXPECT_EQ(address.endpoints, (std::vector<http::Endpoint>{
                                   {"a", 6379, true}, {"b", 7000, true}, {"::1", 7001, true}}));
  EXPECT_EQ(address.login.user, "g");
  EXPECT_EQ(Describe(address), "rediss-cluster://a:6379,b:7000,[::1]:7001");
}

TEST(RedisUrlTest, AMasterIsNamedByItsSentinels) {
  const Address address =
      ParseUrl(Secret("redis+sentinel://:s@a,b:7000/counters/2"), Secret("of-theirs")).value();

  EXPECT_EQ(address.kind, Address::Kind::kSentinel);
  EXPECT_EQ(address.endpoints,
            (std::vector<http::Endpoint>{{"a", 26379, false}, {"b", 7000, false}}));
  EXPECT_EQ(address.master, "counters");
  EXPECT_EQ(address.login.database, 2);
  EXPECT_EQ(address.login.password.Reveal(), "s");
  EXPECT_EQ(address.sentinel_login.password.Reveal(), "of-theirs");
  EXPECT_EQ(Describe(address), "redis+sentinel://a:26379,b:7000/counters/2");
}

TEST(RedisUrlTest, WhatIsWrongIsSaidWithoutRepeatingIt) {
  for (const char* url : {"http://sesame",
                          "redis://",
                          "redis://sesame@host",
                          "redis://user:sesame@",
                          "redis://u:@h",
                          "redis://u:sesame%4@host",
                          "redis://u:sesame@host:0",
                          "redis://u:sesame@host:65536",
                          "redis://u:sesame@host:6379x",
                          "redis://u:sesame@host/one",
                          "redis://u:sesame@host/-1",
                          "redis://u:sesame@[::1",
                          "redis://u:sesame@host/0?sesame=1",
                          "redis://u:sesame@a,b",
                          "redis-cluster://u:sesame@a/1",
                          "redis-cluster://u:sesame@a,",
                          "redis-cluster://u:sesame@,a",
                          "redis+sentinel://u:sesame@a",
                          "redis+sentinel://u:sesame@a//1",
                          "redis+sentinel://u:sesame@a/n/x",
                          "redis-clusters://sesame"}) {
    const Result<Address> parsed = Parse(url);
    ASSERT_FALSE(parsed) << url;
    EXPECT_EQ(parsed.error().detail.find("sesame"), std::string::npos) << parsed.error().detail;
  }
}

TEST(RedisUrlTest, IsDescribedWithoutItsPassword) {
  EXPECT_EQ(Describe(Parse("rediss://gateway:sesame@cache:6380/3").value()),
            "rediss://cache:6380/3");
  EXPECT_EQ(Describe(Parse("redis://[::1]").value()), "redis://[::1]:6379");
}

}  // namespace
}  // namespace rg::store::redis

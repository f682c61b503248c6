#include "store/kafka/url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rg::store::kafka {
namespace {

using testing::HasSubstr;
using testing::Not;

Address Parsed(const std::string& url) { return ParseUrl(Secret(url)).value(); }
std::string Refusal(const std::string& url) {
  const Result<Address> address = ParseUrl(Secret(url));
  EXPECT_FALSE(address) << url;
  return address ? "" : address.error().detail;
}

TEST(KafkaUrlTest, OneBrokerIsEnough) {
  const Address address = Parsed("kafka://broker");

  EXPECT_EQ(address.brokers, "broker:9092");
  EXPECT_EQ(address.topic, "api-events");
  EXPECT_EQ(address.dead_letters(), "api-events-dlq");
  EXPECT_FALSE(address.tls);
  EXPECT_EQ(address.mechanism, "");
}

TEST(KafkaUrlTest, EverythingCanBeSaid) {
  const Address address = Parsed(
      "kafkas://me:p%40ss@a:1,[::1]:2/calls?sasl=plain&ca_file=/etc/ca.pem&compression=zstd"
      "&certificate_file=c&key_file=k");

  EXPECT_EQ(address.brokers, "a:1,[::1]:2");
  EXPECT_EQ(address.topic, "calls");
  EXPECT_TRUE(address.tls);
  EXPECT_EQ(address.user, "me");
  EXPECT_EQ(address.password.Reveal(), "p@ss");
  EXPECT_EQ(address.mechanism, "PLAIN");
  EXPECT_EQ(address.ca_file, "/etc/ca.pem");
  EXPECT_EQ(address.compression, "zstd");
  EXPECT_EQ(address.certificate_file + address.key_file, "ck");
}

TEST(KafkaUrlTest, ALoginIsShownWithoutSendingThePassword) {
  EXPECT_EQ(Parsed("kafka://me:secret@a").mechanism, "SCRAM-SHA-512");
}

TEST(KafkaUrlTest, WhatIsWrongIsSaidWithoutThePassword) {
  const std::string login = "kafka://me:hunter2@";
  EXPECT_THAT(Refusal("amqp://me:hunter2@a"), HasSubstr("kafka://"));
  for (const std::string& url :
       {login, login + "a,,b", login + "a:0", login + "a:99999", login + "a/b/c",
        login + "a?sasl=kerberos", login + "a?colour=red", login + "a?ca_file=x",
        std::string("kafkas://me:hunter2@a?key_file=x"), login + "a?compression=rar",
        login + "[::1", std::string("kafka://hunter2@a"), std::string("kafka://:hunter2@a"),
        std::string("kafka://hunter2:@a"), std::string("kafka://me:hunter2%4@a"),
        std::string("kafka://a?sasl=plain"), login + "a?sasl"}) {
    EXPECT_THAT(Refusal(url), Not(HasSubstr("hunter2"))) << url;
  }
}

TEST(KafkaUrlTest, ADescriptionHasNoPassword) {
  EXPECT_EQ(Describe(Parsed("kafkas://me:hunter2@a,b:9/t?sasl=plain")), "kafkas://a:9092,b:9/t");
}

}  // namespace
}  // namespace rg::store::kafka

#include "http/authority.h"

#include <gtest/gtest.h>

namespace rg::http {
namespace {

TEST(AuthorityTest, WhatIsReadIsWrittenTheSame) {
  for (const char* text : {"host:1", "10.0.0.1:65535", "[2001:db8::1]:443"}) {
    Endpoint endpoint;
    ASSERT_TRUE(ReadAuthority(text, 80, endpoint)) << text;
    EXPECT_EQ(AuthorityOf(endpoint), text);
  }
}

TEST(AuthorityTest, APortThatIsNotNamedIsTheDefault) {
  for (const char* text : {"host", "[::1]"}) {
    Endpoint endpoint;
    endpoint.tls = true;
    ASSERT_TRUE(ReadAuthority(text, 80, endpoint)) << text;
    EXPECT_EQ(endpoint.port, 80);
    EXPECT_TRUE(endpoint.tls);
  }
}

TEST(AuthorityTest, WhatIsNoHostOrPortIsRefused) {
  for (const char* text : {"", ":80", "[", "[::1", "[]:80", "host:", "host:0", "host:65536",
                           "host:-1", "host:+1", "host:8o", "[::1]80", "a:b:c"}) {
    Endpoint endpoint;
    const Result<void> read = ReadAuthority(text, 80, endpoint);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, Errc::kInvalidRequest);
  }
}

}  // namespace
}  // namespace rg::http

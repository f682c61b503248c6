#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "http/testing/loop.h"
#include "http/testing/raw_peer.h"
#include "upstream/pool.h"

// For tests: a pool of connections to a server whose every byte the test writes.
namespace rg::upstream {

class UpstreamTest : public ::testing::Test {
 protected:
  using Listener = http::testing::RawListener;
  using Peer = http::testing::RawPeer;

  static constexpr std::string_view kRequest = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  static constexpr std::string_view kAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  http::testing::Loop loop_;
  Listener listener_{loop_};
  http::Endpoint origin_{"127.0.0.1", listener_.port(), false};
  PoolOptions options_;
  Pool pool_{loop_.io, loop_.ticker, {}, options_};
  std::array<boost::asio::const_buffer, 1> request_{
      boost::asio::const_buffer(kRequest.data(), kRequest.size())};
};

}  // namespace rg::upstream

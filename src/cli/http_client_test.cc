#include "cli/http_client.h"

#include <thread>
#include <unistd.h>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

namespace rg::cli {
namespace {

using namespace std::chrono_literals;

TEST(Url, ReadsWhatAServerIsCalled) {
  EXPECT_EQ(ToString(*ParseUrl("http://127.0.0.1:3000")), "http://127.0.0.1:3000");
  EXPECT_EQ(ToString(*ParseUrl("https://rg.example.com/admin/")), "https://rg.example.com/admin");
  EXPECT_EQ(ParseUrl("https://x")->port, 443);
  EXPECT_EQ(ParseUrl("http://[::1]:8080")->host, "::1");
  EXPECT_EQ(ParseUrl("http://[::1]:8080")->Authority(), "[::1]:8080");
}

TEST(Url, RefusesWhatIsNone) {
  for (const char* bad : {"", "127.0.0.1:3000", "ftp://x", "http://", "http://x:0",
                          "http://x:70000", "http://x:y", "http://user:secret@x", "http://[::1"}) {
    EXPECT_FALSE(ParseUrl(bad)) << bad;
  }
}

// Answers one connection with fixed bytes, on a free port.
class OneShotServer {
 public:
  explicit OneShotServer(std::string answer) : answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
    ::listen(listener_, 1);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { Serve(); });
  }
  ~OneShotServer() { Finish(); }

  Url url() const { return {.tls = false, .host = "127.0.0.1", .port = port_, .path = {}}; }
  // What the client sent; waits for the end of the connection.
  std::string Finish() {
    if (thread_.joinable()) thread_.join();
    if (listener_ >= 0) ::close(std::exchange(listener_, -1));
    return received_;
  }

 private:
  void Serve() {
    const int client = ::accept(listener_, nullptr, nullptr);
    char bytes[4096];
    const ssize_t got = ::recv(client, bytes, sizeof(bytes), 0);
    if (got > 0) received_.assign(bytes, static_cast<std::size_t>(got));
    ::send(client, answer_.data(), answer_.size(), MSG_NOSIGNAL);
    ::close(client);
  }

  std::string answer_;
  std::string received_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

TEST(HttpClient, ReadsABodyOfKnownLength) {
  OneShotServer server("HTTP/1.1 201 Created\r\nContent-Length: 5\r\nX-Kind: a\r\n\r\nhello");

  const Result<HttpReply> reply = SendOverSocket(
      server.url(), {.method = "POST", .target = "/x?y=1", .headers = {{"A", "b"}}, .body = "{}"},
      5s, "");

  ASSERT_TRUE(reply) << reply.error().detail;
  EXPECT_EQ(reply->status, 201);
  EXPECT_EQ(reply->body, "hello");
  EXPECT_EQ(reply->Find("x-kind"), "a");
  const std::string sent = server.Finish();
  EXPECT_TRUE(sent.starts_with("POST /x?y=1 HTTP/1.1\r\n")) << sent;
  EXPECT_NE(sent.find("A: b\r\n"), std::string::npos);
  EXPECT_TRUE(sent.ends_with("\r\n\r\n{}"));
}

TEST(HttpClient, ReadsAChunkedBody) {
  OneShotServer server(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n "
      "world\r\n0\r\n\r\n");

  const Result<HttpReply> reply =
      SendOverSocket(server.url(), {.target = "/", .headers = {}, .body = {}}, 5s, "");

  ASSERT_TRUE(reply) << reply.error().detail;
  EXPECT_EQ(reply->body, "hello world");
}

TEST(HttpClient, AnAnswerThatEndsTooSoonIsAFailure) {
  for (const char* cut :
       {"", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"}) {
    OneShotServer server(cut);
    const Result<HttpReply> reply =
        SendOverSocket(server.url(), {.target = "/", .headers = {}, .body = {}}, 5s, "");
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, Errc::kUpstreamFailed) << cut;
  }
}

TEST(HttpClient, NobodyThereIsUnavailable) {
  OneShotServer gone("");
  Url url = gone.url();
  ASSERT_FALSE(SendOverSocket(url, {.target = "/", .headers = {}, .body = {}}, 5s, ""));
  gone.Finish();

  const Result<HttpReply> reply =
      SendOverSocket(url, {.target = "/", .headers = {}, .body = {}}, 5s, "");

  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().code, Errc::kUnavailable);
}

}  // namespace
}  // namespace rg::cli

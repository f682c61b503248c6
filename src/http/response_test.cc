#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "http/parse.h"
#include "http/transcript.h"

namespace rg::http {
namespace {

using State = Parsed::State;

std::string Answer(std::string_view status, std::string_view lines) {
  return "HTTP/1.1 " + std::string(status) + "\r\n" + std::string(lines) + "\r\n";
}

ResponseHead Accepted(std::string_view bytes, std::string_view method = "POST") {
  ResponseHead head;
  const Parsed parsed = ParseResponseHead(bytes, method, head);
  EXPECT_EQ(parsed.state, State::kDone) << parsed.fault.reason;
  return head;
}

bool IsRefused(std::string_view bytes) {
  ResponseHead head;
  const Parsed parsed = ParseResponseHead(bytes, "POST", head);
  EXPECT_TRUE(parsed.state != State::kFault || parsed.fault.status == 502);
  return parsed.state == State::kFault;
}

TEST(ResponseHead, IsReadIntoViewsOfTheBytes) {
  const std::string bytes =
      Answer("404 Not \x80 Found", "Content-Type: application/json\r\nContent-Length: 7\r\n") +
      "rest";
  ResponseHead head;

  const Parsed parsed = ParseResponseHead(bytes, "GET", head);

  ASSERT_EQ(parsed.state, State::kDone);
  EXPECT_EQ(parsed.consumed, bytes.size() - 4);
  EXPECT_EQ(head.status, 404);
  EXPECT_EQ(head.reason, "Not \x80 Found");
  EXPECT_EQ(head.framing, Framing::kLength);
  EXPECT_EQ(head.content_length, 7U);
  EXPECT_TRUE(head.keep_alive);
  EXPECT_EQ(head.headers.Find("content-type"), "application/json");
}

TEST(ResponseHead, MayComeWithoutAReason) {
  EXPECT_EQ(Accepted("HTTP/1.1 200\r\n\r\n").status, 200);
  EXPECT_EQ(Accepted("HTTP/1.1 200 \r\n\r\n").reason, "");
}

TEST(ResponseHead, IsRefusedForItsStatusLine) {
  using namespace std::string_view_literals;
  for (const std::string_view line : {""sv,
                                      "HTTP/1.1"sv,
                                      "HTTP/1.1 "sv,
                                      "HTTP/1.1 20"sv,
                                      "HTTP/1.1  200 OK"sv,
                                      "HTTP/1.1 2000 OK"sv,
                                      "HTTP/1.1 099 Low"sv,
                                      "HTTP/1.1 600 High"sv,
                                      "HTTP/1.1 2/0 OK"sv,
                                      "HTTP/1.1 20/ OK"sv,
                                      "HTTP/1.1 /00 OK"sv,
                                      "HTTP/2.0 200 OK"sv,
                                      "HTTP/1.1\t200 OK"sv,
                                      "http/1.1 200 OK"sv,
                                      " HTTP/1.1 200 OK"sv,
                                      "HTTP/1.1 200 O\rK"sv,
                                      "HTTP/1.1 200 O\0K"sv,
                                      "HTTP/1.1 -20 OK"sv,
                                      "ICY 200 OK"sv,
                                      "HTTP/1.1 200OK"sv,
                                      "HTTP/1.1 101 Switching Protocols"sv}) {
    EXPECT_TRUE(IsRefused(std::string(line) + "\r\n\r\n")) << line;
  }
  EXPECT_TRUE(IsRefused("HTTP/1.1 200 OK\n\n"));
}

TEST(ResponseHead, WithConflictingFramingIsRefused) {
  for (const std::string_view lines :
       {"Content-Length: 1\r\nContent-Length: 1\r\n", "Content-Length: 1\r\nContent-Length: 2\r\n",
        "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 1, 1\r\n",
        "Content-Length: -1\r\n", "Content-Length: 0x1\r\n", "Transfer-Encoding: gzip\r\n",
        "Transfer-Encoding: chunked, identity\r\n", "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "A : b\r\n",
        "A: b\r\n c\r\n", "A: b\n", "A\r\n", "Connection: a b\r\n"}) {
    EXPECT_TRUE(IsRefused(Answer("200 OK", lines))) << lines;
  }
  EXPECT_TRUE(IsRefused("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
}

TEST(ResponseHead, BeyondALimitIsRefused) {
  EXPECT_TRUE(IsRefused("HTTP/1.1 200 " + std::string(kRequestLineMax, 'a')));
  EXPECT_TRUE(IsRefused(Answer("200 OK", "A: " + std::string(kFieldMax, 'b') + "\r\n")));
  std::string lines;
  for (std::size_t at = 0; at <= kFieldsMax; ++at) lines += "A: b\r\n";
  EXPECT_TRUE(IsRefused(Answer("200 OK", lines)));
}

TEST(ResponseHead, IsFramedByWhatItSaysOrByTheConnectionsEnd) {
  EXPECT_EQ(Accepted(Answer("200 OK", "Transfer-Encoding: Chunked\r\n")).framing,
            Framing::kChunked);
  EXPECT_EQ(Accepted(Answer("200 OK", "Content-Length: 0\r\n")).framing, Framing::kLength);
  const ResponseHead until_close = Accepted(Answer("200 OK", "Connection: keep-alive\r\n"));
  EXPECT_EQ(until_close.framing, Framing::kUntilClose);
  EXPECT_FALSE(until_close.keep_alive);
}

TEST(ResponseHead, HasNoBodyWhereThereIsNone) {
  EXPECT_EQ(Accepted(Answer("200 OK", "Content-Length: 9\r\n"), "HEAD").framing, Framing::kNone);
  EXPECT_EQ(Accepted(Answer("304 Not Modified", "Content-Length: 9\r\n")).framing, Framing::kNone);
  for (const std::string_view status : {"100 Continue", "103 Early Hints", "204 No Content"}) {
    const ResponseHead head = Accepted(Answer(status, ""));
    EXPECT_EQ(head.framing, Framing::kNone) << status;
    EXPECT_TRUE(head.keep_alive) << status;
  }
}

TEST(ResponseHead, ThatAnnouncesABodyWhereThereIsNoneEndsItsConnection) {
  EXPECT_FALSE(Accepted(Answer("204 No Content", "Content-Length: 5\r\n")).keep_alive);
  EXPECT_FALSE(Accepted(Answer("100 Continue", "Transfer-Encoding: chunked\r\n")).keep_alive);
  EXPECT_TRUE(Accepted(Answer("204 No Content", "Content-Length: 0\r\n")).keep_alive);
}

TEST(ResponseHead, KeepsTheConnectionAsItsVersionAndFieldsSay) {
  EXPECT_FALSE(Accepted(Answer("200 OK", "Content-Length: 0\r\nConnection: close\r\n")).keep_alive);
  EXPECT_FALSE(Accepted("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n").keep_alive);
  EXPECT_TRUE(Accepted("HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n")
                  .keep_alive);
}

TEST(ResponseHead, IsJudgedTheSameHoweverItIsCut) {
  const std::string good = Answer(
      "200 OK", "Content-Length: 12\r\nConnection: close\r\nX-Request-Id: abc\r\nServer: a/1\r\n");
  std::mt19937_64 random(11);
  for (int round = 0; round < 5'000; ++round) {
    std::string bytes = good;
    bytes[random() % bytes.size()] = static_cast<char>(random());
    ResponseHead whole;
    const Parsed wanted = ParseResponseHead(bytes, "GET", whole);

    ResponseHead head;
    HeadProgress progress;
    Parsed got;
    std::size_t size = 0;
    for (const std::string_view piece : RandomPieces(bytes, random)) {
      size += piece.size();
      got = ParseResponseHead({bytes.data(), size}, "GET", head, progress);
      if (got.state != State::kNeedMore) break;
    }

    ASSERT_EQ(got.state, wanted.state) << testing::PrintToString(bytes);
    ASSERT_EQ(got.consumed, wanted.consumed);
    ASSERT_EQ(got.fault.reason, wanted.fault.reason);
  }
}

}  // namespace
}  // namespace rg::http

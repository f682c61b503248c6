#include "http/write.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "http/parse.h"

namespace rg::http {
namespace {

using namespace std::string_view_literals;

TEST(RequestWriter, WritesAHeadThatReadsBackTheSame) {
  const std::vector<Header> headers = {{"Content-Type", "application/json"}, {"X-Empty", ""}};
  std::pmr::string out = "before";

  ASSERT_TRUE(AppendRequestHead(out, {"POST", "/v1/x?y", "api.test:443"}, headers,
                                {Framing::kLength, 1234}));

  EXPECT_EQ(
      out,
      "beforePOST /v1/x?y HTTP/1.1\r\nHost: api.test:443\r\nContent-Type: application/json\r\n"
      "X-Empty: \r\nContent-Length: 1234\r\n\r\n");
  RequestHead head;
  EXPECT_EQ(ParseRequestHead(std::string_view(out).substr(6), head).state, Parsed::State::kDone);
  EXPECT_EQ(head.content_length, 1234U);
}

TEST(RequestWriter, WritesEveryFraming) {
  std::pmr::string out;
  ASSERT_TRUE(AppendRequestHead(out, {"GET", "/", "a"}, {}, {}, Persistence::kClose));
  EXPECT_EQ(out, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  out.clear();
  ASSERT_TRUE(AppendRequestHead(out, {"POST", "/", "a"}, {}, {Framing::kChunked, 0}));
  EXPECT_EQ(out, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  out.clear();
  ASSERT_TRUE(
      AppendRequestHead(out, {"POST", "/", "a"}, {}, {Framing::kLength, ~std::uint64_t{0}}));
  EXPECT_EQ(out, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551615\r\n\r\n");
}

TEST(RequestWriter, RefusesWhatWouldBreakALine) {
  const auto refuses = [](const RequestLine& line, Header field) {
    std::pmr::string out = "before";
    const std::vector<Header> headers = {{"A", "b"}, field};
    const bool written = AppendRequestHead(out, line, headers, {}).has_value();
    EXPECT_EQ(out == "before", !written) << "a refusal writes nothing";
    return !written;
  };
  const RequestLine good{"GET", "/", "a"};
  EXPECT_FALSE(refuses(good, {"X", "\xc3\xa9 \t"}));
  for (const std::string_view value :
       {"a\rb"sv, "a\nb"sv, "a\0b"sv, "a\r\nB: c"sv, "\x7f"sv, "\x1b"sv}) {
    EXPECT_TRUE(refuses(good, {"X", value})) << value;
    EXPECT_TRUE(refuses({"GET", value, "a"}, {"X", ""})) << value;
    EXPECT_TRUE(refuses({"GET", "/", value}, {"X", ""})) << value;
    EXPECT_TRUE(refuses({value, "/", "a"}, {"X", ""})) << value;
    EXPECT_TRUE(refuses(good, {value, ""})) << value;
  }
  EXPECT_TRUE(refuses(good, {"", "a"}));
  EXPECT_TRUE(refuses(good, {"X Y", "a"}));
  EXPECT_TRUE(refuses(good, {"X:", "a"}));
  EXPECT_TRUE(refuses({"GET", "/ b", "a"}, {"X", ""}));
  EXPECT_TRUE(refuses({"GET", "", "a"}, {"X", ""}));
  EXPECT_TRUE(refuses({"GET", "/", ""}, {"X", ""}));
}

TEST(RequestWriter, DecidesFramingAlone) {
  for (const std::string_view name :
       {"Content-Length", "transfer-encoding", "Connection", "HOST"}) {
    std::pmr::string out;
    const std::vector<Header> headers = {{name, "1"}};
    const Result<void> written = AppendRequestHead(out, {"GET", "/", "a"}, headers, {});
    ASSERT_FALSE(written) << name;
    EXPECT_EQ(written.error().code, Errc::kInternal);
    EXPECT_EQ(written.error().field, name);
  }
}

TEST(ResponseWriter, WritesAHeadThatReadsBackTheSame) {
  const std::vector<Header> headers = {{"Content-Type", "text/event-stream"}};
  std::pmr::string out;

  ASSERT_TRUE(AppendResponseHead(out, {200, "Mon, 23 Nov 2026 14:41:02 GMT"}, headers,
                                 {Framing::kChunked, 0}));

  EXPECT_EQ(out,
            "HTTP/1.1 200 OK\r\nDate: Mon, 23 Nov 2026 14:41:02 GMT\r\n"
            "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
  ResponseHead head;
  EXPECT_EQ(ParseResponseHead(out, "GET", head).state, Parsed::State::kDone);
}

TEST(ResponseWriter, SaysWhatBecomesOfTheConnection) {
  const auto written = [](Body body, Persistence persistence) {
    std::pmr::string out;
    EXPECT_TRUE(AppendResponseHead(out, {200, ""}, {}, body, persistence));
    return out;
  };
  EXPECT_EQ(written({}, Persistence::kImplied), "HTTP/1.1 200 OK\r\n\r\n");
  EXPECT_EQ(written({}, Persistence::kKeepAlive),
            "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(written({}, Persistence::kClose), "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(written({Framing::kUntilClose, 0}, Persistence::kKeepAlive),
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
}

TEST(ResponseWriter, GivesNoLengthToAnAnswerWithoutABody) {
  for (const int status : {100, 204, 304}) {
    for (const Framing framing : {Framing::kLength, Framing::kChunked}) {
      std::pmr::string out;
      ASSERT_TRUE(AppendResponseHead(out, {status, ""}, {}, {framing, 0}));
      EXPECT_EQ(std::string(out), "HTTP/1.1 " + std::to_string(status) + " " +
                                      std::string(ReasonPhrase(status)) + "\r\n\r\n");
    }
  }
}

TEST(ResponseWriter, KnowsTheReasonsAndLivesWithoutOne) {
  EXPECT_EQ(ReasonPhrase(404), "Not Found");
  EXPECT_EQ(ReasonPhrase(99), "");
  EXPECT_EQ(ReasonPhrase(600), "");
  std::pmr::string out;
  ASSERT_TRUE(AppendResponseHead(out, {299, ""}, {}, {}));
  EXPECT_EQ(out, "HTTP/1.1 299 \r\n\r\n");
}

TEST(ResponseWriter, RefusesAStatusOrDateThatIsNone) {
  std::pmr::string out;
  EXPECT_FALSE(AppendResponseHead(out, {99, ""}, {}, {}));
  EXPECT_FALSE(AppendResponseHead(out, {600, ""}, {}, {}));
  EXPECT_TRUE(AppendResponseHead(out, {599, ""}, {}, {}));
  out.clear();
  EXPECT_FALSE(AppendResponseHead(out, {200, "a\r\nb"}, {}, {}));
  const std::vector<Header> headers = {{"X", "a\r\nSet-Cookie: b"}};
  EXPECT_FALSE(AppendResponseHead(out, {200, ""}, headers, {}));
  EXPECT_EQ(out, "");
}

TEST(HttpDate, IsAnImfFixdate) {
  using std::chrono::seconds;
  HttpDate date;
  EXPECT_EQ(date.At(TimePoint{}), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(date.At(TimePoint{seconds{784111777}}), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(date.At(TimePoint{seconds{1709164799}}), "Wed, 28 Feb 2024 23:59:59 GMT");
  EXPECT_EQ(date.At(TimePoint{seconds{1709164800}}), "Thu, 29 Feb 2024 00:00:00 GMT");
}

TEST(HttpDate, StaysTheSameWithinASecond) {
  HttpDate date;
  const TimePoint start{std::chrono::seconds{784111777}};
  const std::string first(date.At(start));
  EXPECT_EQ(date.At(start + std::chrono::nanoseconds{999'999'999}), first);
  EXPECT_NE(date.At(start + std::chrono::seconds{1}), first);
}

}  // namespace
}  // namespace rg::http

#include "http/parse.h"

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/transcript.h"

namespace rg::http {
namespace {

using State = Parsed::State;

std::string Get(std::string_view lines) {
  return "GET / HTTP/1.1\r\nHost: a\r\n" + std::string(lines) + "\r\n";
}

std::string Post(std::string_view lines) {
  return "POST / HTTP/1.1\r\nHost: a\r\n" + std::string(lines) + "\r\n";
}

// The status a request head is refused with; 0 when it is accepted, -1 when more is awaited.
int StatusOf(std::string_view bytes) {
  RequestHead head;
  const Parsed parsed = ParseRequestHead(bytes, head);
  if (parsed.state == State::kNeedMore) return -1;
  return parsed.state == State::kDone ? 0 : parsed.fault.status;
}

RequestHead Accepted(std::string_view bytes) {
  RequestHead head;
  const Parsed parsed = ParseRequestHead(bytes, head);
  EXPECT_EQ(parsed.state, State::kDone) << parsed.fault.reason;
  return head;
}

TEST(RequestHead, IsReadIntoViewsOfTheBytes) {
  const std::string bytes =
      "POST /v1/chat/completions?a=1 HTTP/1.1\r\nHost: api.test:8080\r\nX-Empty:\r\n"
      "content-LENGTH: 12\r\nX-Name: \t two words\t \r\n\r\nrest";
  RequestHead head;

  const Parsed parsed = ParseRequestHead(bytes, head);

  ASSERT_EQ(parsed.state, State::kDone);
  EXPECT_EQ(parsed.consumed, bytes.size() - 4);
  EXPECT_EQ(head.method, "POST");
  EXPECT_EQ(head.target, "/v1/chat/completions?a=1");
  EXPECT_EQ(head.host, "api.test:8080");
  EXPECT_EQ(head.minor_version, 1);
  EXPECT_EQ(head.framing, Framing::kLength);
  EXPECT_EQ(head.content_length, 12U);
  EXPECT_TRUE(head.keep_alive);
  ASSERT_EQ(head.headers.all().size(), 4U);
  EXPECT_EQ(head.headers.Find("x-NAME"), "two words");
  EXPECT_EQ(head.headers.Find("X-Empty"), "");
  EXPECT_EQ(head.headers.Find("X-Other"), std::nullopt);
}

TEST(RequestHead, ReusedForTheNextRequestForgetsTheLast) {
  RequestHead head;
  const std::string first = Post("Content-Length: 5\r\nConnection: close\r\nX-One: 1\r\n");
  ASSERT_EQ(ParseRequestHead(first, head).state, State::kDone);

  const std::string second = Get("");
  ASSERT_EQ(ParseRequestHead(second, head).state, State::kDone);

  EXPECT_EQ(head.headers.all().size(), 1U);
  EXPECT_EQ(head.framing, Framing::kNone);
  EXPECT_EQ(head.content_length, 0U);
  EXPECT_TRUE(head.keep_alive);
}

TEST(RequestHead, WithoutItsEndWaitsForMore) {
  const std::string bytes = Get("A: b\r\n");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_EQ(StatusOf(std::string_view(bytes).substr(0, size)), -1) << size;
  }
}

TEST(RequestHead, MayFollowOneEmptyLineButNotTwo) {
  EXPECT_EQ(StatusOf("\r\n" + Get("")), 0);
  EXPECT_EQ(StatusOf("\r\n\r\n" + Get("")), 400);
}

TEST(RequestHead, IsRefusedForItsRequestLine) {
  for (const std::string_view line : {" GET / HTTP/1.1",
                                      "GET  / HTTP/1.1",
                                      "GET / HTTP/1.1 ",
                                      "GET /  HTTP/1.1",
                                      "GET\t/ HTTP/1.1",
                                      "GET /",
                                      "GET",
                                      "",
                                      "GET / HTTP/1",
                                      "GET / HTTP/1.1.1",
                                      "GET / HTTP/01.1",
                                      "GET / http/1.1",
                                      "GET / HTTP/1,1",
                                      "GET / HTTP/a.1",
                                      "G@T / HTTP/1.1",
                                      "GET /a b HTTP/1.1",
                                      "GET /# HTTP/1.1",
                                      "GET /\"a\" HTTP/1.1",
                                      "GET /<a> HTTP/1.1",
                                      "GET /a\\b HTTP/1.1",
                                      "GET /\x7f HTTP/1.1",
                                      "GET /\xc3\xa9 HTTP/1.1",
                                      "GET path HTTP/1.1",
                                      "GET ftp://a/ HTTP/1.1",
                                      "GET * HTTP/1.1",
                                      "GET ?a HTTP/1.1",
                                      "get / HTTP/1.1",
                                      "Post / HTTP/1.1",
                                      "GET /\r HTTP/1.1"}) {
    EXPECT_EQ(StatusOf("\r\n" + std::string(line) + "\r\nHost: a\r\n\r\n"), 400) << line;
  }
}

TEST(RequestHead, OfAnotherVersionIsRefused505) {
  for (const std::string_view version : {"HTTP/2.0", "HTTP/0.9", "HTTP/9.9", "HTTP/3.1"}) {
    EXPECT_EQ(StatusOf("GET / " + std::string(version) + "\r\nHost: a\r\n\r\n"), 505) << version;
  }
}

TEST(RequestHead, OfAHigherMinorVersionIsReadAsTheOneWeSpeak) {
  EXPECT_EQ(Accepted("GET / HTTP/1.2\r\nHost: a\r\n\r\n").minor_version, 1);
}

TEST(RequestHead, OfAMethodNobodyImplementsIsRefused501) {
  for (const std::string_view method : {"FOO", "TRACE", "PROPFIND", "GETS", "M-SEARCH", "XGET"}) {
    EXPECT_EQ(StatusOf(std::string(method) + " / HTTP/1.1\r\nHost: a\r\n\r\n"), 501) << method;
  }
  EXPECT_EQ(StatusOf("CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n"), 501);
}

TEST(RequestHead, KeepsPercentEncodingButForControlCharactersInThePath) {
  EXPECT_EQ(Accepted("GET /a%2Fb%C3%A9?q=%0A%25 HTTP/1.1\r\nHost: a\r\n\r\n").target,
            "/a%2Fb%C3%A9?q=%0A%25");
  for (const std::string_view target : {"/%00", "/%0a", "/%0D%0A", "/%7f", "/%1F", "/?a=%00", "/%",
                                        "/%4", "/%zz", "/%%%%", "/?%g0"}) {
    EXPECT_EQ(StatusOf("GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n"), 400)
        << target;
  }
}

TEST(RequestHead, LeavesAloneWhatApiClientsDoNotEncode) {
  EXPECT_EQ(Accepted("GET /a?expand[]=data|x&y={z} HTTP/1.1\r\nHost: a\r\n\r\n").target,
            "/a?expand[]=data|x&y={z}");
}

TEST(RequestHead, InAbsoluteFormIsReducedToItsPath) {
  EXPECT_EQ(Accepted("GET http://A.test/x?y HTTP/1.1\r\nHost: a.test\r\n\r\n").target, "/x?y");
  EXPECT_EQ(Accepted("GET HTTPS://a:1/ HTTP/1.1\r\nHost: a:1\r\n\r\n").target, "/");
  EXPECT_EQ(Accepted("GET http://a HTTP/1.1\r\nHost: a\r\n\r\n").target, "/");
  EXPECT_EQ(Accepted("OPTIONS http://a HTTP/1.1\r\nHost: a\r\n\r\n").target, "*");
}

TEST(RequestHead, InAbsoluteFormMustAgreeWithHost) {
  for (const std::string_view target : {"http://b/", "http://a:80/", "http://u@a/", "http:///",
                                        "http://a?q", "http://", "http://a.evil/"}) {
    EXPECT_EQ(StatusOf("GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n"), 400)
        << target;
  }
}

TEST(RequestHead, NamesItsHostOnceAndPlainly) {
  for (const std::string_view host : {"a", "a.b", "a-1.b_2", "a:0", "a.:65535", "127.0.0.1:3001",
                                      "[::1]", "[2001:db8::1]:443", "xn--bcher-kva.example"}) {
    EXPECT_EQ(StatusOf("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n"), 0) << host;
  }
  for (const std::string_view host :
       {"",      "a b", "a,b",  "u@a", "a/b",  "a:",     "a:x",     "a:65536",
        "a:1:2", "::1", "[::1", "[]",  "[ab]", "[::1]x", "[::1]:",  "a..b",
        ".a",    "-a",  "a%41", "a?b", "a#b",  "a\\b",   "\xc3\xa9"}) {
    EXPECT_EQ(StatusOf("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n"), 400) << host;
  }
  EXPECT_EQ(StatusOf("GET / HTTP/1.1\r\nHost: " + std::string(255, 'a') + "\r\n\r\n"), 0);
  EXPECT_EQ(StatusOf("GET / HTTP/1.1\r\nHost: " + std::string(256, 'a') + "\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf("GET / HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf(Get("Host: a\r\n")), 400);
}

TEST(RequestHead, IsRefusedForAnUncleanField) {
  using namespace std::string_view_literals;
  for (const std::string_view field :
       {" A: b\r\n"sv,  "\tA: b\r\n"sv,  "A: b\r\n c\r\n"sv, "A : b\r\n"sv,    "A\t: b\r\n"sv,
        ": b\r\n"sv,    "A\r\n"sv,       "A[: b\r\n"sv,      "A: b\n"sv,       "A: b\rc\r\n"sv,
        "A: b\r\r\n"sv, "A: b\0c\r\n"sv, "A: b\x01\r\n"sv,   "A: b\x7f\r\n"sv, "A\x80: b\r\n"sv,
        "A b: c\r\n"sv, "\n"sv,          "A: b\x0b\r\n"sv,   "\"A\": b\r\n"sv, "\rA: b\r\n"sv,
        "A:\r b\r\n"sv}) {
    EXPECT_EQ(StatusOf(Get(field)), 400) << field;
  }
}

TEST(RequestHead, IsRefusedWithTheRuleThatWasBroken) {
  const auto reason = [](const std::string& bytes) {
    RequestHead head;
    return ParseRequestHead(bytes, head).fault.reason;
  };
  EXPECT_EQ(reason("GET  / HTTP/1.1\r\n"), "the request line is not 'METHOD target HTTP/1.1'");
  EXPECT_EQ(reason(Get("A: b\r\n c\r\n")),
            "a header field is folded over two lines or begins with a space");
  EXPECT_EQ(reason(Get("\tc\r\n")),
            "a header field is folded over two lines or begins with a space");
  EXPECT_EQ(reason(Get("A : b\r\n")), "white space between a header field's name and its colon");
  EXPECT_EQ(reason(Get("A\t: b\r\n")), "white space between a header field's name and its colon");
  EXPECT_EQ(reason(Get(": b\r\n")), "a header field has no name");
  EXPECT_EQ(reason(Get("A\r\n")), "a header line has no colon");
  EXPECT_EQ(reason(Get("A\n")), "a header line has no colon");
  EXPECT_EQ(reason(Get("A[: b\r\n")), "a header field's name holds a character it must not hold");
  EXPECT_EQ(reason(Get("\n")), "a line ends in LF without CR before it");
  EXPECT_EQ(reason(Get("A: b\n")), "a line ends in LF without CR before it");
  EXPECT_EQ(reason(Get("A: b\rc\r\n")), "a header line holds CR without LF after it");
  EXPECT_EQ(reason(Get("A: b\x01\r\n")), "a header field's value holds a control character");
  EXPECT_EQ(reason(Get("A: " + std::string(kFieldMax, 'b') + "\r\n")),
            "a header field is longer than 8 KiB");
}

TEST(RequestHead, KeepsValuesThatAreOnlyUnusual) {
  const std::string bytes = Get("A: \xc3\xa9 \x80\r\nB: a\tb\r\nC: :\r\n!#$%&'*+-.^_`|~9: d\r\n");
  const RequestHead head = Accepted(bytes);
  EXPECT_EQ(head.headers.Find("a"), "\xc3\xa9 \x80");
  EXPECT_EQ(head.headers.Find("b"), "a\tb");
  EXPECT_EQ(head.headers.Find("c"), ":");
  EXPECT_EQ(head.headers.Find("!#$%&'*+-.^_`|~9"), "d");
}

TEST(RequestHead, HasALengthInPlainDigitsOnly) {
  EXPECT_EQ(Accepted(Post("Content-Length: 0\r\n")).framing, Framing::kLength);
  EXPECT_EQ(Accepted(Post("Content-Length:999999999999999999\r\n")).content_length,
            999'999'999'999'999'999U);
  for (const std::string_view value :
       {"", "+1", "-1", "01", "00", "1 ", " 1", "\t1", "1,1", "1, 1", "0x1", "1_0", "1.0", "1e1",
        "a", "1000000000000000000", "99999999999999999999", "18446744073709551616", "\xb2"}) {
    EXPECT_EQ(StatusOf(Post("Content-Length: " + std::string(value) + "\r\n")), 400) << value;
  }
  EXPECT_EQ(StatusOf(Post("Content-Length: 1\r\nContent-Length: 1\r\n")), 400);
}

TEST(RequestHead, IsChunkedOnlyWhenThatIsAllItSays) {
  EXPECT_EQ(Accepted(Post("Transfer-Encoding: chunked\r\n")).framing, Framing::kChunked);
  EXPECT_EQ(Accepted(Post("transfer-encoding:CHUNKED\r\n")).framing, Framing::kChunked);
  for (const std::string_view value :
       {"", "chunked,", ", chunked", "chunked, chunked", "gzip, chunked", "chunked, gzip",
        "chunked ", "\tchunked", "chunked;a=b", "\"chunked\"", "chun ked"}) {
    EXPECT_EQ(StatusOf(Post("Transfer-Encoding: " + std::string(value) + "\r\n")), 400) << value;
  }
  EXPECT_EQ(StatusOf(Post("Transfer-Encoding: gzip\r\n")), 501);
  EXPECT_EQ(StatusOf(Post("Transfer-Encoding: identity\r\n")), 501);
  EXPECT_EQ(StatusOf(Post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")), 400);
}

TEST(RequestHead, NeverHasTwoFramings) {
  EXPECT_EQ(StatusOf(Post("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n")), 400);
  EXPECT_EQ(StatusOf(Post("Transfer-Encoding: gzip\r\nContent-Length: 1\r\n")), 400);
  EXPECT_EQ(StatusOf(Post("Content_Length: 1\r\n")), 400);
  EXPECT_EQ(StatusOf(Post("transfer_ENCODING: chunked\r\n")), 400);
  EXPECT_EQ(StatusOf("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf(Post("X_Custom: 1\r\n")), 0);
}

TEST(RequestHead, AnnouncesABodyOnlyWhereOneIsRead) {
  for (const std::string_view method : {"GET", "HEAD", "OPTIONS", "TRACE"}) {
    const std::string start = std::string(method) + " / HTTP/1.1\r\nHost: a\r\n";
    EXPECT_EQ(StatusOf(start + "Content-Length: 1\r\n\r\n"), 400) << method;
    EXPECT_EQ(StatusOf(start + "Transfer-Encoding: chunked\r\n\r\n"), 400) << method;
  }
  EXPECT_EQ(StatusOf(Get("Content-Length: 0\r\n")), 0);
  for (const std::string_view method : {"POST", "PUT", "PATCH", "DELETE"}) {
    EXPECT_EQ(StatusOf(std::string(method) + " / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n"),
              0);
  }
}

TEST(RequestHead, HasOneContentType) {
  EXPECT_EQ(StatusOf(Post("Content-Type: a/b\r\nContent-Type: c/d\r\n")), 400);
}

TEST(RequestHead, KeepsTheConnectionAsItsVersionAndFieldsSay) {
  const auto keeps = [](std::string_view version, std::string_view connection) {
    return Accepted("GET / " + std::string(version) +
                    "\r\nHost: a\r\nConnection: " + std::string(connection) + "\r\n\r\n")
        .keep_alive;
  };
  EXPECT_TRUE(keeps("HTTP/1.1", ""));
  EXPECT_TRUE(keeps("HTTP/1.1", "Keep-Alive, Upgrade"));
  EXPECT_FALSE(keeps("HTTP/1.1", "Close"));
  EXPECT_FALSE(keeps("HTTP/1.1", "te , close,keep-alive"));
  EXPECT_FALSE(keeps("HTTP/1.0", "upgrade"));
  EXPECT_TRUE(keeps("HTTP/1.0", "Keep-Alive"));
  EXPECT_FALSE(keeps("HTTP/1.0", "keep-alive\r\nConnection: close"));
  EXPECT_EQ(StatusOf(Get("Connection: a b\r\n")), 400);
  EXPECT_EQ(StatusOf(Get("Connection: close;\r\n")), 400);
}

TEST(RequestHead, AsksToContinueOnlyWithABodyInHttp11) {
  EXPECT_TRUE(Accepted(Post("Expect: 100-Continue\r\nContent-Length: 1\r\n")).expect_continue);
  EXPECT_FALSE(Accepted(Post("Expect: 100-continue\r\n")).expect_continue);
  EXPECT_FALSE(
      Accepted("POST / HTTP/1.0\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n")
          .expect_continue);
  EXPECT_EQ(StatusOf(Post("Expect: 100-continue, more\r\n")), 417);
  EXPECT_EQ(StatusOf(Post("Expect: 200-ok\r\n")), 417);
}

TEST(RequestHead, LimitsAreExact) {
  const auto line = [](std::size_t size) {
    return "GET /" + std::string(size - 14, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n";
  };
  EXPECT_EQ(StatusOf(line(kRequestLineMax)), 0);
  EXPECT_EQ(StatusOf(line(kRequestLineMax + 1)), 414);

  const auto field = [](std::size_t size) {
    return Get("A:" + std::string(size - 2, 'b') + "\r\n");
  };
  EXPECT_EQ(StatusOf(field(kFieldMax)), 0);
  EXPECT_EQ(StatusOf(field(kFieldMax + 1)), 431);

  const auto fields = [](std::size_t count) {
    std::string lines;
    for (std::size_t at = 1; at < count; ++at) lines += "A: b\r\n";
    return Get(lines);
  };
  EXPECT_EQ(StatusOf(fields(kFieldsMax)), 0);
  EXPECT_EQ(StatusOf(fields(kFieldsMax + 1)), 431);

  const auto block = [](std::size_t size) {
    constexpr std::size_t kAround = 9 + 2;  // the Host field and the empty line
    std::string lines;
    for (std::size_t rest = size - kAround; rest > 0;) {
      const std::size_t part = rest > 8000 ? 4000 : rest;
      lines += "A:" + std::string(part - 4, 'b') + "\r\n";
      rest -= part;
    }
    return Get(lines);
  };
  EXPECT_EQ(StatusOf(block(kHeaderBlockMax)), 0);
  EXPECT_EQ(StatusOf(block(kHeaderBlockMax + 1)), 431);
}

TEST(RequestHead, BeyondALimitIsRefusedBeforeItsEndArrives) {
  EXPECT_EQ(StatusOf("GET /" + std::string(kRequestLineMax, 'a')), 414);
  EXPECT_EQ(StatusOf(std::string(kRequestLineMax + 2, 'A')), 400);
  EXPECT_EQ(StatusOf("GET / HTTP/1.1\r\nA: " + std::string(kFieldMax, 'b')), 431);
  EXPECT_EQ(StatusOf("GET / HTTP/1.1\r\nA[ " + std::string(kFieldMax, 'b')), 431);
}

TEST(RequestHead, InPiecesIsReadOnFromWhereItStopped) {
  const std::string bytes = Get("A: " + std::string(4000, 'b') + "\r\nC: d\r\n");
  RequestHead head;
  HeadProgress progress;

  for (std::size_t size = 1; size < bytes.size(); ++size) {
    ASSERT_EQ(ParseRequestHead({bytes.data(), size}, head, progress).state, State::kNeedMore);
    ASSERT_EQ(progress.scanned, size);
  }

  EXPECT_EQ(ParseRequestHead(bytes, head, progress).state, State::kDone);
  EXPECT_EQ(head.headers.Find("C"), "d");
  EXPECT_EQ(progress.base, nullptr) << "ready for the next head";
}

TEST(RequestHead, InPiecesMayMoveBetweenThem) {
  const std::string first = Get("A: b\r\nC: d\r\n");
  const std::string second = first;
  RequestHead head;
  HeadProgress progress;
  ASSERT_EQ(ParseRequestHead({first.data(), 30}, head, progress).state, State::kNeedMore);

  ASSERT_EQ(ParseRequestHead(second, head, progress).state, State::kDone);

  EXPECT_EQ(head.headers.all().size(), 3U);
  EXPECT_EQ(head.method.data(), second.data());
}

TEST(RequestHead, MangledAtRandomIsJudgedTheSameHoweverItIsCut) {
  using namespace std::string_view_literals;
  const std::string good =
      "POST /v1/a?b=%20c HTTP/1.1\r\nHost: api.test:80\r\nConnection: keep-alive, te\r\n"
      "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\nX-A: b c\r\n\r\n"
      "5;a=\"b\\\"c\"\r\nhello\r\n1f\r\n0123456789012345678901234567890\r\n0\r\nX-T: u\r\n\r\n"
      "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  constexpr std::string_view alphabet = "\0\t\n\r \"%*,-/0125:;=?@AHLZ[\\_az~\x7f\x80\xff"sv;
  std::mt19937_64 random(7);
  int refused = 0;

  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = good;
    for (std::uint64_t edits = random() % 3; edits > 0; --edits) {
      const std::size_t at = random() % bytes.size();
      if (random() % 3 == 0)
        bytes.erase(at, 1);
      else if (random() % 2 == 0)
        bytes.insert(at, 1, alphabet[random() % alphabet.size()]);
      else
        bytes[at] = alphabet[random() % alphabet.size()];
    }
    const std::string whole = TranscriptOf({bytes});
    refused += whole.find("40") != std::string::npos ? 1 : 0;
    ASSERT_EQ(TranscriptOf(RandomPieces(bytes, random)), whole) << testing::PrintToString(bytes);
  }

  EXPECT_GT(refused, 1000) << "the edits must matter";
}

TEST(HopByHop, FieldsAreKnownInAnyCase) {
  for (const std::string_view name :
       {"connection", "Keep-Alive", "TE", "Trailer", "TRANSFER-ENCODING", "Upgrade",
        "Proxy-Authorization", "proxy-connection"}) {
    EXPECT_TRUE(IsHopByHop(name)) << name;
  }
  EXPECT_FALSE(IsHopByHop("Content-Length"));
  EXPECT_FALSE(IsHopByHop("Authorization"));
}

TEST(HopByHop, FieldsAreThoseThatConnectionNamesToo) {
  const std::string bytes = Get("Connection: close, X-Mine\r\nConnection: , x-other ,\r\n");
  const RequestHead head = Accepted(bytes);
  EXPECT_TRUE(ConnectionNames(head.headers, "x-mine"));
  EXPECT_TRUE(ConnectionNames(head.headers, "X-Other"));
  EXPECT_FALSE(ConnectionNames(head.headers, "X-Min"));
}

TEST(EqualsIgnoreCase, FoldsLettersAndNothingElse) {
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const std::string left(9, static_cast<char>(a));
      const std::string right(9, static_cast<char>(b));
      const bool letters = (a | 0x20) >= 'a' && (a | 0x20) <= 'z';
      EXPECT_EQ(EqualsIgnoreCase(left, right), a == b || (letters && (a ^ b) == 0x20))
          << a << ' ' << b;
    }
  }
  EXPECT_FALSE(EqualsIgnoreCase("a", "ab"));
  EXPECT_TRUE(EqualsIgnoreCase("", ""));
  for (std::size_t size = 1; size < 40; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string other(size, 'A');
      EXPECT_TRUE(EqualsIgnoreCase(std::string(size, 'a'), other));
      other[at] = 'b';
      EXPECT_FALSE(EqualsIgnoreCase(std::string(size, 'a'), other)) << size << ' ' << at;
    }
  }
}

}  // namespace
}  // namespace rg::http

#include "http/client.h"

#include <array>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/chunked.h"
#include "http/testing/loop.h"
#include "http/testing/raw_peer.h"

namespace rg::http {
namespace {

using namespace std::chrono_literals;
using http::testing::Await;
using http::testing::RawListener;
using http::testing::RawPeer;
using http::testing::Started;
using ::testing::HasSubstr;

constexpr std::string_view kRequest = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

// A client and the server it talks to, whose every byte the test writes.
class ClientTest : public ::testing::Test {
 protected:
  ClientTest() : connection_(Dialled()), server_(listener_.Accept()) {}

  std::unique_ptr<Socket> Dialled() {
    DialResult socket = Await(loop_, Dial(origin_, {}, loop_.ticker, loop_.io, 5s, given_up_));
    return *std::move(socket);
  }
  // A fresh connection instead of the one before.
  void Reconnect() {
    connection_ = ClientConnection(Dialled());
    server_ = listener_.Accept();
  }

  Io Send(std::string_view request = kRequest) {
    const std::array<boost::asio::const_buffer, 1> pieces{
        boost::asio::const_buffer(request.data(), request.size())};
    const Io sent = Await(loop_, connection_.Send(pieces, 60s));
    return sent;
  }
  // Sends a request, answers it, and reads the answer's head.
  AnswerFault Answer(std::string_view answer, std::string_view method = "GET") {
    Send();
    server_.Send(answer);
    return Await(loop_, connection_.ReadHead(method, 60s));
  }
  // The rest of the answer and how it ended.
  std::string Body(AnswerFault* fault = nullptr) {
    std::string body;
    for (;;) {
      const BodyPiece piece = Await(loop_, connection_.ReadBody(60s));
      body += piece.bytes;
      if (fault != nullptr) *fault = piece.fault;
      if (piece.end || piece.fault != AnswerFault::kNone) return body;
    }
  }
  AnswerFault FaultInBody() {
    AnswerFault fault = AnswerFault::kNone;
    Body(&fault);
    return fault;
  }

  http::testing::Loop loop_;
  bool given_up_ = false;
  RawListener listener_{loop_};
  Endpoint origin_{"127.0.0.1", listener_.port(), false};
  ClientConnection connection_;
  RawPeer server_;
};

TEST_F(ClientTest, SendsARequestAndReadsItsAnswer) {
  Send();
  EXPECT_EQ(server_.ReadUntil("\r\n\r\n"), kRequest);
  server_.Send("HTTP/1.1 201 Created\r\nX-A: b\r\nContent-Length: 5\r\n\r\nhello");

  ASSERT_EQ(Await(loop_, connection_.ReadHead("GET", 60s)), AnswerFault::kNone);
  EXPECT_EQ(connection_.head().status, 201);
  EXPECT_EQ(connection_.head().headers.Find("x-a"), "b");
  EXPECT_EQ(Body(), "hello");
  EXPECT_EQ(connection_.head().headers.Find("x-a"), "b") << "the head outlives the body";
}

TEST_F(ClientTest, AnAnswerIsTheSameHoweverItArrives) {
  for (const std::string_view body_and_framing :
       {"Content-Length: 11\r\n\r\nhello world",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6"
        "\r\n world\r\n0\r\n\r\n"}) {
    const std::string answer = "HTTP/1.1 200 OK\r\nX-A: b\r\n" + std::string(body_and_framing);
    Send();
    Started<AnswerFault> head(loop_, connection_.ReadHead("GET", 60s));
    const std::size_t head_size = answer.find("\r\n\r\n") + 4;
    server_.SendByteByByte(answer.substr(0, head_size));
    ASSERT_EQ(head.Get(), AnswerFault::kNone);
    EXPECT_EQ(connection_.head().headers.Find("X-A"), "b");
    std::string body;
    for (std::size_t at = head_size; !connection_.reusable(); ++at) {
      Started<BodyPiece> piece(loop_, connection_.ReadBody(60s));
      while (!piece.done()) server_.Send(answer.substr(at++, 1));
      --at;
      body += piece.Get().bytes;
      ASSERT_LE(at, answer.size());
    }
    EXPECT_EQ(body, "hello world");
  }
}

// A socket whose next piece comes when the test says, after as long as the test says.
class PacedSocket final : public Socket {
 public:
  explicit PacedSocket(http::testing::Loop& loop) : Socket(loop.ticker), loop_(loop) {}
  void Bring(std::string_view bytes, Duration after = {}) { bytes_ = bytes, after_ = after; }
  int postponed() const { return postponed_; }

 private:
  bool ReadNow(std::span<char> into, ReadResult& result) override {
    loop_.clock.Advance(after_);
    result = {bytes_.copy(into.data(), into.size()), Io::kOk};
    return true;
  }
  void ReadLater(std::span<char>, ReadResult&, Suspended) override {}
  bool WriteNow(Sending&, Io&) override { return true; }
  void WriteLater(Sending&, Io&, Suspended) override {}
  void Close() override {}
  void ShutdownSend() override {}
  void AcknowledgeLater() override { ++postponed_; }
  void Gather(bool) override {}
  bool PeerHasLeft() override { return false; }
  bool HasUnread() override { return false; }

  http::testing::Loop& loop_;
  std::string_view bytes_;
  Duration after_{};
  int postponed_ = 0;
};

TEST_F(ClientTest, PiecesAreAcknowledgedTogetherForAsLongAsTheyComeOneSoonAfterAnother) {
  auto paced = std::make_unique<PacedSocket>(loop_);
  PacedSocket& socket = *paced;
  ClientConnection connection(std::move(paced));
  const auto read = [&](std::string_view bytes, Duration after) {
    socket.Bring(bytes, after);
    EXPECT_EQ(Await(loop_, connection.ReadBody(60s)).bytes, "x");
    return socket.postponed();
  };
  const auto begin = [&] {
    Await(loop_, connection.Send({}, 60s));
    socket.Bring("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    ASSERT_EQ(Await(loop_, connection.ReadHead("GET", 60s)), AnswerFault::kNone);
  };

  begin();
  EXPECT_EQ(read("1\r\nx\r\n", 4ms), 1);
  for (int i = 0; i < 15; ++i) EXPECT_EQ(read("1\r\nx\r\n", 4ms), 1) << "the kernel knows it";
  EXPECT_EQ(read("1\r\nx\r\n", 40ms), 2) << "as one does that waited for an acknowledgement";
  for (int i = 0; i < 20; ++i) EXPECT_EQ(read("1\r\nx\r\n", 4ms), 2);

  begin();
  EXPECT_EQ(read("1\r\nx\r\n", 4ms), 3) << "another answer, another chance";
}

TEST_F(ClientTest, ALongAnswerPassesInPieces) {
  const std::string body(3 << 20, 'y');
  Send();
  Started<AnswerFault> head(loop_, connection_.ReadHead("GET", 60s));
  server_.SendUnseen("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) +
                     "\r\n\r\n");
  ASSERT_EQ(head.Get(), AnswerFault::kNone);
  std::string got;
  for (std::size_t sent = 0; sent < body.size(); sent += 1 << 16) {
    server_.SendUnseen(body.substr(sent, 1 << 16));
    while (got.size() < sent + (1 << 16)) {
      const BodyPiece piece = Await(loop_, connection_.ReadBody(60s));
      ASSERT_EQ(piece.fault, AnswerFault::kNone);
      got += piece.bytes;
    }
  }
  EXPECT_EQ(got, body);
  EXPECT_TRUE(connection_.reusable());
}

TEST_F(ClientTest, InterimAnswersArePassedOver) {
  ASSERT_EQ(Answer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                   "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
            AnswerFault::kNone);
  EXPECT_EQ(connection_.head().status, 200);
  EXPECT_EQ(connection_.head().headers.Find("link"), std::nullopt);
  EXPECT_EQ(Body(), "ok");
}

TEST_F(ClientTest, EndlessInterimAnswersAreAFault) {
  const std::string hint =
      "HTTP/1.1 103 Early Hints\r\nLink: " + std::string(4000, 'x') + "\r\n\r\n";
  Send();
  Started<AnswerFault> head(loop_, connection_.ReadHead("GET", 60s));
  for (int i = 0; i < 1000 && !head.done(); ++i) server_.Send(hint);
  ASSERT_TRUE(head.done());
  EXPECT_EQ(head.Get(), AnswerFault::kMalformed);
}

TEST_F(ClientTest, AFewLongInterimAnswersAreNotAFault) {
  std::string answers;
  for (int i = 0; i < 8; ++i) {
    answers += "HTTP/1.1 103 Early Hints\r\nLink: " + std::string(8000, 'x') + "\r\n\r\n";
  }
  ASSERT_EQ(Answer(answers + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), AnswerFault::kNone);
  EXPECT_EQ(Body(), "ok");
  EXPECT_TRUE(connection_.reusable());
}

TEST_F(ClientTest, AHeadThatIsNotOneIsAFault) {
  for (const std::string& answer : {
           std::string("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"),
           std::string("HTTP/2 200\r\n\r\n"),
           std::string("SSH-2.0-OpenSSH_9.2\r\n\r\n"),
           std::string("HTTP/1.1 2x0 OK\r\n\r\n"),
           std::string("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc"),
           std::string(
               "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n"),
           std::string("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"),
           std::string("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"),
           std::string("HTTP/1.1 200 OK\r\nX A: b\r\n\r\n"),
           std::string("HTTP/1.1 200 OK\r\nX-A: b\r\n folded\r\n\r\n"),
           std::string("HTTP/1.1 200 OK\nX-A: b\n\n"),
           "HTTP/1.1 200 OK\r\nX-A: " + std::string(9'000, 'x') + "\r\n\r\n",
           "HTTP/1.1 200 OK\r\nX-A: " + std::string(100'000, 'x'),
           std::string(100'000, 'x'),
       }) {
    Reconnect();
    EXPECT_EQ(Answer(answer), AnswerFault::kMalformed) << answer.substr(0, 80);
    EXPECT_FALSE(connection_.reusable());
  }
}

TEST_F(ClientTest, TooManyFieldsAreAFault) {
  std::string answer = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 200; ++i) answer += "X-A: b\r\n";
  EXPECT_EQ(Answer(answer + "\r\n"), AnswerFault::kMalformed);
}

TEST_F(ClientTest, AConnectionThatEndsBeforeTheHeadIsAFault) {
  for (const std::string_view sent :
       {"", "HTTP/1.1 200 OK\r\nX-", "HTTP/1.1 100 Continue\r\n\r\n"}) {
    Reconnect();
    Send();
    server_.Send(sent);
    server_.Close();
    EXPECT_EQ(Await(loop_, connection_.ReadHead("GET", 60s)), AnswerFault::kReset) << sent;
    EXPECT_EQ(connection_.answer_begun(), !sent.empty());
  }
}

TEST_F(ClientTest, ABodyThatEndsEarlyIsNotWhole) {
  for (const std::string_view framing :
       {"Content-Length: 9\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n9\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nabc"
        "\r\n0\r\n"}) {
    Reconnect();
    ASSERT_EQ(Answer("HTTP/1.1 200 OK\r\n" + std::string(framing)), AnswerFault::kNone);
    server_.FinishSending();
    AnswerFault fault = AnswerFault::kNone;
    EXPECT_EQ(Body(&fault), "abc") << "what came is passed on first";
    EXPECT_EQ(fault, AnswerFault::kReset) << framing;
    EXPECT_FALSE(connection_.reusable());
  }
}

TEST_F(ClientTest, AResetInTheBodyIsAFault) {
  ASSERT_EQ(Answer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"), AnswerFault::kNone);
  server_.Reset();
  EXPECT_EQ(FaultInBody(), AnswerFault::kReset);
}

TEST_F(ClientTest, ABrokenChunkIsAFault) {
  for (const std::string_view chunks :
       {"xyz\r\n", "-1\r\n", "5\r\nhelloX", "0x5\r\nhello\r\n", "fffffffffffffffff\r\n",
        "5 hello\r\n", "0\r\nContent-Length: 5\r\n\r\n", "5\nhello\n0\n\n"}) {
    Reconnect();
    ASSERT_EQ(Answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(chunks)),
              AnswerFault::kNone);
    EXPECT_EQ(FaultInBody(), AnswerFault::kMalformed) << chunks;
    EXPECT_FALSE(connection_.reusable());
  }
}

TEST_F(ClientTest, ABodyWithoutFramingEndsWithTheConnection) {
  ASSERT_EQ(Answer("HTTP/1.1 200 OK\r\n\r\nall of it"), AnswerFault::kNone);
  server_.FinishSending();
  AnswerFault fault = AnswerFault::kReset;
  EXPECT_EQ(Body(&fault), "all of it");
  EXPECT_EQ(fault, AnswerFault::kNone);
  EXPECT_FALSE(connection_.reusable());
}

TEST_F(ClientTest, SilenceEndsTheWaitForTheHead) {
  Send();
  Started<AnswerFault> head(loop_, connection_.ReadHead("GET", 60s));
  server_.Send("HTTP/1.1 200");
  loop_.Advance(59s);
  EXPECT_FALSE(head.done());
  loop_.Advance(2s);
  EXPECT_EQ(head.Get(), AnswerFault::kTimeout);
}

TEST_F(ClientTest, SilenceEndsTheWaitForTheBodyAndEveryPieceBeginsItAnew) {
  ASSERT_EQ(Answer("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"), AnswerFault::kNone);
  for (int i = 0; i < 3; ++i) {
    Started<BodyPiece> piece(loop_, connection_.ReadBody(60s));
    loop_.Advance(50s);
    server_.Send("x");
    EXPECT_EQ(piece.Get().bytes, "x");
  }
  Started<BodyPiece> piece(loop_, connection_.ReadBody(60s));
  loop_.Advance(61s);
  EXPECT_EQ(piece.Get().fault, AnswerFault::kTimeout);
}

TEST_F(ClientTest, CancelEndsWhatIsPending) {
  Send();
  Started<AnswerFault> head(loop_, connection_.ReadHead("GET", 60s));
  loop_.Settle();
  connection_.Cancel();
  EXPECT_EQ(head.Get(), AnswerFault::kReset);
  EXPECT_FALSE(connection_.reusable());
  EXPECT_EQ(server_.ReadToEnd(), kRequest);
}

struct Ending {
  std::string_view name;
  std::string_view method;
  std::string_view answer;
  bool reusable;
};
constexpr Ending kEndings[] = {
    {"Length", "GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", true},
    {"NoBytes", "GET", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", true},
    {"Chunked", "GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
     true},
    {"NoContent", "DELETE", "HTTP/1.1 204 No Content\r\n\r\n", true},
    {"NotModified", "GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", true},
    {"Head", "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", true},
    {"KeepAlive10", "GET",
     "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok", true},

    {"Close", "GET", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok", false},
    {"Http10", "GET", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", false},
    {"ExtraBytes", "GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok!", false},
    {"AnotherAnswer", "GET",
     "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: "
     "4\r\n\r\nevil",
     false},
    {"BodyAfterHead", "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", false},
    {"BodyAfter204", "DELETE", "HTTP/1.1 204 No Content\r\n\r\nhello", false},
    {"ExtraAfterChunks", "GET",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nHTTP/1.1", false},
};

class ClientEndings : public ClientTest, public ::testing::WithParamInterface<Ending> {};

TEST_P(ClientEndings, AConnectionIsUsedAgainOnlyAfterAnExactEnd) {
  ASSERT_EQ(Answer(GetParam().answer, GetParam().method), AnswerFault::kNone);
  EXPECT_EQ(FaultInBody(), AnswerFault::kNone);

  EXPECT_EQ(connection_.reusable(), GetParam().reusable);

  if (!GetParam().reusable) return;
  EXPECT_TRUE(connection_.Clean());
  ASSERT_EQ(Answer("HTTP/1.1 202 Accepted\r\nContent-Length: 4\r\n\r\nnext"), AnswerFault::kNone);
  EXPECT_EQ(connection_.head().status, 202);
  EXPECT_EQ(Body(), "next");
}

INSTANTIATE_TEST_SUITE_P(All, ClientEndings, ::testing::ValuesIn(kEndings),
                         [](const auto& row) { return std::string(row.param.name); });

TEST_F(ClientTest, BytesThatComeBetweenTwoRequestsAreSeen) {
  ASSERT_EQ(Answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), AnswerFault::kNone);
  Body();
  EXPECT_TRUE(connection_.Clean());

  server_.Send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");

  EXPECT_TRUE(connection_.reusable()) << "nobody has looked";
  EXPECT_FALSE(connection_.Clean());
}

TEST_F(ClientTest, AServerThatHangsUpBetweenTwoRequestsIsSeen) {
  ASSERT_EQ(Answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), AnswerFault::kNone);
  Body();
  connection_.Rest(loop_.clock.Steady());
  server_.Close();
  EXPECT_FALSE(connection_.Clean());
}

TEST_F(ClientTest, WhatComesToAConnectionAtRestIsSeen) {
  for (const std::string_view early : {"", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"}) {
    Reconnect();
    ASSERT_EQ(Answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), AnswerFault::kNone);
    Body();
    connection_.Rest({});
    loop_.Settle();
    EXPECT_TRUE(connection_.Clean());

    if (early.empty()) {
      server_.Close();
    } else {
      server_.Send(early);
    }
    loop_.Settle();

    EXPECT_FALSE(connection_.Clean());
  }
}

TEST_F(ClientTest, AnAnswerAfterARestIsReadWholeHoweverItArrives) {
  const std::string note(20'000, 'n');
  const std::string body(100'000, 'b');
  const std::string long_answer = "HTTP/1.1 200 OK\r\nX-A: " + note.substr(0, 4'000) +
                                  "\r\nX-B: " + note.substr(0, 4'000) +
                                  "\r\nContent-Length: 100000\r\n\r\n" + body;
  ASSERT_EQ(Answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), AnswerFault::kNone);
  Body();
  for (const std::size_t first : {1UL, 100UL, 5'000UL, 9'000UL, long_answer.size()}) {
    connection_.Rest({});
    loop_.Settle();
    ASSERT_TRUE(connection_.Clean());

    Send();
    Started<AnswerFault> head(loop_, connection_.ReadHead("GET", 60s));
    server_.Send(long_answer.substr(0, first));
    server_.SendUnseen(long_answer.substr(first));

    ASSERT_EQ(head.Get(), AnswerFault::kNone);
    EXPECT_EQ(connection_.head().headers.Find("X-B")->size(), 4'000U);
    EXPECT_EQ(Body(), body);
    EXPECT_TRUE(connection_.reusable());
  }
}

TEST_F(ClientTest, AnAnswerThatIsThereBeforeAnybodyAsksIsReadAfterARest) {
  ASSERT_EQ(Answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), AnswerFault::kNone);
  Body();
  connection_.Rest({});

  Send();
  server_.Send("HTTP/1.1 202 Accepted\r\nContent-Length: 4\r\n\r\nnext");
  loop_.Settle();

  ASSERT_EQ(Await(loop_, connection_.ReadHead("GET", 60s)), AnswerFault::kNone);
  EXPECT_EQ(Body(), "next");
}

TEST_F(ClientTest, SilenceEndsTheWaitForTheHeadAfterARest) {
  ASSERT_EQ(Answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), AnswerFault::kNone);
  Body();
  connection_.Rest({});
  Send();
  Started<AnswerFault> head(loop_, connection_.ReadHead("GET", 60s));

  loop_.Advance(61s);

  EXPECT_EQ(head.Get(), AnswerFault::kTimeout);
}

TEST_F(ClientTest, AnAnswerThatCameBeforeTheRequestWasSentLeavesAConnectionOfNoUse) {
  const std::string huge(32 << 20, 'x');
  const std::array<boost::asio::const_buffer, 1> pieces{
      boost::asio::const_buffer(huge.data(), huge.size())};
  Started<Io> sending(loop_, connection_.Send(pieces, 10s));
  server_.Send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n");
  server_.FinishSending();
  server_.Read(100'000);
  loop_.Advance(11s);
  EXPECT_EQ(sending.Get(), Io::kTimeout);

  Await(loop_, connection_.ReadHead("POST", 1s));

  EXPECT_FALSE(connection_.reusable());
}

}  // namespace
}  // namespace rg::http

#include "http/server.h"

#include <array>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/server_fixture.h"

namespace rg::http {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

// More than any buffer of the server holds at once.
const std::string kLong(70'000, 'x');

TEST_F(ServerTest, AnswersWithLengthAndDate) {
  Peer client = Connect();

  client.Send(Post("hello"));

  const std::string answer = client.ReadMessage();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nContent-Length: 5\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nDate: "));
  EXPECT_THAT(answer, EndsWith("\r\n\r\nhello"));
}

TEST_F(ServerTest, OneConnectionServesManyRequests) {
  Peer client = Connect();
  for (const std::string_view body : {"one", "two", "three"}) {
    client.Send(Post(body));
    EXPECT_THAT(client.ReadMessage(), EndsWith(body));
  }
  EXPECT_TRUE(client.Silent());
  EXPECT_EQ(server_->stats().accepted, 1u);
  EXPECT_EQ(server_->stats().requests, 3u);
}

TEST_F(ServerTest, PipelinedRequestsAreAnsweredInOrder) {
  Peer client = Connect();

  client.Send(Post("first") + PostChunked("second") + Get("/third") + Post("fourth"));

  for (const std::string_view body : {"first", "second", "\r\n\r\n", "fourth"}) {
    EXPECT_THAT(client.ReadMessage(), EndsWith(body));
  }
}

TEST_F(ServerTest, HundredsOfPipelinedRequestsAreAllAnswered) {
  Peer client = Connect();
  std::string requests;
  for (int i = 0; i < 400; ++i) requests += Post(std::to_string(i));

  client.Send(requests);

  for (int i = 0; i < 400; ++i) {
    ASSERT_THAT(client.ReadMessage(), EndsWith("\r\n" + std::to_string(i)));
  }
}

TEST_F(ServerTest, ABodyIsTheSameHoweverItArrives) {
  for (const std::string& request : {Post(kLong), PostChunked(kLong, 999), PostChunked(kLong, 1)}) {
    Peer client = Connect();
    for (std::string_view rest = request; !rest.empty();) {
      const std::string_view piece = rest.substr(0, 5'000);
      client.Send(piece);
      rest.remove_prefix(piece.size());
    }
    EXPECT_TRUE(client.ReadMessage().ends_with(kLong));
  }
}

TEST_F(ServerTest, ARequestMayArriveOneByteAtATime) {
  for (const std::string& request : {Post("hello"), PostChunked("hello", 2)}) {
    Peer client = Connect();
    client.SendByteByByte(request);
    EXPECT_THAT(client.ReadMessage(), EndsWith("hello"));
    client.SendByteByByte(request);
    EXPECT_THAT(client.ReadMessage(), EndsWith("hello"));
  }
}

TEST_F(ServerTest, AHeadOfTheLargestSizeIsServed) {
  std::string head = "\r\nGET /" + std::string(kRequestLineMax - 14, 'a') + " HTTP/1.1\r\n";
  const std::size_t block = head.size() + kHeaderBlockMax - 2;
  head += "Host: a\r\n";
  while (head.size() + kFieldMax < block) {
    head += "X: " + std::string(kFieldMax - 3, 'b') + "\r\n";
  }
  head += "Y: " + std::string(block - head.size() - 5, 'c') + "\r\n\r\n";

  for (int again = 0; again < 2; ++again) {
    Peer client = Connect();
    for (std::string_view rest = head; !rest.empty();
         rest.remove_prefix(std::min<std::size_t>(rest.size(), 1000))) {
      client.Send(rest.substr(0, 1000));
    }
    EXPECT_THAT(client.ReadMessage(), StartsWith("HTTP/1.1 200 "));
    client.Send(Post(kLong));
    EXPECT_TRUE(client.ReadMessage().ends_with(kLong)) << "the buffer is sound afterwards";
  }
}

TEST_F(ServerTest, BytesThatEndNoHeadAreRefusedAndNotWaitedForForever) {
  const std::string endless = "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(100'000, 'x');
  EXPECT_THAT(Ask(endless), StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(Ask("GET /" + std::string(100'000, 'x')), StartsWith("HTTP/1.1 414 "));
}

TEST_F(ServerTest, ABrokenHeadIsAnsweredAndTheConnectionClosed) {
  struct Row {
    std::string_view request;
    std::string_view answer;
  };
  for (const Row& row : {
           Row{"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
               "HTTP/1.1 400 Bad Request\r\n"},
           Row{"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 501 Not Implemented\r\n"},
           Row{"GET / HTTP/3.0\r\nHost: a\r\n\r\n", "HTTP/1.1 505 "},
           Row{"POST / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nContent-Length: 1\r\n\r\n",
               "HTTP/1.1 417 Expectation Failed\r\n"},
       }) {
    const std::string answer = Ask(std::string(row.request) + Get("/smuggled"));
    EXPECT_THAT(answer, StartsWith(row.answer));
    EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
    EXPECT_THAT(answer, HasSubstr(R"("type":"invalid_request_error")"));
  }
  EXPECT_THAT(targets_, IsEmpty()) << "nothing behind a broken head is a request";
  EXPECT_EQ(server_->stats().bad_requests, 4u);
}

TEST_F(ServerTest, ABrokenHeadOfHeadIsAnsweredWithoutABody) {
  const std::string answer = Ask("HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");

  EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(answer, EndsWith("\r\n\r\n")) << "a client of HEAD reads no body";
}

TEST_F(ServerTest, ABrokenHeadBehindAGoodRequestIsAnsweredSecond) {
  const std::string answers = Ask(Post("good") + "nonsense\r\n\r\n");
  EXPECT_THAT(answers, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answers, HasSubstr("goodHTTP/1.1 400 "));
}

TEST_F(ServerTest, ABrokenChunkIsAnsweredAndNothingBehindItIsARequest) {
  const std::string answer = Ask(
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + Get("/smuggled"));
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_THAT(targets_, ElementsAre("/"));
  EXPECT_THAT(failures_, ElementsAre(Errc::kInvalidRequest));
}

TEST_F(ServerTest, AWaitingClientIsToldToContinueWhenTheBodyIsWanted) {
  Peer client = Connect();
  client.Send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
  EXPECT_EQ(client.ReadUntil("\r\n\r\n"), kContinue);

  client.Send("hello");

  EXPECT_THAT(client.ReadMessage(), EndsWith("hello"));
  client.Send(Post("again"));
  EXPECT_THAT(client.ReadMessage(), EndsWith("again"));
}

TEST_F(ServerTest, AClientThatDidNotWaitIsNotToldToContinue) {
  Peer client = Connect();
  client.Send(Post("hello", "Expect: 100-continue\r\n"));
  EXPECT_THAT(client.ReadMessage(), StartsWith("HTTP/1.1 200 "));
}

TEST_F(ServerTest, AWaitingClientWhoseBodyIsNotWantedGetsTheAnswerInstead) {
  Do(&Ignore);
  const std::string answer =
      Ask("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"))
      << "whether the body follows cannot be known";
}

TEST_F(ServerTest, AShortBodyNobodyReadIsNotTheNextRequest) {
  Do(&Ignore);
  Peer client = Connect();
  client.Send(Post(Get("/smuggled")) + Get("/next"));
  EXPECT_THAT(client.ReadMessage(), EndsWith("ignored"));
  EXPECT_THAT(client.ReadMessage(), EndsWith("ignored"));
  EXPECT_THAT(targets_, ElementsAre("/", "/next"));
}

TEST_F(ServerTest, ALongBodyNobodyReadEndsTheConnection) {
  Do(&Ignore);
  for (const std::string& request : {Post(kLong), PostChunked(kLong)}) {
    const std::string answer = Ask(request + Get("/behind"));
    EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
    EXPECT_THAT(answer, EndsWith("ignored"));
  }
  EXPECT_THAT(targets_, ElementsAre("/", "/"));
}

TEST_F(ServerTest, ATooLargeBodyIsAnsweredWhileTheClientStillSends) {
  const std::string huge(20 << 20, 'x');
  for (const std::string& request : {Post(huge), PostChunked(huge, 100'000)}) {
    Peer client = Connect();
    EXPECT_TRUE(client.Send(request)) << "a client that writes first and reads then must not break";
    client.FinishSending();
    const std::string answer = client.ReadToEnd();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 413 "));
    EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
  }
  EXPECT_THAT(failures_, ElementsAre(Errc::kTooLarge, Errc::kTooLarge));
}

TEST_F(ServerTest, AChunkThatWouldPassTheLimitIsRefusedBeforeItHasCome) {
  for (const std::string_view chunks : {"7fffffffffffffff\r\nx", "1\r\nx\r\n7fffffff\r\n"}) {
    Peer client = Connect();
    client.Send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" +
                std::string(chunks));
    EXPECT_THAT(client.ReadUntil("\r\n"), StartsWith("HTTP/1.1 413 "));
  }
}

TEST_F(ServerTest, ABodyOfExactlyTheLimitIsNotTooLarge) {
  const std::string most(kBodyMax, 'x');
  for (const std::string& request : {Post(most), PostChunked(most, 4096)}) {
    Peer client = Connect();
    client.Send(request);
    EXPECT_THAT(client.ReadUntil("\r\n"), StartsWith("HTTP/1.1 200 "));
  }
}

TEST_F(ServerTest, AnHttp10ClientIsServedAndClosedUnlessItAsksOtherwise) {
  EXPECT_THAT(Ask("GET / HTTP/1.0\r\nHost: a\r\n\r\n"), HasSubstr("\r\nConnection: close\r\n"));

  Peer client = Connect();
  for (int again = 0; again < 2; ++again) {
    client.Send("GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_THAT(client.ReadMessage(), HasSubstr("\r\nConnection: keep-alive\r\n"));
  }
}

TEST_F(ServerTest, ConnectionCloseIsObeyedAndSaid) {
  const std::string answer = Ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
}

TEST_F(ServerTest, AnAnswerToHeadHasTheLengthButNoBody) {
  Do(&Ignore);
  Peer client = Connect();
  client.Send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string head = client.ReadUntil("\r\n\r\n");
  EXPECT_THAT(head, HasSubstr("\r\nContent-Length: 7\r\n"));
  EXPECT_TRUE(client.Silent());
}

Async<void> InPieces(Exchange& exchange, std::optional<std::uint64_t> length) {
  const std::array<Header, 1> headers{Header{"Content-Type", "text/plain"}};
  co_await exchange.Start(200, headers, length);
  co_await exchange.Write("one ");
  co_await exchange.Write("");
  co_await exchange.Write("two");
  co_await exchange.Finish();
}

TEST_F(ServerTest, AnAnswerOfUnknownLengthIsChunked) {
  Do([](ServerTest&, Exchange& exchange) { return InPieces(exchange, std::nullopt); });
  Peer client = Connect();
  for (int again = 0; again < 2; ++again) {
    client.Send(Get("/"));
    const std::string answer = client.ReadUntil("0\r\n\r\n");
    EXPECT_THAT(answer, HasSubstr("\r\nTransfer-Encoding: chunked\r\n"));
    EXPECT_THAT(answer, EndsWith("\r\n\r\n4\r\none \r\n3\r\ntwo\r\n0\r\n\r\n"));
  }
}

TEST_F(ServerTest, AnAnswerOfKnownLengthIsNotChunked) {
  Do([](ServerTest&, Exchange& exchange) { return InPieces(exchange, 7); });
  Peer client = Connect();
  for (int again = 0; again < 2; ++again) {
    client.Send(Get("/"));
    const std::string answer = client.ReadMessage();
    EXPECT_THAT(answer, Not(HasSubstr("chunked")));
    EXPECT_THAT(answer, EndsWith("\r\n\r\none two"));
  }
}

TEST_F(ServerTest, AnHttp10ClientGetsAnAnswerOfUnknownLengthUntilTheConnectionEnds) {
  Do([](ServerTest&, Exchange& exchange) { return InPieces(exchange, std::nullopt); });
  const std::string answer = Ask("GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_THAT(answer, Not(HasSubstr("chunked")));
  EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\none two"));
}

TEST_F(ServerTest, AnAnswerInPiecesToHeadHasNone) {
  Do([](ServerTest&, Exchange& exchange) { return InPieces(exchange, std::nullopt); });
  Peer client = Connect();
  for (int again = 0; again < 2; ++again) {
    client.Send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_THAT(client.ReadUntil("\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
    EXPECT_TRUE(client.Silent());
  }
}

TEST_F(ServerTest, AnAnswerThatBreaksItsLengthIsCutNotEnded) {
  Do([](ServerTest&, Exchange& exchange) { return InPieces(exchange, 6); });
  EXPECT_THAT(Ask(Get("/")), Not(EndsWith("two")));
  Do([](ServerTest&, Exchange& exchange) { return InPieces(exchange, 8); });
  EXPECT_THAT(Ask(Get("/")), EndsWith("one two"));
}

TEST_F(ServerTest, AHandlerThatAnswersNothingIsAnsweredFor) {
  Do([](ServerTest&, Exchange&) -> Async<void> { co_return; });
  const std::string answer = Ask(Get("/"));
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 500 "));
  EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
}

TEST_F(ServerTest, AHandlerThatThrowsCostsItsOwnConnectionOnly) {
  Do([](ServerTest&, Exchange& exchange) -> Async<void> {
    if (exchange.head().target == "/bad") throw std::runtime_error("a defect");
    co_await exchange.Respond(200, {}, "fine");
  });
  Peer other = Connect();

  EXPECT_THAT(Ask(Get("/bad")), StartsWith("HTTP/1.1 500 "));

  other.Send(Get("/good"));
  EXPECT_THAT(other.ReadMessage(), EndsWith("fine"));
}

TEST_F(ServerTest, AHandlerThatThrowsInTheMiddleOfItsAnswerCutsIt) {
  Do([](ServerTest&, Exchange& exchange) -> Async<void> {
    co_await exchange.Start(200, {}, std::nullopt);
    co_await exchange.Write("begun");
    throw std::runtime_error("a defect");
  });
  const std::string answer = Ask(Get("/"));
  EXPECT_THAT(answer, EndsWith("5\r\nbegun\r\n"));
}

TEST_F(ServerTest, AbortCutsTheAnswer) {
  Do([](ServerTest&, Exchange& exchange) -> Async<void> {
    co_await exchange.Start(200, {}, std::nullopt);
    co_await exchange.Write("begun");
    exchange.Abort();
  });
  EXPECT_THAT(Ask(Get("/")), Not(EndsWith("0\r\n\r\n")));
}

TEST_F(ServerTest, AnAnswerWithAHeaderThatBreaksTheLineIsNotSent) {
  Do([](ServerTest&, Exchange& exchange) -> Async<void> {
    const std::array<Header, 1> headers{Header{"X-A", "b\r\nX-C: d"}};
    co_await exchange.Respond(200, headers, "");
  });
  EXPECT_THAT(Ask(Get("/")), StartsWith("HTTP/1.1 500 "));
}

TEST_F(ServerTest, TheClientsAddressIsKnown) {
  Do([](ServerTest&, Exchange& exchange) -> Async<void> {
    co_await exchange.Respond(200, {}, exchange.client_ip());
  });
  Peer client = Connect();
  client.Send(Get("/"));
  EXPECT_THAT(client.ReadMessage(), EndsWith("127.0.0.1"));
}

TEST_F(ServerTest, MoreConnectionsThanAllowedAreToldToComeBack) {
  StartServer({.connections_max = 1});
  Peer first = Connect();
  first.Send(Get("/"));
  first.ReadMessage();

  Peer second = Connect();
  second.Send(Post("too many"));
  const std::string answer = second.ReadToEnd();

  EXPECT_THAT(answer, StartsWith("HTTP/1.1 503 "));
  EXPECT_THAT(answer, HasSubstr("\r\nRetry-After: 1\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_EQ(server_->stats().refused_full, 1u);
  EXPECT_THAT(targets_, ElementsAre("/")) << "the handler saw nothing of it";
  first.Send(Get("/"));
  EXPECT_THAT(first.ReadMessage(), StartsWith("HTTP/1.1 200 "));
}

TEST_F(ServerTest, AConnectionThatIsTurnedAwayTakesNobodysPlace) {
  StartServer({.connections_max = 1});
  Peer first = Connect();
  Peer second = Connect();
  EXPECT_THAT(second.ReadToEnd(), StartsWith("HTTP/1.1 503 "));
  first.Close();
  loop_.Settle();
  EXPECT_EQ(server_->live(), 1u) << "the second has not closed its end";

  Peer third = Connect();
  third.Send(Get("/"));
  EXPECT_THAT(third.ReadMessage(), StartsWith("HTTP/1.1 200 "));
}

TEST_F(ServerTest, OnlySoManyAreTurnedAwayWithWords) {
  StartServer({.connections_max = 0});
  std::vector<Peer> told;
  for (std::size_t i = 0; i < Server::kTurnedAwayMax; ++i) told.push_back(Connect());

  EXPECT_EQ(Connect().ReadToEnd(), "") << "closed at once";
  for (Peer& client : told) EXPECT_THAT(client.ReadToEnd(), StartsWith("HTTP/1.1 503 "));
}

TEST_F(ServerTest, AnAddressInUseIsSaidByName) {
  http::testing::RawListener taken(loop_);
  Server server(loop_.io, loop_.ticker, {.port = taken.port()}, *this);
  const Result<void> listening = server.Listen();
  ASSERT_FALSE(listening);
  EXPECT_EQ(listening.error().code, Errc::kUnavailable);
  EXPECT_THAT(listening.error().detail, HasSubstr(std::to_string(taken.port())));
}

}  // namespace
}  // namespace rg::http

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/server_fixture.h"

namespace rg::http {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Deadlines are looked at ten times a second, so they are kept to two ticks.
constexpr Duration kSlack = 2 * Ticker::kTick;

// What waits too long, and what is done about it.
class ServerTime : public ServerTest {};

TEST_F(ServerTime, AHeadThatDoesNotEndInTimeIsClosed) {
  Peer client = Connect();
  client.Send("GET / HTTP/1.1\r\n");

  loop_.Advance(9s);
  EXPECT_FALSE(client.Ended());
  client.Send("Host");
  loop_.Advance(1s + kSlack);

  EXPECT_TRUE(client.Ended()) << "a byte now and then buys no more time";
}

TEST_F(ServerTime, AnIdleConnectionIsClosed) {
  Peer fresh = Connect();
  Peer used = Connect();
  used.Send(Get("/"));
  used.ReadMessage();

  loop_.Advance(59s);
  EXPECT_FALSE(fresh.Ended());
  EXPECT_FALSE(used.Ended());
  loop_.Advance(1s + kSlack);

  EXPECT_TRUE(fresh.Ended());
  EXPECT_TRUE(used.Ended());
}

TEST_F(ServerTime, ABodyThatFallsSilentIsClosed) {
  for (const std::string_view head :
       {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\nx",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\n\r\nx",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nx"}) {
    Peer client = Connect();
    client.Send(head);
    loop_.Advance(4s);
    EXPECT_FALSE(client.Ended());
    loop_.Advance(1s + kSlack);
    EXPECT_TRUE(client.Ended()) << head;
  }
  EXPECT_THAT(failures_, ElementsAre(Errc::kClientGone, Errc::kClientGone, Errc::kClientGone));
}

TEST_F(ServerTime, ABodyThatComesSlowlyButSteadilyIsRead) {
  const std::string body(20 * 1024, 'x');
  Peer client = Connect();
  client.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 20480\r\n\r\n");
  for (std::size_t sent = 0; sent < body.size(); sent += 1024) {
    loop_.Advance(1s);
    ASSERT_TRUE(client.Send({body.data() + sent, 1024})) << sent;
  }
  EXPECT_THAT(client.ReadUntil("\r\n"), StartsWith("HTTP/1.1 200 "));
}

TEST_F(ServerTime, ABodyThatDripsIsClosed) {
  Peer client = Connect();
  client.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 20480\r\n\r\n");
  int seconds = 0;
  for (; seconds < 30 && !client.Ended(); ++seconds) {
    loop_.Advance(1s);
    client.Send("x");
  }
  EXPECT_LE(seconds, 7);
}

TEST_F(ServerTime, TheHandlerHasAllTheTimeItWants) {
  Do(&Wait);
  Peer client = Connect();
  client.Send(Post("late"));
  loop_.Until([this] { return waiting_; });
  loop_.Advance(1h);
  release_ = true;
  EXPECT_THAT(client.ReadMessage(), EndsWith("late"));
}

Async<void> SendMuch(ServerTest&, Exchange& exchange) {
  static const std::string much(64 << 20, 'x');
  co_await exchange.Respond(200, {}, much);
}

TEST_F(ServerTime, AClientThatStopsReadingIsCut) {
  Do(&SendMuch);
  Peer client = Connect(4096);
  client.Send(Get("/"));
  client.Read(1000);

  loop_.Advance(30s + kSlack);

  EXPECT_TRUE(loop_.Until([this] { return server_->live() == 0; }));
}

TEST_F(ServerTime, AClientThatReadsSlowlyIsNotCut) {
  Do(&SendMuch);
  Peer client = Connect(4096);
  client.Send(Get("/"));
  client.ReadUntil("\r\n\r\n");
  std::size_t got = 0;
  for (int pause = 0; pause < 4; ++pause) {
    got += client.Read(4 << 20).size();
    loop_.Advance(20s);
  }
  got += client.Read((64 << 20) - got).size();
  EXPECT_EQ(got, std::size_t{64} << 20);
}

class ClientGone : public ServerTest {
 protected:
  static Async<void> Watch(ServerTest& base, Exchange& exchange) {
    auto& test = static_cast<ClientGone&>(base);
    exchange.OnClientGone([&test] { test.gone_ += "gone "; });
    test.waiting_ = true;
    while (test.gone_.empty() && !test.release_) co_await test.Turn();
    const Result<void> answered = co_await exchange.Respond(200, {}, "late");
    test.gone_ += answered ? "answered" : "unanswered";
  }
  ClientGone() { Do(&Watch); }
  void UntilWaiting() {
    loop_.Until([this] { return waiting_; });
  }
  bool UntilEnded() {
    return loop_.Until([this] { return server_->live() == 0; });
  }
};

TEST_F(ClientGone, IsToldWithinASecond) {
  Peer client = Connect();
  client.Send(Get("/"));
  UntilWaiting();
  client.Close();

  loop_.Advance(500ms);

  EXPECT_TRUE(UntilEnded());
  EXPECT_EQ(gone_, "gone unanswered");
}

TEST_F(ClientGone, IsToldAfterAResetToo) {
  Peer client = Connect();
  client.Send(Get("/"));
  UntilWaiting();
  client.Reset();
  loop_.Advance(500ms);
  EXPECT_TRUE(UntilEnded());
  EXPECT_EQ(gone_, "gone unanswered");
}

TEST_F(ClientGone, IsSeenBehindARequestThatWasPipelined) {
  Peer client = Connect();
  client.Send(Get("/"));
  UntilWaiting();
  client.Send(Get("/another"));
  client.Close();
  loop_.Advance(500ms);
  EXPECT_TRUE(UntilEnded());
  EXPECT_EQ(gone_, "gone unanswered");
}

TEST_F(ClientGone, IsNotSaidOfAClientThatMerelyPipelines) {
  Peer client = Connect();
  client.Send(Get("/"));
  UntilWaiting();
  client.Send("GET /an");
  loop_.Advance(5s);
  EXPECT_EQ(gone_, "");
  release_ = true;
  EXPECT_THAT(client.ReadMessage(), EndsWith("late"));
}

TEST_F(ClientGone, IsSaidWhenTheServerCuts) {
  Peer client = Connect();
  client.Send(Get("/"));
  UntilWaiting();
  server_->BeginDrain();
  EXPECT_EQ(gone_, "");
  server_->CutAll();
  EXPECT_TRUE(UntilEnded());
  EXPECT_EQ(gone_, "gone unanswered");
  EXPECT_EQ(client.ReadToEnd(), "");
}

TEST_F(ClientGone, EndsAWriteThatWaitsForIt) {
  Do([](ServerTest& test, Exchange& exchange) -> Async<void> {
    exchange.OnClientGone([] {});
    co_await SendMuch(test, exchange);
  });
  Peer client = Connect(4096);
  client.Send(Get("/"));
  client.Read(1000);

  client.FinishSending();
  loop_.Advance(1s);

  EXPECT_TRUE(UntilEnded()) << "what it does not read is not waited for";
}

class Drain : public ServerTest {
 protected:
  // Answers a GET slowly, its head at once; echoes a POST.
  static Async<void> Take(ServerTest& base, Exchange& exchange) {
    auto& test = static_cast<Drain&>(base);
    if (exchange.head().method == "POST") co_return co_await Echo(base, exchange);
    co_await exchange.Start(200, {}, 4);
    test.waiting_ = true;
    while (!test.release_) co_await test.Turn();
    co_await exchange.Write("long");
    co_await exchange.Finish();
  }
};

TEST_F(Drain, ClosesConnectionsThatStayIdle) {
  Peer fresh = Connect();
  Peer used = Connect();
  used.Send(Get("/"));
  used.ReadMessage();
  loop_.Settle();

  server_->BeginDrain();
  EXPECT_FALSE(used.Ended()) << "a request may be on its way";
  loop_.Advance(500ms + kSlack);

  EXPECT_TRUE(fresh.Ended());
  EXPECT_TRUE(used.Ended());
  EXPECT_TRUE(loop_.Until([this] { return server_->live() == 0; }));
}

TEST_F(Drain, ServesARequestThatWasOnItsWay) {
  Peer fresh = Connect();
  Peer used = Connect();
  used.Send(Get("/"));
  used.ReadMessage();

  server_->BeginDrain();
  loop_.Advance(300ms);

  for (Peer* client : {&fresh, &used}) {
    client->Send(Post("just so"));
    const std::string answer = client->ReadToEnd();
    EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
    EXPECT_THAT(answer, EndsWith("just so"));
  }
}

TEST_F(Drain, ServesARequestBehindAnAnswerThatDidNotSayTheConnectionCloses) {
  Do(&Take);
  Peer client = Connect();
  client.Send(Get("/") + Post("behind") + Post("never read"));
  loop_.Until([this] { return waiting_; });

  server_->BeginDrain();
  release_ = true;

  EXPECT_THAT(client.ReadUntil("long"), Not(HasSubstr("Connection: close")));
  const std::string answer = client.ReadToEnd();
  EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_THAT(answer, EndsWith("behind"));
}

TEST_F(Drain, ServesAConnectionThatWasNotAcceptedYet) {
  Peer client = Connect();
  client.SendUnseen(Post("in time"));

  server_->BeginDrain();

  EXPECT_THAT(client.ReadToEnd(), EndsWith("in time"));
}

TEST_F(Drain, LetsARunningExchangeEndAndSaysThatTheConnectionCloses) {
  Do(&Wait);
  Peer client = Connect();
  client.Send(Post("last"));
  loop_.Until([this] { return waiting_; });

  server_->BeginDrain();
  release_ = true;

  const std::string answer = client.ReadToEnd();
  EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_THAT(answer, EndsWith("last"));
}

TEST_F(Drain, ServesARequestThatHasArrivedButWasNotReadYet) {
  Peer used = Connect();
  used.Send(Get("/"));
  used.ReadMessage();
  Peer fresh = Connect();
  loop_.Settle();
  const std::string request = Post("in time");
  // Behind the loop's back: the bytes are in the kernel when the drain begins.
  used.SendUnseen(request);
  fresh.SendUnseen(request);

  server_->BeginDrain();

  for (Peer* client : {&used, &fresh}) {
    const std::string answer = client->ReadToEnd();
    EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
    EXPECT_THAT(answer, EndsWith("in time"));
  }
}

TEST_F(Drain, AcceptsNobodyNew) {
  const std::uint16_t port = server_->port();
  server_->BeginDrain();
  loop_.Settle();
  EXPECT_THROW(Peer::Connect(loop_, port), std::runtime_error);
}

TEST_F(Drain, CutAllEndsWhatIsUnderWay) {
  Do([](ServerTest&, Exchange& exchange) -> Async<void> {
    Result<void> sent = co_await exchange.Start(200, {}, std::nullopt);
    while (sent) sent = co_await exchange.Write("more");
  });
  Peer client = Connect();
  client.Send(Get("/"));
  client.Read(1000);

  server_->BeginDrain();
  server_->CutAll();

  EXPECT_TRUE(loop_.Until([this] { return server_->live() == 0; }));
}

}  // namespace
}  // namespace rg::http

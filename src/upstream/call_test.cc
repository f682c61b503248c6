#include "upstream/call.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "upstream/upstream_fixture.h"

namespace rg::upstream {
namespace {

using namespace std::chrono_literals;
using http::testing::Await;
using http::testing::Started;

constexpr Fault kFaults[] = {
    Fault::kNone,           Fault::kResolve,   Fault::kForbiddenAddress, Fault::kConnectRefused,
    Fault::kConnectTimeout, Fault::kTls,       Fault::kFirstByteTimeout, Fault::kIdleTimeout,
    Fault::kReset,          Fault::kMalformed, Fault::kCancelled};

TEST(MayRetryTest, IsAllowedWhereNoConnectionWasMade) {
  for (const Fault fault : {Fault::kConnectRefused, Fault::kConnectTimeout, Fault::kResolve}) {
    EXPECT_TRUE(MayRetry(fault, false, false, 1, 2));
    EXPECT_TRUE(MayRetry(fault, true, false, 1, 2));
  }
}

TEST(MayRetryTest, IsAllowedAfterAResetOnlyWhereRepeatingIsSafe) {
  EXPECT_TRUE(MayRetry(Fault::kReset, true, false, 1, 2));
  EXPECT_FALSE(MayRetry(Fault::kReset, false, false, 1, 2));
}

TEST(MayRetryTest, IsNeverAllowedOnceAnAnswerBeganOrTheAttemptsAreSpent) {
  for (const Fault fault : kFaults) {
    EXPECT_FALSE(MayRetry(fault, true, true, 1, 9)) << Describe(fault);
    EXPECT_FALSE(MayRetry(fault, true, false, 2, 2)) << Describe(fault);
    EXPECT_FALSE(MayRetry(fault, true, false, 1, 1)) << Describe(fault);
  }
}

TEST(MayRetryTest, WillNotHelpAfterEverythingElse) {
  for (const Fault fault :
       {Fault::kNone, Fault::kForbiddenAddress, Fault::kTls, Fault::kFirstByteTimeout,
        Fault::kIdleTimeout, Fault::kMalformed, Fault::kCancelled}) {
    EXPECT_FALSE(MayRetry(fault, true, false, 1, 9)) << Describe(fault);
  }
}

TEST(BackoffTest, DoublesUpToABoundAndSpreads) {
  for (int attempts = 1; attempts <= 40; ++attempts) {
    const Duration least = Backoff(attempts, 0);
    const Duration most = Backoff(attempts, 0.999);
    EXPECT_GE(least, 50ms);
    EXPECT_GT(most, least);
    EXPECT_LE(most, 1600ms);
    EXPECT_GE(Backoff(attempts + 1, 0), least);
  }
}

TEST(FaultTest, EveryFaultButNoneIsASentence) {
  for (const Fault fault : kFaults) {
    EXPECT_EQ(Describe(fault).empty(), fault == Fault::kNone);
  }
}

class CallTest : public UpstreamTest {
 protected:
  Request Ask(bool safe = false, int attempts_max = 2) {
    return {.origin = origin_,
            .method = "GET",
            .bytes = request_,
            .safe_to_repeat = safe,
            .timeouts = {5s, 60s, 30s},
            .attempts_max = attempts_max};
  }
  std::string ReadAll(Call& call, Fault& fault) {
    std::string body;
    for (;;) {
      const Call::Piece piece = Await(loop_, call.Read());
      body += piece.bytes;
      fault = piece.fault;
      if (piece.end || piece.fault != Fault::kNone) return body;
    }
  }
  // A whole call that is answered like this.
  std::string Answer(std::string_view answer, Fault& fault, std::string_view then_close = "") {
    Call call(pool_, loop_.io, 0);
    const Request request = Ask();
    Started<Fault> open(loop_, call.Open(request));
    Peer server = listener_.Accept();
    server.ReadUntil("\r\n\r\n");
    server.Send(answer);
    if (then_close == "close") server.FinishSending();
    if (then_close == "reset") server.Reset();
    fault = open.Get();
    return fault == Fault::kNone ? ReadAll(call, fault) : "";
  }
};

TEST_F(CallTest, PassesAnAnswerOn) {
  Fault fault = Fault::kReset;
  EXPECT_EQ(Answer(kAnswer, fault), "ok");
  EXPECT_EQ(fault, Fault::kNone);
  EXPECT_EQ(pool_.idle(), 1u);
}

TEST_F(CallTest, AHostileAnswerIsAFaultAndItsConnectionIsNotKept) {
  struct Row {
    std::string_view answer;
    std::string_view then;
    Fault fault;
  };
  for (const Row& row : {
           Row{"", "close", Fault::kReset},
           Row{"HTTP/1.1 200", "close", Fault::kReset},
           Row{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", "close", Fault::kReset},
           Row{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", "reset", Fault::kReset},
           Row{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "close",
               Fault::kReset},
           Row{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n", "",
               Fault::kMalformed},
           Row{"HTTP/1.1 101 Switching Protocols\r\n\r\n", "", Fault::kMalformed},
           Row{"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "",
               Fault::kMalformed},
           Row{"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "",
               Fault::kMalformed},
           Row{"\r\n\r\n", "", Fault::kMalformed},
           Row{"<html>", "close", Fault::kReset},
       }) {
    Fault fault = Fault::kNone;
    Answer(row.answer, fault, row.then);
    EXPECT_EQ(fault, row.fault) << row.answer;
    EXPECT_EQ(pool_.idle(), 0u) << row.answer;
  }
}

TEST_F(CallTest, WhatComesBehindAnAnswerNeverReachesTheNextCall) {
  Fault fault = Fault::kNone;
  EXPECT_EQ(
      Answer(std::string(kAnswer) + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil", fault),
      "ok");
  EXPECT_EQ(pool_.idle(), 0u);
  EXPECT_EQ(Answer("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood", fault), "good");
}

TEST_F(CallTest, NothingIsRetriedOnceItMayHaveBeenRead) {
  Call call(pool_, loop_.io, 0);
  const Request request = Ask();
  Started<Fault> open(loop_, call.Open(request));
  Peer server = listener_.Accept();
  server.ReadUntil("\r\n\r\n");
  server.Reset();
  EXPECT_EQ(open.Get(), Fault::kReset);
  EXPECT_EQ(call.attempts(), 1);
  EXPECT_TRUE(call.sent());
}

TEST_F(CallTest, WhatIsSafeToRepeatIsRetriedAfterAReset) {
  Call call(pool_, loop_.io, 0);
  const Request request = Ask(true);
  Started<Fault> open(loop_, call.Open(request));
  Peer first = listener_.Accept();
  first.ReadUntil("\r\n\r\n");
  first.Reset();
  Peer second = listener_.Accept();
  EXPECT_EQ(second.ReadUntil("\r\n\r\n"), kRequest);
  second.Send(kAnswer);
  EXPECT_EQ(open.Get(), Fault::kNone);
  EXPECT_EQ(call.attempts(), 2);
}

TEST_F(CallTest, NothingIsRetriedOnceAnAnswerHasBegun) {
  Call call(pool_, loop_.io, 0);
  const Request request = Ask(true);
  Started<Fault> open(loop_, call.Open(request));
  Peer server = listener_.Accept();
  server.Send("HTTP/1.1 2");
  server.FinishSending();
  EXPECT_EQ(open.Get(), Fault::kReset);
  EXPECT_EQ(call.attempts(), 1);
}

TEST_F(CallTest, AServerThatRefusesIsTriedAsOftenAsAllowedAndNothingWasSent) {
  listener_.Close();
  Call call(pool_, loop_.io, 0xffffffffffffffff);
  const Request request = Ask(false, 3);
  EXPECT_EQ(Await(loop_, call.Open(request)), Fault::kConnectRefused);
  EXPECT_EQ(call.attempts(), 3);
  EXPECT_FALSE(call.sent());
}

TEST_F(CallTest, SilenceBeforeTheHeadAndInTheBodyHaveTheirOwnNames) {
  Call call(pool_, loop_.io, 0);
  const Request request = Ask();
  Started<Fault> open(loop_, call.Open(request));
  Peer server = listener_.Accept();
  loop_.Advance(61s);
  EXPECT_EQ(open.Get(), Fault::kFirstByteTimeout);

  Call other(pool_, loop_.io, 0);
  Started<Fault> again(loop_, other.Open(request));
  Peer second = listener_.Accept();
  second.Send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
  EXPECT_EQ(again.Get(), Fault::kNone);
  Started<Call::Piece> piece(loop_, http::testing::Finish(other.Read()));
  loop_.Advance(31s);
  EXPECT_EQ(piece.Get().fault, Fault::kIdleTimeout);
}

TEST_F(CallTest, CancelEndsTheWaitForTheHead) {
  Call call(pool_, loop_.io, 0);
  const Request request = Ask();
  Started<Fault> open(loop_, call.Open(request));
  Peer server = listener_.Accept();
  server.ReadUntil("\r\n\r\n");
  call.Cancel();
  EXPECT_EQ(open.Get(), Fault::kCancelled);
  EXPECT_TRUE(server.Ended());
}

TEST_F(CallTest, CancelEndsTheBodyAndTheConnection) {
  Call call(pool_, loop_.io, 0);
  const Request request = Ask();
  Started<Fault> open(loop_, call.Open(request));
  Peer server = listener_.Accept();
  server.ReadUntil("\r\n\r\n");
  server.Send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
  ASSERT_EQ(open.Get(), Fault::kNone);
  Started<Call::Piece> piece(loop_, http::testing::Finish(call.Read()));
  loop_.Settle();
  call.Cancel();
  EXPECT_EQ(piece.Get().fault, Fault::kCancelled);
  EXPECT_TRUE(server.Ended());
}

TEST_F(CallTest, CancelEndsThePauseBeforeTheNextAttempt) {
  listener_.Close();
  Call call(pool_, loop_.io, 0);
  const Request request = Ask(false, 9);
  Started<Fault> open(loop_, call.Open(request));
  loop_.Until([&] { return call.attempts() == 1; });
  loop_.Settle();
  call.Cancel();
  EXPECT_EQ(open.Get(), Fault::kCancelled);
  EXPECT_EQ(call.attempts(), 1);
}

TEST_F(CallTest, CancelEndsTheWaitForAConnection) {
  Listener full(loop_, 0);
  std::vector<Peer> queue;
  for (int i = 0; i < 2; ++i) queue.push_back(Peer::BeginConnect(loop_, full.port()));
  loop_.Settle();
  origin_.port = full.port();
  Call call(pool_, loop_.io, 0);
  const Request request = Ask();
  Started<Fault> open(loop_, call.Open(request));
  loop_.Settle();

  call.Cancel();
  loop_.Advance(1s);

  EXPECT_TRUE(open.done()) << "a client that left is not kept waiting for";
  EXPECT_EQ(open.Get(), Fault::kCancelled);
  EXPECT_FALSE(call.sent());
}

TEST_F(CallTest, ACallThatWasCutMidAnswerDoesNotGiveItsConnectionBack) {
  {
    Call call(pool_, loop_.io, 0);
    const Request request = Ask();
    Started<Fault> open(loop_, call.Open(request));
    Peer server = listener_.Accept();
    server.Send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
    ASSERT_EQ(open.Get(), Fault::kNone);
  }
  EXPECT_EQ(pool_.idle(), 0u);
}

}  // namespace
}  // namespace rg::upstream

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journal/full_disk.h"
#include "journal/segment.h"
#include "pipeline/pipeline_fixture.h"

namespace rg::pipeline {
namespace {

using namespace std::chrono_literals;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr auto kSlack = 2 * http::Ticker::kTick;

// Every way a call can end: one event, no hold left open, and the client told in its own words.
class Ending : public PipelineTest {
 protected:
  // One call that the provider answers like this.
  std::string Ask(const std::string& request, std::string_view answer) {
    Peer client = Connect();
    client.Send(request);
    Peer provider = Provider();
    provider.Send(answer);
    return client.ReadMessage();
  }
  // One call that never leaves.
  std::string Refused(const std::string& request) {
    Peer client = Connect();
    client.Send(request);
    const std::string answer = client.ReadMessage();
    EXPECT_FALSE(provider_.SomebodyWaits());
    return answer;
  }
};

TEST_F(Ending, Ok) {
  AddBudget(Money::Dollars(1));
  Configure();
  const std::string answer = Ask(Chat(), ChatAnswer());

  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nX-RateGuard-Cost-Cents: 0.002\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nX-RateGuard-Budget-Remaining: 0.99998\r\n"));
  const Recorded event = ExpectEnded(Outcome::kOk);
  EXPECT_EQ(event.cost, Money::Nanos(20'000));
  EXPECT_FALSE(event.estimated);
  EXPECT_EQ(Settled(), event.cost);
}

TEST_F(Ending, OkStream) {
  Peer client = Connect();
  client.Send(ChatStream());
  Peer provider = Provider();
  provider.Send(std::string(kStreamHead) + Chunk(ChatDelta("hi")) + Chunk(ChatUsage()) +
                Chunk(kDone) + "0\r\n\r\n");
  EXPECT_THAT(client.ReadUntil("\r\n0\r\n\r\n"), HasSubstr(kDone));
  EXPECT_EQ(ExpectEnded(Outcome::kOk).cost, Money::Nanos(20'000));
}

TEST_F(Ending, OkGeneric) {
  const std::string answer = Ask(Request("/proxy/mail/send", "{}"), Json("{}"));
  EXPECT_THAT(answer, HasSubstr("\r\nX-RateGuard-Cost-Cents: 0.00007\r\n"));
  EXPECT_EQ(ExpectEnded(Outcome::kOk).cost, Money::Nanos(700));
}

TEST_F(Ending, RefusedRequest) {
  const std::string answer = Refused(Request("/v1/chat/completions", R"({"model":)"));
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(answer, HasSubstr(R"("type":"invalid_request_error")"));
  const Recorded event = ExpectEnded(Outcome::kRefusedRequest);
  EXPECT_EQ(event.status, 400);
  EXPECT_EQ(event.error_code, "invalid_request");
}

TEST_F(Ending, RefusedKey) {
  Peer client = Connect();
  client.Send("POST /v1/messages HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}");
  const std::string answer = client.ReadMessage();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 401 "));
  EXPECT_THAT(answer, HasSubstr(R"({"type":"error","error":{"type":"authentication_error")"));
  EXPECT_EQ(ExpectEnded(Outcome::kRefusedKey).settle_seq, 0u);
}

TEST_F(Ending, RefusedKeyThatMayHaveBeenMadeSince) {
  snapshot_is_current_ = false;
  SystemEntropy entropy;
  const std::string known = token_;
  token_ = auth::NewKey(entropy, auth::KeyKind::kLive).Reveal();
  const std::string answer = Refused(Chat());
  token_ = known;

  EXPECT_THAT(answer, StartsWith("HTTP/1.1 503 "));
  EXPECT_THAT(answer, HasSubstr("\r\nRetry-After: 1\r\n"));
  ExpectEnded(Outcome::kRefusedUnavailable);
}

TEST_F(Ending, RefusedRateLimit) {
  AddRule(1).unit = limit::Unit::kMoney;
  Configure();
  const std::string answer = Refused(Chat());
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 429 "));
  ExpectEnded(Outcome::kRefusedRateLimit);
}

TEST_F(Ending, RefusedBudget) {
  AddBudget(Money::Nanos(1000));
  Configure();
  const std::string answer = Refused(Chat());
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 402 "));
  EXPECT_THAT(answer, HasSubstr("\r\nx-should-retry: false\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nX-RateGuard-Budget-Remaining: 0.000001\r\n"));
  EXPECT_EQ(ExpectEnded(Outcome::kRefusedBudget).cost, Money());
}

TEST_F(Ending, RefusedUnbounded) {
  AddBudget(Money::Dollars(1));
  Configure();
  const std::string answer =
      Refused(Request("/v1/chat/completions", R"({"model":"gpt-unheard-of","messages":[]})"));
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 422 "));
  EXPECT_THAT(answer, HasSubstr("gpt-unheard-of"));
  ExpectEnded(Outcome::kRefusedUnbounded);
}

TEST_F(Ending, RefusedUnavailable) {
  OpenJournal({.folder = {}, .core = 1, .quota_bytes = 1});
  const std::string answer = Refused(Chat());
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 503 "));
  EXPECT_EQ(Quiet(), true);
  EXPECT_EQ(counters_.OpenHolds(), 0u);
  EXPECT_EQ(telemetry_.calls[static_cast<std::size_t>(Outcome::kRefusedUnavailable)].Get(), 1);
}

TEST_F(Ending, ADiskThatTakesNoHoldRefusesTheCallBeforeItLeaves) {
  std::string answer;
  {
    const journal::sample::FullDisk disk(journal::kSegmentHeaderBytes);
    answer = Refused(Chat());
  }

  EXPECT_THAT(answer, StartsWith("HTTP/1.1 503 "));
  EXPECT_TRUE(Quiet());
  EXPECT_EQ(counters_.OpenHolds(), 0u);
}

TEST_F(Ending, WhatTheProviderRefusesCostsNothing) {
  struct Row {
    std::string_view status;
    Outcome outcome;
  };
  int number = 0;
  for (const Row& row : {Row{"400 Bad Request", Outcome::kUpstreamClientError},
                         Row{"429 Too Many Requests", Outcome::kUpstreamRateLimited},
                         Row{"500 Internal Server Error", Outcome::kUpstreamServerError},
                         Row{"529 Overloaded", Outcome::kUpstreamServerError}}) {
    const std::string answer = Ask(Chat(), Json(R"({"error":{"message":"no"}})", row.status));
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 " + std::string(row.status.substr(0, 3))));
    EXPECT_THAT(answer, EndsWith(R"({"error":{"message":"no"}})"));
    EXPECT_TRUE(Quiet());
    const std::vector<Recorded> events = Events();
    ASSERT_EQ(events.size(), static_cast<std::size_t>(++number));
    EXPECT_EQ(events.back().outcome, row.outcome) << row.status;
    EXPECT_EQ(events.back().cost, Money());
    EXPECT_FALSE(events.back().estimated);
  }
  EXPECT_EQ(counters_.OpenHolds(), 0u);
}

TEST_F(Ending, ConnectRefused) {
  provider_.Close();
  Peer client = Connect();
  client.Send(Chat());
  const std::string answer = client.ReadMessage();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 502 "));
  EXPECT_THAT(answer, HasSubstr("\r\nx-should-retry: true\r\n"));
  EXPECT_EQ(ExpectEnded(Outcome::kConnectRefused).cost, Money());
}

TEST_F(Ending, ConnectTimeout) {
  Listener full(loop_, 0);
  std::vector<Peer> queue;
  for (int i = 0; i < 2; ++i) queue.push_back(Peer::BeginConnect(loop_, full.port()));
  loop_.Settle();
  api_.base.port = full.port();
  Configure();
  Peer client = Connect();
  client.Send(Chat());
  loop_.Until([this] { return counters_.OpenHolds() == 1; });
  loop_.Settle();
  loop_.Advance(api_.timeouts.connect + kSlack);
  EXPECT_THAT(client.ReadMessage(), StartsWith("HTTP/1.1 504 "));
  EXPECT_EQ(ExpectEnded(Outcome::kConnectTimeout).cost, Money());
}

TEST_F(Ending, TlsFailure) {
  api_.base.tls = true;
  Configure();
  Peer client = Connect();
  client.Send(Chat());
  Peer provider = provider_.Accept();
  provider.Send("HTTP/1.1 400 this is no TLS\r\n\r\n");
  EXPECT_THAT(client.ReadMessage(), StartsWith("HTTP/1.1 502 "));
  EXPECT_EQ(ExpectEnded(Outcome::kTlsFailure).cost, Money());
}

TEST_F(Ending, FirstByteTimeout) {
  Peer client = Connect();
  client.Send(Chat());
  Peer provider = Provider();
  loop_.Advance(api_.timeouts.first_byte + kSlack);
  EXPECT_THAT(client.ReadMessage(), StartsWith("HTTP/1.1 504 "));
  const Recorded event = ExpectEnded(Outcome::kFirstByteTimeout);
  EXPECT_TRUE(event.estimated) << "the provider may have charged for it";
  EXPECT_GT(event.cost, Money());
}

TEST_F(Ending, IdleTimeoutInAnAnswer) {
  Peer client = Connect();
  client.Send(Chat());
  Peer provider = Provider();
  provider.Send(ChatAnswer().substr(0, 150));
  loop_.Advance(api_.timeouts.idle + kSlack);
  EXPECT_THAT(client.ReadMessage(), StartsWith("HTTP/1.1 504 "));
  EXPECT_TRUE(ExpectEnded(Outcome::kIdleTimeout).estimated);
}

TEST_F(Ending, IdleTimeoutInAStream) {
  Peer client = Connect();
  client.Send(ChatStream());
  Peer provider = Provider();
  provider.Send(std::string(kStreamHead) + Chunk(ChatDelta("four")));
  client.ReadUntil("four");
  loop_.Advance(api_.timeouts.idle + kSlack);
  EXPECT_THAT(client.ReadUntil("\r\n0\r\n\r\n"), HasSubstr(R"(data: {"error":{"message":")"));
  EXPECT_TRUE(ExpectEnded(Outcome::kIdleTimeout).estimated);
}

TEST_F(Ending, UpstreamResetBeforeItsHead) {
  Peer client = Connect();
  client.Send(Chat());
  Provider().Reset();
  EXPECT_THAT(client.ReadMessage(), StartsWith("HTTP/1.1 502 "));
  EXPECT_TRUE(ExpectEnded(Outcome::kUpstreamReset).estimated);
}

TEST_F(Ending, UpstreamResetInAStream) {
  Peer client = Connect();
  client.Send(ChatStream());
  Peer provider = Provider();
  provider.Send(std::string(kStreamHead) + Chunk(ChatDelta("four")));
  client.ReadUntil("four");
  provider.Reset();
  EXPECT_THAT(client.ReadUntil("\r\n0\r\n\r\n"), HasSubstr(R"(data: {"error":{"message":")"));
  EXPECT_TRUE(ExpectEnded(Outcome::kUpstreamReset).estimated);
}

TEST_F(Ending, UpstreamResetInALongAnswerIsAccountedByWhatCame) {
  Peer client = Connect();
  client.Send(Chat(R"("max_tokens":4000,)"));
  Peer provider = Provider();
  provider.Send(
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000000\r\n\r\n" +
      std::string(2'000'000, ' '));
  client.Read(1'000'000);
  provider.Reset();
  client.ReadToEnd();
  const Recorded event = ExpectEnded(Outcome::kUpstreamReset);
  EXPECT_TRUE(event.estimated);
  EXPECT_EQ(event.usage.OutputTokens(), 4000) << "never more than the call was allowed";
}

TEST_F(Ending, AnErrorTheProviderCutShortCostsNothing) {
  Peer client = Connect();
  client.Send(Chat());
  Peer provider = Provider();
  provider.Send("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 99\r\n\r\n{\"err");
  provider.FinishSending();
  EXPECT_THAT(client.ReadMessage(), StartsWith("HTTP/1.1 502 "));
  const Recorded event = ExpectEnded(Outcome::kUpstreamReset);
  EXPECT_EQ(event.cost, Money());
}

TEST_F(Ending, UpstreamMalformed) {
  int number = 0;
  for (const std::string& answer :
       {std::string("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"),
        std::string("SSH-2.0\r\n\r\n"), Json("<html>not JSON</html>"), Json(R"({"choices":[)")}) {
    EXPECT_THAT(Ask(Chat(), answer), StartsWith("HTTP/1.1 502 ")) << answer;
    EXPECT_TRUE(Quiet());
    const std::vector<Recorded> events = Events();
    ASSERT_EQ(events.size(), static_cast<std::size_t>(++number));
    EXPECT_EQ(events.back().outcome, Outcome::kUpstreamMalformed) << answer;
    EXPECT_TRUE(events.back().estimated);
  }
  EXPECT_EQ(counters_.OpenHolds(), 0u);
}

TEST_F(Ending, AnOversizeEventIsMalformed) {
  Peer client = Connect();
  client.Send(ChatStream());
  Peer provider = Provider();
  provider.Send(std::string(kStreamHead));
  for (int i = 0; i < 20; ++i) provider.Send(Chunk("data: " + std::string(100'000, 'x')));
  client.ReadUntil("\r\n0\r\n\r\n");
  ExpectEnded(Outcome::kUpstreamMalformed);
}

TEST_F(Ending, ClientGoneEarlyCancelsTheCall) {
  Peer client = Connect();
  client.Send(Chat());
  Peer provider = Provider();
  client.Close();
  loop_.Advance(1s);
  EXPECT_TRUE(provider.Ended());
  const Recorded event = ExpectEnded(Outcome::kClientGoneEarly);
  EXPECT_TRUE(event.estimated);
  EXPECT_EQ(event.status, 0);
}

TEST_F(Ending, ClientGoneEarlyLetsTheCallEndWhereItIsDrained) {
  api_.on_disconnect = route::OnDisconnect::kDrain;
  Configure();
  Peer client = Connect();
  client.Send(Chat());
  Peer provider = Provider();
  client.Close();
  loop_.Advance(1s);
  EXPECT_FALSE(provider.Ended());
  provider.Send(ChatAnswer());
  const Recorded event = ExpectEnded(Outcome::kClientGoneEarly);
  EXPECT_FALSE(event.estimated);
  EXPECT_EQ(event.cost, Money::Nanos(20'000));
}

TEST_F(Ending, ClientGoneMidStreamCancelsTheCall) {
  Peer client = Connect();
  client.Send(ChatStream());
  Peer provider = Provider();
  provider.Send(std::string(kStreamHead) + Chunk(ChatDelta("four")));
  client.ReadUntil("four");
  client.Close();
  loop_.Advance(1s);
  EXPECT_TRUE(provider.Ended());
  EXPECT_TRUE(ExpectEnded(Outcome::kClientGoneMidAnswer).estimated);
}

TEST_F(Ending, ClientGoneMidStreamIsDrainedToItsTrueCost) {
  api_.on_disconnect = route::OnDisconnect::kDrain;
  Configure();
  Peer client = Connect();
  client.Send(ChatStream());
  Peer provider = Provider();
  provider.Send(std::string(kStreamHead) + Chunk(ChatDelta("four")));
  client.ReadUntil("four");
  client.Close();
  loop_.Advance(1s);
  provider.Send(Chunk(ChatDelta("more")) + Chunk(ChatUsage()) + Chunk(kDone) + "0\r\n\r\n");
  const Recorded event = ExpectEnded(Outcome::kClientGoneMidAnswer);
  EXPECT_FALSE(event.estimated);
  EXPECT_EQ(event.cost, Money::Nanos(20'000));
}

TEST_F(Ending, ADrainHasACap) {
  api_.on_disconnect = route::OnDisconnect::kDrain;
  api_.drain_cap_bytes = 10'000;
  Configure();
  Peer client = Connect();
  client.Send(ChatStream());
  Peer provider = Provider();
  provider.Send(std::string(kStreamHead) + Chunk(ChatDelta("four")));
  client.ReadUntil("four");
  client.Close();
  loop_.Advance(1s);
  for (int i = 0; i < 100; ++i) provider.Send(Chunk(ChatDelta(std::string(1000, 'x'))));
  EXPECT_TRUE(ExpectEnded(Outcome::kClientGoneMidAnswer).estimated);
}

TEST_F(Ending, ADrainOfALongAnswerHasACap) {
  api_.on_disconnect = route::OnDisconnect::kDrain;
  api_.drain_cap_bytes = 10'000;
  Configure();
  Peer client = Connect();
  client.Send(Chat());
  Peer provider = Provider();
  provider.Send("HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n" + std::string(2'000'000, ' '));
  client.Read(1'000'000);
  client.Close();
  loop_.Advance(1s);
  provider.Send(std::string(100'000, ' '));
  EXPECT_TRUE(ExpectEnded(Outcome::kClientGoneMidAnswer).estimated);
}

TEST_F(Ending, ClientGoneInTheQueueCostsNothing) {
  AddRule(1, limit::OnExcess::kQueue).max_wait = 2min;
  Configure();
  Ask(Chat(), ChatAnswer());
  Peer client = Connect();
  client.Send(Chat());
  loop_.Settle();
  client.Close();
  loop_.Advance(1s);
  EXPECT_TRUE(Quiet());
  EXPECT_EQ(Events().back().outcome, Outcome::kClientGoneEarly);
  EXPECT_EQ(Events().back().cost, Money());
  EXPECT_EQ(Events().size(), 2u);
}

TEST_F(Ending, Drained) {
  Peer client = Connect();
  client.Send(Chat());
  Peer provider = Provider();
  server_.BeginDrain();
  server_.CutAll();
  const Recorded event = ExpectEnded(Outcome::kDrained);
  EXPECT_TRUE(event.estimated);
  EXPECT_TRUE(provider.Ended());
}

TEST_F(Ending, DrainedMidStreamEvenWhereTheApiDrains) {
  api_.on_disconnect = route::OnDisconnect::kDrain;
  Configure();
  Peer client = Connect();
  client.Send(ChatStream());
  Peer provider = Provider();
  provider.Send(std::string(kStreamHead) + Chunk(ChatDelta("four")));
  client.ReadUntil("four");
  server_.BeginDrain();
  server_.CutAll();
  ExpectEnded(Outcome::kDrained);
}

TEST_F(Ending, DrainedInALongAnswer) {
  Peer client = Connect();
  client.Send(Chat());
  Peer provider = Provider();
  provider.Send("HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n" + std::string(2'000'000, ' '));
  client.Read(1'000'000);
  server_.BeginDrain();
  server_.CutAll();
  ExpectEnded(Outcome::kDrained);
}

TEST_F(Ending, ClientGoneInALongAnswer) {
  Peer client = Connect();
  client.Send(Chat());
  Peer provider = Provider();
  provider.Send("HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n" + std::string(2'000'000, ' '));
  client.Read(1'000'000);
  client.Close();
  loop_.Advance(1s);
  ExpectEnded(Outcome::kClientGoneMidAnswer);
}

TEST_F(Ending, InternalError) {
  ASSERT_TRUE(FaultPoints::Set(faults_, "", "admitted"));
  const std::string answer = Refused(Chat());
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 500 "));
  EXPECT_THAT(answer, Not(HasSubstr("fault point"))) << "what went wrong is for our log";
  EXPECT_EQ(ExpectEnded(Outcome::kInternalError).cost, Money());
}

}  // namespace
}  // namespace rg::pipeline

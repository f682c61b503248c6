#include "pipeline/pipeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/pipeline_fixture.h"

namespace rg::pipeline {
namespace {

using namespace std::chrono_literals;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Looks on while an exchange is answered: what was in the books when, and who listens to what.
class Witness final : public http::Exchange {
 public:
  Witness(http::Exchange& inner, std::function<std::size_t()> events)
      : inner_(inner), events_(std::move(events)) {}

  const http::RequestHead& head() const override { return inner_.head(); }
  std::string_view client_ip() const override { return inner_.client_ip(); }
  Duration started() const override { return inner_.started(); }
  Async<Result<std::string_view>> ReadBody(std::size_t most) override {
    co_return co_await inner_.ReadBody(most);
  }
  Async<Result<void>> Respond(int status, const http::FieldLines& fields,
                              std::string_view body) override {
    Note("respond");
    return inner_.Respond(status, fields, body);
  }
  Async<Result<void>> Start(int status, const http::FieldLines& fields,
                            std::optional<std::uint64_t> length) override {
    Note("start");
    return inner_.Start(status, fields, length);
  }
  Async<Result<void>> Write(std::string_view bytes) override {
    if (!bytes.empty()) Note(bytes.find("[DONE]") != bytes.npos ? "done" : "write");
    co_return co_await inner_.Write(bytes);
  }
  Async<Result<void>> Finish() override {
    Note("finish");
    co_return co_await inner_.Finish();
  }
  void OnClientGone(std::function<void()> gone) override {
    watched_ = static_cast<bool>(gone);
    inner_.OnClientGone(std::move(gone));
  }
  bool cut_by_drain() const override { return inner_.cut_by_drain(); }
  Executor executor() const override { return inner_.executor(); }
  void Abort() override { inner_.Abort(); }
  bool answered() const override { return inner_.answered(); }

  // "start:0 write:0 done:1 finish:1": each step, and how many events were in the file before it.
  std::string story;
  bool watched_at_respond = false;
  bool watched() const { return watched_; }

 private:
  void Note(std::string_view step) {
    if (!story.empty()) story += ' ';
    story += std::string(step) + ":" + std::to_string(events_());
    if (step == "respond") watched_at_respond = watched_;
  }

  http::Exchange& inner_;
  std::function<std::size_t()> events_;
  bool watched_ = false;
};

class PipelineLife : public PipelineTest {
 protected:
  Async<void> Handle(http::Exchange& exchange) override {
    Witness witness(exchange, [this] { return Events().size(); });
    co_await pipeline_->Handle(witness);
    story_ = witness.story;
    watched_at_respond_ = witness.watched_at_respond;
    watched_at_end_ = witness.watched();
  }
  std::string Ask(const std::string& request, std::string_view answer) {
    Peer client = Connect();
    client.Send(request);
    Peer provider = Provider(&request_);
    provider.Send(answer);
    return answer.starts_with(kStreamHead) ? client.ReadUntil("\r\n0\r\n\r\n")
                                           : client.ReadMessage();
  }
  std::string Stream(const std::vector<std::string>& events) {
    std::string answer(kStreamHead);
    for (const std::string& event : events) answer += Chunk(event);
    return answer + "0\r\n\r\n";
  }
  // The events a client of this stream saw, without the chunks around them.
  static std::string Unchunked(std::string_view answer) {
    http::ChunkedDecoder chunks;
    std::string_view rest = answer.substr(answer.find("\r\n\r\n") + 4);
    std::string body;
    while (!rest.empty()) {
      const auto step = chunks.Feed(rest);
      body += step.body;
      rest.remove_prefix(step.consumed);
      if (step.state != http::Parsed::State::kNeedMore) break;
    }
    return body;
  }

  std::string request_;  // as the provider received it
  std::string story_;
  bool watched_at_respond_ = false;
  bool watched_at_end_ = false;
};

TEST_F(PipelineLife, TheEventIsInTheFileBeforeAnAnswerLeaves) {
  Ask(Chat(), ChatAnswer());
  EXPECT_TRUE(Quiet());
  EXPECT_EQ(story_, "respond:1");
}

TEST_F(PipelineLife, TheEventIsInTheFileBeforeTheLastEventOfAStreamLeaves) {
  Ask(ChatStream(), Stream({ChatDelta("hi"), ChatUsage(), std::string(kDone)}));
  EXPECT_TRUE(Quiet());
  EXPECT_EQ(story_, "start:0 write:0 done:1 finish:1");
}

TEST_F(PipelineLife, TheEventIsInTheFileBeforeTheLastPieceOfALongAnswerLeaves) {
  Peer client = Connect();
  client.Send(Chat());
  Peer provider = Provider();
  provider.Send("HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n" + std::string(2'000'000, ' '));
  client.ReadUntil("\r\n\r\n");
  EXPECT_EQ(client.Read(2'000'000).size(), 2'000'000u);
  EXPECT_TRUE(Quiet());
  EXPECT_THAT(story_, StartsWith("start:0 write:0 "));
  EXPECT_THAT(story_, EndsWith(" write:0 write:1 finish:1"));
}

TEST_F(PipelineLife, TheEventIsInTheFileBeforeARefusalLeaves) {
  Peer client = Connect();
  client.Send(Request("/v1/chat/completions", "[]"));
  client.ReadMessage();
  EXPECT_TRUE(Quiet());
  EXPECT_EQ(story_, "respond:1");
}

TEST_F(PipelineLife, TheHoldIsInTheFileBeforeTheCallLeaves) {
  Peer client = Connect();
  client.Send(Chat());
  Peer provider = provider_.Accept();
  const std::vector<Recorded> records = Records();
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0].kind, journal::RecordKind::kHold);
  EXPECT_EQ(counters_.OpenHolds(), 1u);
  EXPECT_GT(records[0].hold, Money());
}

TEST_F(PipelineLife, AFreeCallLeavesNoHold) {
  model_.kind = meter::CostKind::kFree;
  model_.per_request = Money();
  Configure();
  Ask(Request("/proxy/mail/send", "{}"), Json("{}"));
  EXPECT_TRUE(Quiet());
  EXPECT_EQ(Records().size(), 1u);
}

TEST_F(PipelineLife, NobodyIsToldThatTheClientLeftOnceTheCallIsOver) {
  Peer client = Connect();
  client.Send(Chat());
  Provider().Reset();
  EXPECT_THAT(client.ReadMessage(), StartsWith("HTTP/1.1 502 "));
  EXPECT_TRUE(Quiet());
  EXPECT_FALSE(watched_at_respond_) << "the delivery that listened is gone by now";
  EXPECT_FALSE(watched_at_end_);
}

TEST_F(PipelineLife, TheProviderSeesItsOwnCredentialAndNeverTheClients) {
  Ask(Chat(), ChatAnswer());
  EXPECT_THAT(request_, HasSubstr("\r\nauthorization: Bearer sk-provider\r\n"));
  EXPECT_THAT(request_, Not(HasSubstr(token_)));
}

TEST_F(PipelineLife, UsageIsAskedForAndTakenOutAgain) {
  const std::string answer =
      Ask(ChatStream(), Stream({ChatDelta("hi"), ChatUsage(), std::string(kDone)}));
  EXPECT_THAT(request_, HasSubstr(R"("stream_options":{"include_usage":true})"));
  EXPECT_THAT(Unchunked(answer), ChatDelta("hi") + std::string(kDone));
  EXPECT_EQ(Events().at(0).cost, Money::Nanos(20'000));
}

TEST_F(PipelineLife, UsageTheClientAskedForStays) {
  const std::string answer = Ask(ChatStream(R"("stream_options":{"include_usage":true},)"),
                                 Stream({ChatDelta("hi"), ChatUsage(), std::string(kDone)}));
  EXPECT_THAT(Unchunked(answer), ChatDelta("hi") + ChatUsage() + std::string(kDone));
}

TEST_F(PipelineLife, AStreamReachesTheClientAsItComes) {
  Peer client = Connect();
  client.Send(ChatStream());
  Peer provider = Provider();
  provider.Send(kStreamHead);
  EXPECT_THAT(client.ReadUntil("\r\n\r\n"), HasSubstr("text/event-stream"));
  for (const std::string_view word : {"one", "two", "three"}) {
    provider.Send(Chunk(ChatDelta(word)));
    EXPECT_THAT(client.ReadUntil("\n\n"), HasSubstr(word));
  }
}

TEST_F(PipelineLife, AStreamCutAnywhereIsPassedOnTheSame) {
  const std::string events = ChatDelta("hi") + ChatDelta("ho") + ChatUsage() + std::string(kDone);
  const std::string wanted = ChatDelta("hi") + ChatDelta("ho") + std::string(kDone);
  for (std::size_t cut = 1; cut < events.size(); cut += 7) {
    const std::string answer =
        Ask(ChatStream(), Stream({events.substr(0, cut), events.substr(cut)}));
    ASSERT_EQ(Unchunked(answer), wanted) << cut;
  }
}

TEST_F(PipelineLife, AShortBudgetClampsTheAnswer) {
  // "hello" and the rest of the prompt are a bound of some dozens of tokens; 40 more may come back.
  AddBudget(Money::Nanos(200'000), budget::WhenShort::kClamp);
  Configure();
  Ask(Chat(R"("max_tokens":1000,)"), ChatAnswer());
  EXPECT_TRUE(Quiet());
  const std::size_t at = request_.find(R"("max_tokens":)");
  ASSERT_NE(at, std::string::npos);
  const int limit = std::stoi(request_.substr(at + 13));
  EXPECT_GE(limit, 1);
  EXPECT_LE(limit, 100) << "200'000 nano-dollars buy a hundred tokens of output";
  const std::vector<Recorded> records = Records();
  EXPECT_LE(records.at(0).hold, Money::Nanos(200'000));
  EXPECT_EQ(records.at(1).outcome, Outcome::kOk);
}

TEST_F(PipelineLife, AnEmptyBudgetClampsNothing) {
  AddBudget(Money::Nanos(500), budget::WhenShort::kClamp);
  Configure();
  Peer client = Connect();
  client.Send(Chat(R"("max_tokens":1000,)"));
  EXPECT_THAT(client.ReadMessage(), StartsWith("HTTP/1.1 402 "));
}

// Streams that are ended because they have spent what was left.
class Brake : public PipelineLife {
 protected:
  // Streams pieces of text until the client is told that it is over.
  std::string Run(const std::string& request, const std::string& opening,
                  const std::string& piece) {
    AddBudget(Money::Nanos(400'000), budget::WhenShort::kBrake);
    Configure();
    Peer client = Connect();
    client.Send(request);
    Peer provider = Provider(&request_);
    provider.Send(std::string(kStreamHead) + (opening.empty() ? "" : Chunk(opening)));
    for (int i = 0; i < 1000 && !provider.Ended(); ++i) provider.Send(Chunk(piece));
    EXPECT_TRUE(provider.Ended()) << "the provider is told to stop";
    const std::string answer = Unchunked(client.ReadUntil("\r\n0\r\n\r\n"));
    event_ = ExpectEnded(Outcome::kBraked);
    EXPECT_LE(event_.cost, Money::Nanos(400'000));
    EXPECT_GT(event_.cost, Money::Nanos(200'000)) << "most of the money was used";
    EXPECT_EQ(Settled(), event_.cost);
    return answer;
  }
  Recorded event_;
};

TEST_F(Brake, EndsAChatStreamAsIfItHadReachedItsLimit) {
  const std::string answer =
      Run(Chat(R"("stream":true,"max_tokens":4000,)"), "", ChatDelta("ten bytes!"));
  EXPECT_THAT(answer, HasSubstr(R"("finish_reason":"length")"));
  EXPECT_THAT(answer, EndsWith(kDone));
}

TEST_F(Brake, EndsAResponsesStreamAsIncomplete) {
  const std::string answer = Run(
      Request("/v1/responses",
              R"({"model":"gpt-x","stream":true,"max_output_tokens":4000,"input":"hello"})"),
      "event: response.created\ndata: "
      R"({"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","status":"in_progress","model":"gpt-x","output":[]}})"
      "\n\n"
      "event: response.output_item.added\ndata: "
      R"({"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]}})"
      "\n\n"
      "event: response.content_part.added\ndata: "
      R"({"type":"response.content_part.added","sequence_number":2,"item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}})"
      "\n\n",
      "event: response.output_text.delta\ndata: "
      R"({"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"ten bytes!"})"
      "\n\n");
  EXPECT_THAT(answer, HasSubstr("event: response.incomplete\n"));
  EXPECT_THAT(answer, HasSubstr("max_output_tokens"));
}

TEST_F(Brake, EndsAnAnthropicStreamAsIfItHadReachedItsLimit) {
  const std::string answer = Run(
      Request(
          "/v1/messages",
          R"({"model":"claude-x","stream":true,"max_tokens":4000,"messages":[{"role":"user","content":"hello"}]})",
          "anthropic-version: 2023-06-01\r\n"),
      "event: message_start\ndata: "
      R"({"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[],"stop_reason":null,"usage":{"input_tokens":10,"output_tokens":1}}})"
      "\n\n"
      "event: content_block_start\ndata: "
      R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})"
      "\n\n",
      "event: content_block_delta\ndata: "
      R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"ten bytes!"}})"
      "\n\n");
  EXPECT_THAT(answer, HasSubstr(R"("stop_reason":"max_tokens")"));
  EXPECT_THAT(answer, HasSubstr("event: message_stop\n"));
}

TEST_F(Brake, HoldsMoreWhileTheBudgetHasIt) {
  budget::Budget& budget = AddBudget(Money::Nanos(400'000), budget::WhenShort::kBrake);
  Configure();
  Peer client = Connect();
  client.Send(Chat(R"("stream":true,"max_tokens":4000,)"));
  Peer provider = Provider();
  provider.Send(kStreamHead);
  budget.amount = Money::Dollars(1);
  Configure();
  for (int i = 0; i < 100; ++i) provider.Send(Chunk(ChatDelta("ten bytes!")));
  EXPECT_FALSE(provider.Ended());
  provider.Send(Chunk(ChatUsage()) + Chunk(kDone) + "0\r\n\r\n");
  client.ReadUntil("\r\n0\r\n\r\n");
  EXPECT_EQ(ExpectEnded(Outcome::kOk).cost, Money::Nanos(20'000));
  EXPECT_GE(Records().size(), 3u) << "each extension of the hold is a record too";
}

TEST_F(Brake, AStreamThatStaysWithinItsHoldAsksForNoMore) {
  AddBudget(Money::Dollars(1), budget::WhenShort::kBrake);
  Configure();
  Peer client = Connect();
  client.Send(Chat(R"("stream":true,"max_tokens":4000,)"));
  Peer provider = Provider();
  provider.Send(kStreamHead);
  for (int i = 0; i < 3; ++i) provider.Send(Chunk(ChatDelta("ten bytes!")));
  provider.Send(Chunk(ChatUsage()) + Chunk(kDone) + "0\r\n\r\n");
  client.ReadUntil("\r\n0\r\n\r\n");
  ExpectEnded(Outcome::kOk);
  EXPECT_EQ(Records().size(), 2u) << "the hold and the event";
}

TEST_F(PipelineLife, ACallInTheQueueWaitsItsTurn) {
  limit::Rule& rule = AddRule(1, limit::OnExcess::kQueue);
  rule.window = 1s;
  rule.max_wait = 1min;
  Configure();
  Ask(Chat(), ChatAnswer());
  Peer client = Connect();
  client.Send(Chat());
  loop_.Settle();
  EXPECT_FALSE(provider_.SomebodyWaits());
  loop_.clock.Advance(1s);
  Provider().Send(ChatAnswer());
  EXPECT_THAT(client.ReadMessage(), StartsWith("HTTP/1.1 200 "));
  EXPECT_EQ(counters_.OpenHolds(), 0u);
}

TEST_F(PipelineLife, ACallThatWouldWaitTooLongIsRefusedAtOnce) {
  AddRule(1, limit::OnExcess::kQueue).max_wait = 1s;
  Configure();
  Ask(Chat(), ChatAnswer());
  Peer client = Connect();
  client.Send(Chat());
  const std::string answer = client.ReadMessage();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 429 "));
  EXPECT_THAT(answer, HasSubstr("\r\nRetry-After: "));
}

TEST_F(PipelineLife, AThrottledCallAsksAgain) {
  limit::Rule& rule = AddRule(1, limit::OnExcess::kThrottle);
  rule.max_wait = 2min;
  Configure();
  Ask(Chat(), ChatAnswer());
  Peer client = Connect();
  client.Send(Chat());
  loop_.Settle();
  loop_.clock.Advance(1min);
  Provider().Send(ChatAnswer());
  EXPECT_THAT(client.ReadMessage(), StartsWith("HTTP/1.1 200 "));
}

TEST_F(PipelineLife, ASpentConcurrencyLimitFreesItsPlaceAtTheEnd) {
  AddRule(1).algorithm = limit::Algorithm::kConcurrency;
  Configure();
  Peer first = Connect();
  first.Send(Chat());
  Peer provider = Provider();
  Peer second = Connect();
  second.Send(Chat());
  EXPECT_THAT(second.ReadMessage(), StartsWith("HTTP/1.1 429 "));
  provider.Send(ChatAnswer());
  first.ReadMessage();
  second.Send(Chat());
  provider.ReadMessage();
  provider.Send(ChatAnswer());
  EXPECT_THAT(second.ReadMessage(), StartsWith("HTTP/1.1 200 "));
}

TEST_F(PipelineLife, AGenericCallWhoseClientLeftIsNotFree) {
  Peer client = Connect();
  client.Send(Request("/proxy/mail/send", "{}"));
  Peer provider = Provider();
  client.Close();
  loop_.Advance(1s);
  const Recorded event = ExpectEnded(Outcome::kClientGoneEarly);
  EXPECT_EQ(event.cost, Money::Nanos(700));
  EXPECT_TRUE(event.estimated);
}

TEST_F(PipelineLife, AnExceptionInTheMiddleOfAStreamBooksWhatWasReadOfIt) {
  AddBudget(Money::Dollars(1), budget::WhenShort::kBrake);
  Configure();
  ASSERT_TRUE(FaultPoints::Set(faults_, "", "stream-piece"));
  Peer client = Connect();
  client.Send(ChatStream());
  Provider().Send(std::string(kStreamHead) + Chunk(ChatUsage()));
  EXPECT_TRUE(Quiet());
  loop_.Settle();

  const std::vector<Recorded> events = Events();
  ASSERT_EQ(events.size(), 1u);
  EXPECT_TRUE(events[0].estimated);
  EXPECT_EQ(events[0].usage.InputTokens(), 10) << "as the provider reported it";
}

// An exception at every labelled place, on every kind of way through.
struct Thrown {
  std::string label;
  std::string way;
};
class Exceptions : public PipelineTest, public ::testing::WithParamInterface<Thrown> {};

TEST_P(Exceptions, LeaveNoHoldAndExactlyOneEvent) {
  AddBudget(Money::Dollars(1), budget::WhenShort::kBrake);
  Configure();
  ASSERT_TRUE(FaultPoints::Set(faults_, "", GetParam().label));
  Peer client = Connect();
  if (GetParam().way == "refused") {
    client.Send(Request("/v1/chat/completions", "[]"));
  } else if (GetParam().way == "plain") {
    client.Send(Chat());
  } else {
    client.Send(ChatStream());
  }
  loop_.Until([&] { return provider_.SomebodyWaits() || telemetry_.in_flight.Get() == 0; });
  if (provider_.SomebodyWaits()) {
    Peer provider = Provider();
    if (GetParam().way == "plain") {
      provider.Send(ChatAnswer());
    } else {
      provider.Send(std::string(kStreamHead) + Chunk(ChatDelta("hi")) + Chunk(ChatUsage()) +
                    Chunk(kDone) + "0\r\n\r\n");
    }
    EXPECT_TRUE(Quiet());
  }
  EXPECT_TRUE(Quiet());
  loop_.Settle();

  EXPECT_EQ(counters_.OpenHolds(), 0u);
  const std::vector<Recorded> events = Events();
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(Settled(), events[0].cost);
  EXPECT_NE(events[0].outcome, Outcome::kOpen);
  // The core goes on as if nothing had been.
  Peer other = Connect();
  if (GetParam().way == "refused") {
    other.Send(Request("/v1/chat/completions", "[]"));
    EXPECT_THAT(other.ReadMessage(), StartsWith("HTTP/1.1 400 "));
    return;
  }
  other.Send(Chat());
  Provider().Send(ChatAnswer());
  EXPECT_THAT(other.ReadMessage(), StartsWith("HTTP/1.1 200 "));
}

std::vector<Thrown> EveryLabelEveryWay() {
  std::vector<Thrown> all;
  for (const std::string_view label : FaultPoints::Labels()) {
    for (const char* way : {"plain", "stream", "refused"}) all.push_back({std::string(label), way});
  }
  return all;
}
INSTANTIATE_TEST_SUITE_P(Everywhere, Exceptions, ::testing::ValuesIn(EveryLabelEveryWay()),
                         [](const auto& row) {
                           std::string name = row.param.label + "_" + row.param.way;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace rg::pipeline

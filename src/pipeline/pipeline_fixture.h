#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

#include <boost/asio/ssl/context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/crypto.h"
#include "http/server.h"
#include "http/testing/loop.h"
#include "http/testing/raw_peer.h"
#include "journal/journal.h"
#include "journal/reader.h"
#include "journal/record.h"
#include "pipeline/pipeline.h"
#include "store/memory/counters.h"

// For tests: one whole core, with real counters, a real journal and real sockets. The client and
// the provider are the test's.
namespace rg::pipeline {

// One dollar per million tokens of input, two of output: a thousand and two thousand nano-dollars
// each.
inline constexpr std::string_view kPrices = R"(version v1
provider openai
model gpt-x
is ^gpt-x
limits 128000 4096
price input_mtok=1 output_mtok=2
provider anthropic
model claude-x
is ^claude-x
limits 128000 4096
price input_mtok=1 output_mtok=2
)";

// What of a journal record a test looks at.
struct Recorded {
  journal::RecordKind kind = journal::RecordKind::kEvent;
  journal::Outcome outcome = journal::Outcome::kOpen;
  int status = 0;
  int attempts = 0;
  Money hold;
  Money cost;
  bool priced = true;
  bool estimated = false;
  Usage usage;
  std::string error_code;
  std::uint64_t settle_seq = 0;
  RequestId request;
};

class PipelineTest : public ::testing::Test, public http::Handler {
 protected:
  using Listener = http::testing::RawListener;
  using Peer = http::testing::RawPeer;
  using Outcome = journal::Outcome;

  PipelineTest() {
    static int made = 0;
    folder_ = std::filesystem::temp_directory_path() /
              ("rg_pipeline_" + std::to_string(::getpid()) + "_" + std::to_string(++made));
    OpenJournal({});
    SystemEntropy entropy;
    token_ = auth::NewKey(entropy, auth::KeyKind::kLive).Reveal();
    api_ = ApiOf("openai", Family::kOpenAi, 3);
    anthropic_ = ApiOf("anthropic", Family::kAnthropic, 4);
    generic_ = ApiOf("mail", Family::kGeneric, 5);
    model_.per_request = Money::Nanos(700);
    model_.kind = meter::CostKind::kPerRequest;
    Configure();
    const Result<void> listening = server_.Listen();
    EXPECT_TRUE(listening);
  }
  // Before the test is destroyed, whose handler may still be running.
  void TearDown() override {
    server_.BeginDrain();
    server_.CutAll();
    EXPECT_TRUE(loop_.Until([this] { return server_.live() == 0; })) << "a call never ended";
    loop_.Settle();
    EXPECT_TRUE(journal_->Close());
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  // What the server runs: the pipeline, unless a test looks on.
  Async<void> Handle(http::Exchange& exchange) override { co_await pipeline_->Handle(exchange); }

  void OpenJournal(journal::JournalOptions options) {
    options.folder = folder_;
    journal_ = *journal::Journal::Open(loop_.io.get_executor(), options, loop_.clock);
    MakeCore();
  }
  void MakeCore() {
    core_.emplace(Core{loop_.io,
                       loop_.ticker,
                       loop_.clock,
                       hasher_,
                       counters_,
                       upstreams_,
                       *journal_,
                       telemetry_,
                       log_,
                       faults_,
                       snapshot_is_current_,
                       IdSource(1),
                       {},
                       snapshot_});
    pipeline_.emplace(*core_);
  }

  // Puts what the test has set up in force.
  void Configure() {
    auth::Key key;
    key.id = KeyId{Numbered(2)};
    key.workspace = kWorkspace;
    key.digest = hasher_.Hash(token_);
    std::vector<auth::Key> keys;
    keys.push_back(std::move(key));
    ++generation_;
    const auto prices = meter::PriceBook::Parse(kPrices).value();
    snapshot_.reset(
        new Snapshot{.generation = generation_,
                     .keys = auth::KeyDirectory(std::move(keys)),
                     .apis = route::ApiTable({api_, anthropic_, generic_}),
                     .policies = *admission::PolicyBook::Make(rules_, budgets_, generation_),
                     .catalogue = prices,
                     .workspaces = {{kWorkspace, {kWorkspace, "w", "w", "UTC", prices}}},
                     .cost_models = {{api_.id, {}}, {anthropic_.id, {}}, {generic_.id, model_}}});
    const auto& policy = snapshot_->policies.Find(kWorkspace);
    for (const auto& unready : counters_.Install(*policy, loop_.clock.Now())) {
      counters_.Ready(kWorkspace, unready.budget, Money());
    }
    core_->snapshot = snapshot_;
  }
  budget::Budget& AddBudget(Money amount, budget::WhenShort when_short = {}) {
    budget::Budget& budget = budgets_.emplace_back();
    budget.id = BudgetId{Numbered(100 + budgets_.size())};
    budget.workspace = kWorkspace;
    budget.name = "lab";
    budget.amount = amount;
    budget.when_short = when_short;
    return budget;
  }
  limit::Rule& AddRule(std::int64_t amount, limit::OnExcess on_excess = {}) {
    limit::Rule& rule = rules_.emplace_back();
    rule.id = RuleId{Numbered(200 + rules_.size())};
    rule.workspace = kWorkspace;
    rule.name = "calm";
    rule.algorithm = limit::Algorithm::kFixedWindow;
    rule.amount = amount;
    rule.window = std::chrono::minutes{1};
    rule.on_excess = on_excess;
    return rule;
  }

  // A request with the workspace's key.
  std::string Request(std::string_view target, std::string_view body,
                      std::string_view more_headers = "") const {
    return "POST " + std::string(target) + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " +
           token_ + "\r\nContent-Type: application/json\r\n" + std::string(more_headers) +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
  }
  std::string Chat(std::string_view more_members = "") const {
    return Request("/v1/chat/completions",
                   R"({"model":"gpt-x",)" + std::string(more_members) +
                       R"("messages":[{"role":"user","content":"hello"}]})");
  }
  std::string ChatStream(std::string_view more_members = "") const {
    return Chat(R"("stream":true,"max_tokens":100,)" + std::string(more_members));
  }

  static std::string Json(std::string_view body, std::string_view status = "200 OK") {
    return "HTTP/1.1 " + std::string(status) +
           "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + std::string(body);
  }
  // Costs 10 * 1000 + 5 * 2000 nano-dollars.
  static std::string ChatAnswer() {
    return Json(R"({"id":"c","object":"chat.completion","model":"gpt-x","choices":[{"index":0,)"
                R"("message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}],)"
                R"("usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}})");
  }
  static constexpr std::string_view kStreamHead =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
  static std::string Chunk(std::string_view text) {
    http::ChunkHeaderBuffer line;
    return std::string(http::ChunkHeader(text.size(), line)) + std::string(text) + "\r\n";
  }
  static std::string ChatDelta(std::string_view text) {
    return R"(data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,"delta":{"content":")" +
           std::string(text) + "\"},\"finish_reason\":null}]}\n\n";
  }
  static std::string ChatUsage() {
    return R"(data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}})"
           "\n\n";
  }
  static constexpr std::string_view kDone = "data: [DONE]\n\n";

  Peer Connect() { return Peer::Connect(loop_, server_.port()); }
  // Takes the next call at the provider, with its whole request.
  Peer Provider(std::string* request = nullptr) {
    Peer provider = provider_.Accept();
    const std::string got = provider.ReadMessage();
    if (request != nullptr) *request = got;
    return provider;
  }

  // Every record in the journal's files.
  std::vector<Recorded> Records() {
    std::vector<Recorded> records;
    journal::Reader reader(folder_, {});
    for (;;) {
      const auto entry = reader.Next();
      EXPECT_TRUE(entry);
      if (!entry || !*entry) return records;
      if ((*entry)->kind == journal::RecordKind::kThreshold) continue;
      journal::Decoded decoded;
      EXPECT_TRUE(journal::DecodeEvent((*entry)->payload, decoded));
      const journal::Event& event = decoded.event;
      records.push_back({(*entry)->kind, event.outcome, event.status, event.attempts, event.hold,
                         event.cost, event.priced, event.estimated, event.usage,
                         std::string(event.error_code), event.settle_seq, event.request});
    }
  }
  std::vector<Recorded> Events() {
    std::vector<Recorded> events;
    for (Recorded& record : Records()) {
      if (record.kind == journal::RecordKind::kEvent) events.push_back(std::move(record));
    }
    return events;
  }
  // Waits until everything that began has ended.
  bool Quiet() {
    return loop_.Until([this] { return telemetry_.in_flight.Get() == 0; });
  }
  // What has to be true however a call ended; returns its event.
  Recorded ExpectEnded(Outcome outcome) {
    EXPECT_TRUE(Quiet());
    loop_.Settle();
    EXPECT_EQ(counters_.OpenHolds(), 0u);
    std::vector<Recorded> events = Events();
    EXPECT_EQ(events.size(), 1u);
    if (events.empty()) return {};
    EXPECT_EQ(ToString(events.back().outcome), ToString(outcome));
    EXPECT_EQ(telemetry_.calls[static_cast<std::size_t>(outcome)].Get(), 1);
    EXPECT_EQ(telemetry_.cost_nanos.Get(), events.back().cost.nanos());
    return events.back();
  }
  Money Settled(std::size_t budget = 0) {
    return counters_.Copy(kWorkspace).budgets.at(budget).settled;
  }

  static Uuid Numbered(std::uint64_t n) {
    Uuid id;
    id.bytes[14] = static_cast<std::uint8_t>(n >> 8);
    id.bytes[15] = static_cast<std::uint8_t>(n);
    id.bytes[0] = 1;
    return id;
  }
  static constexpr WorkspaceId kWorkspace{Uuid{{1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}};

  route::Api ApiOf(const std::string& slug, Family family, std::uint64_t number) {
    route::Api api;
    api.id = ApiId{Numbered(number)};
    api.workspace = kWorkspace;
    api.slug = api.name = slug;
    api.base.tls = false;
    api.base.host = "127.0.0.1";
    api.base.port = provider_.port();
    api.family = family;
    api.catalogue_provider = slug;
    api.credential = Secret("sk-provider");
    api.retries = 0;
    return api;
  }

  http::testing::Loop loop_;
  Listener provider_{loop_};
  std::filesystem::path folder_;
  boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_client};
  upstream::Pool upstreams_{loop_.io, loop_.ticker, {.tls = &tls_}, {}};
  auth::KeyHasher hasher_;
  store::memory::MemoryCounters counters_;
  Telemetry telemetry_;
  Log log_{loop_.clock, LogLevel::kError, true};
  FaultPoints faults_;
  std::unique_ptr<journal::Journal> journal_;

  std::string token_;
  route::Api api_;
  route::Api anthropic_;
  route::Api generic_;
  meter::CostModel model_;
  std::vector<limit::Rule> rules_;
  std::vector<budget::Budget> budgets_;
  std::uint64_t generation_ = 0;
  std::shared_ptr<const Snapshot> snapshot_;
  std::atomic<bool> snapshot_is_current_ = true;

  std::optional<Core> core_;
  std::optional<Pipeline> pipeline_;
  http::Server server_{loop_.io, loop_.ticker, {}, *this};
};

}  // namespace rg::pipeline

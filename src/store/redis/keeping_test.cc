// What is Redis' own about the counters: how long they live, how much they take, and what happens
// when some of them are lost.
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "admission/counters.h"
#include "store/redis/command.h"
#include "store/redis/fields.h"
#include "store/redis/testing/counters.h"
#include "store/redis/testing/server.h"

namespace rg::store::redis {
namespace {

using admission::Answer;
using admission::Policy;
using admission::Settlement;
using testing::BlockingCounters;
using testing::Core;
using testing::kPatience;
using testing::Numbered;
using testing::Server;

class Keeping : public ::testing::Test {
 protected:
  Keeping() { Connect({}); }

  void Connect(std::vector<std::string> settings) {
    counters_.reset();
    client_.reset();
    server_ = std::make_unique<Server>(std::move(settings));
    counters_ = std::make_unique<BlockingCounters>(core_, NewClient(), options_);
    client_ = NewClient();
    call_.workspace = WorkspaceId{Numbered(1)};
    call_.key = KeyId{Numbered(2)};
    call_.client_ip = "192.0.2.7";
    clock_.Set(ParseRfc3339("2026-11-23T12:00:00Z").value());
  }
  ~Keeping() override {
    counters_.reset();
    core_.Do([this] { client_.reset(); });
  }

  std::unique_ptr<Client> NewClient() { return testing::MakeClient(core_, server_->port()); }

  // What the server answers to a command of the test's own.
  template <class... Words>
  Reply Ask(const Words&... words) {
    const std::string command = MakeCommand(words...);
    Outcome outcome = core_.Wait([&] { return client_->Call("", command, kPatience); });
    EXPECT_TRUE(outcome);
    return *std::move(outcome);
  }
  template <class... Words>
  std::int64_t Number(const Words&... words) {
    return Ask(words...).root().integer();
  }
  // Every field of the workspace's hash and its value.
  std::map<std::string, std::string> Fields() {
    const Reply reply = Ask("HGETALL", Key());
    std::map<std::string, std::string> fields;
    for (auto at = reply.root().begin(); at != reply.root().end(); ++at) {
      const std::string field((*at).text());
      fields[field] = (*++at).text();
    }
    return fields;
  }
  std::string Key() const { return KeyOf("rg", call_.workspace); }

  limit::Rule MakeRule(std::int64_t amount, limit::Algorithm algorithm, limit::Scope scope) {
    limit::Rule rule;
    rule.id = RuleId{Numbered(100 + made_)};
    rule.name = "rule-" + std::to_string(made_++);
    rule.workspace = call_.workspace;
    rule.algorithm = algorithm;
    rule.amount = amount;
    rule.window = std::chrono::minutes{1};
    rule.scope = scope;
    return rule;
  }
  budget::Budget MakeBudget(Money amount) {
    budget::Budget budget;
    budget.id = BudgetId{Numbered(200 + made_)};
    budget.name = "budget-" + std::to_string(made_++);
    budget.workspace = call_.workspace;
    budget.amount = amount;
    return budget;
  }
  void Obey(std::vector<limit::Rule> rules, std::vector<budget::Budget> budgets) {
    policy_ =
        Policy::Make(call_.workspace, std::move(rules), std::move(budgets), ++revision_).value();
  }
  void Prepare() { counters_->Prepare(*policy_, call_.workspace, clock_.Now()); }

  Answer Admit(std::uint64_t request, Money most, std::int64_t tokens = 0) {
    const admission::Ask ask{.request = RequestId{Numbered(request)},
                             .call = call_,
                             .policy = *policy_,
                             .most = most,
                             .unbounded_because = {},
                             .input_tokens = tokens,
                             .now = clock_.Now()};
    return *counters_->Admit(ask).ready();
  }
  bool Admits(std::uint64_t request, Money most, std::int64_t tokens = 0) {
    return Admit(request, most, tokens).kind == Answer::Kind::kAdmitted;
  }
  Settlement Settle(std::uint64_t request, Money price, std::int64_t tokens = 0) {
    const struct admission::Settle settle {
      .request = RequestId{Numbered(request)}, .call = call_, .policy = *policy_, .price = price,
      .input_tokens = tokens, .opened = clock_.Now(), .now = clock_.Now()
    };
    return *counters_->Settle(settle).ready();
  }

  std::unique_ptr<Server> server_;
  Core core_;
  CountersOptions options_ = testing::PatientOptions("rg");
  std::unique_ptr<BlockingCounters> counters_;
  std::unique_ptr<Client> client_;
  ManualClock clock_;
  CallFacts call_;
  std::shared_ptr<const Policy> policy_;
  std::uint64_t revision_ = 0;
  std::uint64_t made_ = 0;
};

TEST_F(Keeping, EverythingOfAWorkspaceIsOneKeyThatEnds) {
  limit::Rule everybodys = MakeRule(10, limit::Algorithm::kFixedWindow, limit::Scope::kGlobal);
  everybodys.workspace = {};
  Obey({MakeRule(10, limit::Algorithm::kTokenBucket, limit::Scope::kKey), everybodys},
       {MakeBudget(Money::Dollars(10))});
  Prepare();
  ASSERT_TRUE(Admits(1, Money::Dollars(1)));
  Settle(1, Money::Dollars(1));

  EXPECT_EQ(Number("DBSIZE"), 2);
  for (const std::string& key : {Key(), SharedKey("rg")}) {
    const std::int64_t seconds = Number("TTL", key);
    EXPECT_GT(seconds, 39 * 86'400) << key;
    EXPECT_LE(seconds, 40 * 86'400) << key;
  }
}

TEST_F(Keeping, ARefusalLeavesEveryByteAsItWas) {
  Obey({MakeRule(10, limit::Algorithm::kSlidingWindow, limit::Scope::kKey),
        MakeRule(1, limit::Algorithm::kConcurrency, limit::Scope::kIp)},
       {MakeBudget(Money::Dollars(10)), MakeBudget(Money::Dollars(1))});
  Prepare();
  const auto fresh = Fields();
  ASSERT_FALSE(Admits(1, Money::Dollars(2)));
  EXPECT_EQ(Fields(), fresh);

  ASSERT_TRUE(Admits(2, Money::Dollars(1)));
  const auto used = Fields();
  ASSERT_FALSE(Admits(3, Money::Dollars(1)));
  EXPECT_EQ(Fields(), used);
}

TEST_F(Keeping, ACallLeavesNothingButWhatItCounts) {
  Obey({MakeRule(10, limit::Algorithm::kTokenBucket, limit::Scope::kKey)},
       {MakeBudget(Money::Dollars(10))});
  Prepare();
  ASSERT_TRUE(Admits(1, Money::Dollars(1)));
  Settle(1, Money::Dollars(1));
  const std::int64_t fields = Number("HLEN", Key());

  for (std::uint64_t i = 2; i < 8; ++i) {
    ASSERT_TRUE(Admits(i, Money::Dollars(1)));
    Settle(i, Money::Dollars(1));
  }

  EXPECT_EQ(Number("HLEN", Key()), fields);
}

TEST_F(Keeping, CountersAtRestAreSweptAway) {
  Obey({MakeRule(10, limit::Algorithm::kTokenBucket, limit::Scope::kIp),
        MakeRule(10, limit::Algorithm::kSlidingWindow, limit::Scope::kIp),
        MakeRule(10, limit::Algorithm::kFixedWindow, limit::Scope::kIp),
        MakeRule(10, limit::Algorithm::kConcurrency, limit::Scope::kIp)},
       {});
  Prepare();
  const std::int64_t empty = Number("HLEN", Key());
  std::vector<std::string> addresses;
  for (int i = 0; i < 300; ++i) addresses.push_back("192.0.2." + std::to_string(i));
  for (std::uint64_t i = 0; i < 300; ++i) {
    call_.client_ip = addresses[i];
    ASSERT_TRUE(Admits(i, Money{}));
    if (i != 7) Settle(i, Money{});
  }
  counters_->Sweep(call_.workspace, clock_.Now());
  EXPECT_GE(Number("HLEN", Key()), empty + 900) << "what counts stays";

  clock_.Advance(std::chrono::minutes{3});
  counters_->Sweep(call_.workspace, clock_.Now());

  // The open call's hold and its place among the calls under way; and who wrote.
  EXPECT_EQ(Number("HLEN", Key()), empty + 3);
}

TEST_F(Keeping, CountersOfClientChosenValuesHaveACap) {
  counters_.reset();
  options_.chosen_counters_max = 50;
  counters_ = std::make_unique<BlockingCounters>(core_, NewClient(), options_);
  Obey({MakeRule(10, limit::Algorithm::kTokenBucket, limit::Scope::kIp),
        MakeRule(1'000, limit::Algorithm::kTokenBucket, limit::Scope::kKey)},
       {});
  Prepare();
  std::vector<std::string> addresses;
  for (int i = 0; i < 300; ++i) addresses.push_back("192.0.2." + std::to_string(i));

  for (std::uint64_t i = 0; i < 300; ++i) {
    call_.client_ip = addresses[i];
    ASSERT_TRUE(Admits(i, Money{}));
    Settle(i, Money{});
  }

  EXPECT_LE(Number("HLEN", Key()), 50 + 5);
  const Answer answer = Admit(1'000, Money{});
  EXPECT_EQ(answer.verdicts[1].before, 300) << "such a flood does not push out the limits of keys";
}

TEST_F(Keeping, TheLargestBudgetIsSpentToTheLastNano) {
  Obey({}, {MakeBudget(budget::kAmountMax)});
  Prepare();

  ASSERT_TRUE(Admits(1, budget::kAmountMax - Money::Nanos(2)));
  EXPECT_FALSE(Admits(2, Money::Nanos(3)));
  EXPECT_TRUE(Admits(3, Money::Nanos(1)));
  EXPECT_EQ(Admit(4, Money::Nanos(2)).left, Money::Nanos(1));
  EXPECT_TRUE(Admits(5, Money::Nanos(1)));
  EXPECT_FALSE(Admits(6, Money::Nanos(1)));
}

TEST_F(Keeping, SumsBeyondWhatADoubleHoldsStayExact) {
  budget::Budget soft = MakeBudget(budget::kAmountMax);
  soft.hard = false;
  Obey({}, {soft});
  Prepare();
  constexpr int kCalls = 40;
  const Money price = budget::kAmountMax - Money::Nanos(1);

  for (std::uint64_t i = 0; i < kCalls; ++i) ASSERT_TRUE(Admits(i, price));
  Answer answer = Admit(1'000, Money{});
  EXPECT_EQ(answer.verdicts[0].before, price.nanos() * kCalls);
  for (std::uint64_t i = 0; i < kCalls; ++i) Settle(i, price);

  answer = Admit(1'001, Money{});
  EXPECT_EQ(answer.verdicts[0].before, price.nanos() * kCalls);
}

TEST_F(Keeping, APriceThatIsNoneDoesNotWrapTheBooks) {
  Obey({}, {MakeBudget(Money::Dollars(1))});
  Prepare();
  for (std::uint64_t i = 0; i < 12; ++i) {
    Admit(i, Money{});
    Settle(i, Money::Max());
  }

  EXPECT_FALSE(Admits(100, Money::Nanos(1)));
  EXPECT_GT(Admit(101, Money{}).verdicts[0].before, budget::kAmountMax.nanos());
}

TEST_F(Keeping, ACostBeyondAllLimitsCountsAsTheLargest) {
  limit::Rule tokens =
      MakeRule(limit::kAmountMax, limit::Algorithm::kFixedWindow, limit::Scope::kKey);
  tokens.unit = limit::Unit::kInputTokens;
  Obey({tokens}, {});
  Prepare();
  EXPECT_FALSE(Admits(1, Money{}, std::numeric_limits<std::int64_t>::max()));
  ASSERT_TRUE(Admits(2, Money{}, 1));

  Settle(2, Money{}, std::numeric_limits<std::int64_t>::max());

  EXPECT_EQ(Admit(3, Money{}, 1).verdicts[0].before, std::int64_t{1} << 50);
}

TEST_F(Keeping, MemoryThatRanOutRefusesAndBreaksNothing) {
  Obey({}, {MakeBudget(Money::Dollars(10))});
  Prepare();
  ASSERT_TRUE(Admits(1, Money::Dollars(1)));
  const auto before = Fields();
  Ask("CONFIG", "SET", "maxmemory", "1");

  EXPECT_EQ(Admit(2, Money::Dollars(1)).error.code, Errc::kUnavailable);
  EXPECT_FALSE(Settle(1, Money::Dollars(1)).booked);

  Ask("CONFIG", "SET", "maxmemory", "0");
  EXPECT_EQ(Fields(), before);
  EXPECT_TRUE(Settle(1, Money::Dollars(1)).booked);
}

TEST_F(Keeping, CountersThatWereLostServeNothingUntilTheirPastIsTold) {
  Obey({}, {MakeBudget(Money::Dollars(10))});
  Prepare();
  ASSERT_TRUE(Admits(1, Money::Dollars(1)));
  Settle(1, Money::Dollars(1));
  Ask("FLUSHALL");

  EXPECT_EQ(Admit(2, Money::Dollars(1)).error.code, Errc::kUnavailable);
  const auto install = [this](std::uint64_t seq) {
    return core_.Wait([&] {
      return counters_->counters().Install(policy_, call_.workspace, seq, 0, clock_.Now());
    });
  };
  const std::vector<Unready> missing = install(1).value().missing;
  ASSERT_EQ(missing.size(), 1u);
  EXPECT_EQ(missing[0].from_seq, 2u);
  EXPECT_EQ(Admit(3, Money::Dollars(1)).error.code, Errc::kUnavailable) << "not yet";
  EXPECT_TRUE(Admits(4, Money{})) << "what is free needs no past";
  core_
      .Wait([&] {
        return counters_->counters().Ready(call_.workspace, missing[0], Money::Dollars(9), {});
      })
      .value();

  EXPECT_FALSE(Admits(5, Money::Dollars(1) + Money::Nanos(1)));
  EXPECT_TRUE(Admits(6, Money::Dollars(1)));
  EXPECT_EQ(Settle(6, Money::Dollars(1)).seq, 2u) << "numbers go on";
  EXPECT_TRUE(install(1).value().missing.empty());
}

TEST_F(Keeping, ABudgetThatIsNewCountsAndEnforcesOnceItsPastIsTold) {
  Obey({}, {});
  Prepare();
  Obey({}, {MakeBudget(Money::Dollars(10))});
  ASSERT_TRUE(Admits(1, Money::Dollars(6)));
  Settle(1, Money::Dollars(6));
  ASSERT_TRUE(Admits(2, Money::Dollars(100))) << "nobody knows what was spent before";

  const std::vector<Unready> missing =
      core_
          .Wait([&] {
            return counters_->counters().Install(policy_, call_.workspace, 0, 0, clock_.Now());
          })
          .value()
          .missing;
  ASSERT_EQ(missing.size(), 1u);
  EXPECT_EQ(missing[0].from_seq, 1u);
  Settle(2, Money{});
  for (int i = 0; i < 2; ++i) {
    const admission::Crossings told = core_
                                          .Wait([&] {
                                            return counters_->counters().Ready(
                                                call_.workspace, missing[0], Money::Dollars(2), {});
                                          })
                                          .value();
    EXPECT_EQ(told.size(), i == 0 ? 1u : 0u) << "75 per cent, and only once";
  }

  EXPECT_FALSE(Admits(3, Money::Dollars(2) + Money::Nanos(1)));
  EXPECT_TRUE(Admits(4, Money::Dollars(2)));
}

}  // namespace
}  // namespace rg::store::redis

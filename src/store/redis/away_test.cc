// What becomes of calls that Redis cannot be asked about, and of Redis afterwards.
#include <map>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "store/memory/counters.h"
#include "store/redis/core_counters.h"
#include "store/redis/examine.h"
#include "store/redis/testing/counters.h"
#include "store/redis/testing/server.h"

namespace rg::store::redis {
namespace {

using admission::Answer;
using testing::Core;
using testing::kPatience;
using testing::Numbered;
using testing::Server;
using testing::Until;

// What one core of a gateway of two has, on a server of its own.
class Away : public ::testing::Test {
 protected:
  Away() {
    call_.workspace = WorkspaceId{Numbered(1)};
    call_.key = KeyId{Numbered(2)};
    options_ = {.deadline = kPatience, .unhurried = kPatience, .writer = 1, .alarms = &alarms_};
    Connect();
  }
  ~Away() override { Disconnect(); }

  void Connect() {
    ClientOptions to = testing::ClientOfPort(server_.port());
    to.link.probe_every_max = std::chrono::milliseconds{100};
    core_.Do([&] {
      counters_ = std::make_unique<CoreCounters>(core_.io(), core_.ticker(), http::Dialer{}, to,
                                                 options_, own_, 2, nullptr);
      counters_->redis().PayInto(call_.workspace, epoch_);
    });
  }
  void Disconnect() {
    core_.Do([this] {
      counters_->Close();
      counters_.reset();
    });
  }

  void Obey(std::vector<limit::Rule> rules, std::vector<budget::Budget> budgets) {
    policy_ =
        admission::Policy::Make(call_.workspace, std::move(rules), std::move(budgets), ++revision_)
            .value();
  }
  budget::Budget MakeBudget(bool hard) {
    budget::Budget budget;
    budget.id = BudgetId{Numbered(2'000)};
    budget.workspace = call_.workspace;
    budget.name = "ten";
    budget.amount = Money::Dollars(10);
    budget.hard = hard;
    return budget;
  }

  Installed Install(std::uint64_t distrusted = 0) {
    return core_
        .Wait([&] {
          return counters_->redis().Install(policy_, call_.workspace, 0, distrusted, clock_.Now());
        })
        .value();
  }
  void Tell(const Unready& unready, Money baseline, const Teller& teller) {
    core_.Wait([&] { return counters_->redis().Ready(call_.workspace, unready, baseline, teller); })
        .value();
  }
  void Prepare() {
    const Installed installed = Install();
    for (const Unready& unready : installed.missing) Tell(unready, Money{}, {});
    PayInto(installed.epoch);
  }
  void PayInto(std::uint64_t epoch) {
    epoch_ = epoch;
    core_.Do([&] { counters_->redis().PayInto(call_.workspace, epoch); });
  }
  Answer Admit(std::uint64_t request, Money most) {
    const admission::Ask ask{.request = RequestId{Numbered(request)},
                             .call = call_,
                             .policy = *policy_,
                             .most = most,
                             .unbounded_because = {},
                             .now = clock_.Now()};
    return core_.Wait([&] { return counters_->fleet().Admit(ask); });
  }
  bool Admits(std::uint64_t request, Money most) {
    return Admit(request, most).kind == Answer::Kind::kAdmitted;
  }
  admission::Settlement Settle(std::uint64_t request, Money price) {
    const admission::Settle settle{.request = RequestId{Numbered(request)},
                                   .call = call_,
                                   .policy = *policy_,
                                   .price = price,
                                   .opened = clock_.Now(),
                                   .now = clock_.Now()};
    return core_.Wait([&] { return counters_->fleet().Settle(settle); });
  }
  Result<WorkspaceCopy> Copy() {
    return core_.Wait(
        [&] { return counters_->redis().Copy(policy_, call_.workspace, clock_.Now()); });
  }
  Reply Ask(const std::string& command) {
    Outcome outcome = core_.Wait([&] { return counters_->client().Call("", command, kPatience); });
    EXPECT_TRUE(outcome);
    return *std::move(outcome);
  }
  std::size_t Dues() {
    std::size_t dues = 0;
    core_.Do([&] { dues = counters_->redis().dues(); });
    return dues;
  }
  bool UntilAway(bool away) {
    return Until([&] { return counters_->client().away() == away; });
  }

  Server server_;
  Core core_;
  SystemClock clock_;
  memory::MemoryCounters own_;
  Alarms alarms_;
  CountersOptions options_;
  std::unique_ptr<CoreCounters> counters_;
  CallFacts call_;
  std::shared_ptr<const admission::Policy> policy_;
  std::uint64_t revision_ = 0;
  std::uint64_t epoch_ = 0;
};

TEST_F(Away, HardBudgetsRefuseAndSaySo) {
  Obey({}, {MakeBudget(true)});
  Prepare();
  server_.Kill();
  ASSERT_TRUE(UntilAway(true));

  const Answer refused = Admit(1, Money::Dollars(1));

  EXPECT_EQ(refused.kind, Answer::Kind::kRefused);
  EXPECT_EQ(refused.error.code, Errc::kUnavailable);
  EXPECT_NE(refused.error.detail.find("'ten'"), std::string::npos) << refused.error.detail;
  EXPECT_TRUE(Admits(2, Money{})) << "what costs nothing needs no budget";
}

TEST_F(Away, WhatASliceHoldsOfAHardBudgetMayStillBeSpent) {
  options_.leases = true;
  options_.deadline = std::chrono::milliseconds{50};
  Disconnect();
  Connect();
  Obey({}, {MakeBudget(true)});
  Prepare();
  const Money price = Money::Nanos(1'000'000);
  Money spent;
  std::uint64_t request = 0;
  const auto serve = [&] {
    const bool admitted = Admits(++request, price);
    if (admitted && Settle(request, price).booked) spent += price;
    return admitted;
  };
  ASSERT_TRUE(Until([&] {
    serve();
    return counters_->leased().stats().calls.Get() > 0;
  }));

  server_.Freeze();
  const std::uint64_t last = request;
  while (serve()) {
  }

  EXPECT_GT(request - last, 10u);
  const Answer refused = Admit(++request, price);
  EXPECT_EQ(refused.error.code, Errc::kUnavailable);
  EXPECT_TRUE(Admits(++request, Money{}));
  server_.Thaw();
  EXPECT_TRUE(Until([&] {
    const Result<WorkspaceCopy> copy = Copy();
    return copy && copy->budgets[0].settled == spent && copy->budgets[0].held == Money{};
  }));
}

TEST_F(Away, WhatPassesASoftBudgetIsBookedOnceRedisAnswersAgain) {
  Obey({}, {MakeBudget(false)});
  Prepare();
  server_.Freeze();
  Disconnect();
  options_.deadline = std::chrono::milliseconds{30};
  Connect();

  const Answer alone = Admit(1, Money::Dollars(3));
  EXPECT_EQ(alone.kind, Answer::Kind::kAdmitted);
  EXPECT_TRUE(alone.alone);
  EXPECT_EQ(Settle(1, Money::Dollars(2)).seq, 0u) << "nobody numbered it";
  EXPECT_GE(Dues(), 1u);
  server_.Thaw();

  EXPECT_TRUE(Until([&] { return Dues() == 0 && UntilAway(false); }));
  const WorkspaceCopy copy = Copy().value();
  ASSERT_EQ(copy.budgets.size(), 1u);
  EXPECT_EQ(copy.budgets[0].settled, Money::Dollars(2)) << "once, though it was asked for twice";
  EXPECT_EQ(copy.budgets[0].held, Money{});
  EXPECT_EQ(copy.open_holds, 0u);
}

TEST_F(Away, CallsThatWereRefusedUnaskedPushNoPriceOut) {
  Disconnect();
  options_.dues_max = 2;
  Connect();
  Obey({}, {MakeBudget(false)});
  Prepare();
  server_.Kill();
  ASSERT_TRUE(UntilAway(true));
  ASSERT_TRUE(Admits(1, Money::Dollars(3)));
  Settle(1, Money::Dollars(2));
  Obey({}, {MakeBudget(true)});

  for (std::uint64_t i = 2; i < 9; ++i) EXPECT_FALSE(Admits(i, Money::Dollars(3)));

  EXPECT_EQ(Dues(), 1u) << "the price";
  EXPECT_FALSE(alarms_.any());
}

TEST_F(Away, AnAdmitWhoseAnswerNeverCameIsUndone) {
  Disconnect();
  options_.deadline = std::chrono::milliseconds{30};
  Connect();
  Obey({}, {MakeBudget(true)});
  Prepare();
  server_.Freeze();

  EXPECT_EQ(Admit(1, Money::Dollars(3)).error.code, Errc::kUnavailable);
  EXPECT_EQ(Dues(), 1u) << "it was sent, and Redis may yet read it";
  server_.Thaw();

  EXPECT_TRUE(Until([&] { return Dues() == 0 && UntilAway(false); }));
  EXPECT_EQ(Copy().value().open_holds, 0u);
}

TEST_F(Away, WhatIsOwedIsNotPaidIntoCountersThatBeganAnewUntilTheyMayHaveIt) {
  Obey({}, {MakeBudget(false)});
  Prepare();
  server_.Kill();
  ASSERT_TRUE(UntilAway(true));
  ASSERT_TRUE(Admits(1, Money::Dollars(3)));
  Settle(1, Money::Dollars(2));
  server_.Start();
  ASSERT_TRUE(UntilAway(false));
  const std::uint64_t anew = Install().epoch;
  alarms_.Take();

  ASSERT_TRUE(Until([&] { return alarms_.any(); })) << "it was tried, and told of";
  EXPECT_EQ(Copy().value().budgets[0].settled, Money{});
  PayInto(anew);

  EXPECT_TRUE(Until([&] { return Dues() == 0; }));
  EXPECT_EQ(Copy().value().budgets[0].settled, Money::Dollars(2));
}

TEST_F(Away, AWorkspaceThatCannotBePaidIsInNoOthersWay) {
  const WorkspaceId first = call_.workspace;
  const WorkspaceId second{Numbered(3)};
  for (const WorkspaceId workspace : {first, second}) {
    call_.workspace = workspace;
    Obey({}, {MakeBudget(false)});
    Prepare();
  }
  server_.Kill();
  ASSERT_TRUE(UntilAway(true));
  for (const std::uint64_t i : {1, 2}) {
    call_.workspace = i == 1 ? first : second;
    Obey({}, {MakeBudget(false)});
    ASSERT_TRUE(Admits(i, Money::Dollars(3)));
    Settle(i, Money::Dollars(2));
  }
  server_.Start();
  ASSERT_TRUE(UntilAway(false));

  PayInto(Install().epoch);

  EXPECT_TRUE(Until([&] { return Dues() == 1; }));
  EXPECT_EQ(Copy().value().budgets[0].settled, Money::Dollars(2));
  core_.Do(
      [&] { counters_->redis().ForgiveDuesOutside([&](WorkspaceId id) { return id == second; }); });
  EXPECT_EQ(Dues(), 0u);
}

TEST_F(Away, APriceThatIsOwedAnywayIsBookedOnceWhateverComesBetween) {
  Obey({}, {MakeBudget(false)});
  Prepare();
  ASSERT_TRUE(Admits(1, Money::Dollars(3)));
  const admission::Settle settle{.request = RequestId{Numbered(1)},
                                 .call = call_,
                                 .policy = *policy_,
                                 .price = Money::Dollars(2),
                                 .opened = clock_.Now(),
                                 .now = clock_.Now()};
  const std::string key = KeyOf("rg", call_.workspace);
  const Arguments cancel = AskToCancel(HoldField(settle.request), {ScriptTime{}, "w12345678"});

  for (int i = 0; i < 2; ++i) {
    core_.Wait([&] { return counters_->redis().SettleUnheld(settle); });
    core_.Wait(
        [&] { return counters_->client().Eval(Scripts::Get().settle, key, cancel, kPatience); });
  }

  EXPECT_EQ(Copy().value().budgets[0].settled, Money::Dollars(2));
  EXPECT_EQ(Copy().value().open_holds, 0u);
}

TEST_F(Away, OfALimitAGatewayHasItsShare) {
  limit::Rule rule;
  rule.id = RuleId{Numbered(1'000)};
  rule.workspace = call_.workspace;
  rule.name = "six";
  rule.algorithm = limit::Algorithm::kSlidingWindow;
  rule.amount = 6;
  rule.window = std::chrono::hours{1};
  rule.scope = limit::Scope::kKey;
  Obey({rule}, {});
  server_.Kill();
  ASSERT_TRUE(UntilAway(true));

  for (std::uint64_t i = 0; i < 3; ++i) EXPECT_TRUE(Admits(i, Money{}));

  const Answer refused = Admit(4, Money{});
  EXPECT_EQ(refused.error.code, Errc::kRateLimited);
  EXPECT_EQ(refused.verdicts[0].name, "six");
}

TEST_F(Away, CallsWhoseCountersWereLostBookTheirPriceInTheNewOnes) {
  Obey({}, {MakeBudget(true)});
  Prepare();
  ASSERT_TRUE(Admits(1, Money::Dollars(5)));
  Ask(MakeCommand("FLUSHALL"));
  Prepare();

  const admission::Settlement settlement = Settle(1, Money::Dollars(4));

  EXPECT_TRUE(settlement.booked);
  EXPECT_EQ(settlement.seq, 1u);
  EXPECT_EQ(Copy().value().budgets[0].settled, Money::Dollars(4));
}

TEST_F(Away, CountersThatAreNotThereRaiseAnAlarm) {
  Obey({}, {MakeBudget(true)});

  EXPECT_EQ(Admit(1, Money::Dollars(1)).error.code, Errc::kUnavailable);

  const auto alarms = alarms_.Take();
  ASSERT_EQ(alarms.count(call_.workspace), 1u);
  EXPECT_EQ(alarms.at(call_.workspace).kind, Alarms::Kind::kLost);
}

TEST_F(Away, CountersThatWentBackAreDistrustedAndToldAnew) {
  Obey({}, {MakeBudget(true)});
  Prepare();
  ASSERT_TRUE(Admits(1, Money::Dollars(1)));
  Settle(1, Money::Dollars(1));
  const std::string key = KeyOf("rg", call_.workspace);
  const std::string earlier(Ask(MakeCommand("DUMP", key)).root().text());
  ASSERT_TRUE(Admits(2, Money::Dollars(6)));
  Settle(2, Money::Dollars(6));
  EXPECT_FALSE(alarms_.any());

  Ask(MakeCommand("RESTORE", key, "0", earlier, "REPLACE"));
  Admit(3, Money{});
  EXPECT_EQ(Admit(7, Money::Dollars(1)).error.code, Errc::kUnavailable) << "from then on";

  const auto alarms = alarms_.Take();
  ASSERT_EQ(alarms.count(call_.workspace), 1u);
  EXPECT_EQ(alarms.at(call_.workspace).kind, Alarms::Kind::kDistrusted);
  const Installed installed = Install(alarms.at(call_.workspace).epoch);
  ASSERT_EQ(installed.missing.size(), 1u);
  EXPECT_EQ(Admit(4, Money::Dollars(1)).error.code, Errc::kUnavailable) << "until it is told";
  Tell(installed.missing[0], Money::Dollars(7), {});
  EXPECT_FALSE(Admits(5, Money::Dollars(4)));
  EXPECT_TRUE(Admits(6, Money::Dollars(3)));
}

TEST_F(Away, AHoldWhoseEndWasForgottenIsEndedAgain) {
  Obey({}, {MakeBudget(true)});
  Prepare();
  const std::string key = KeyOf("rg", call_.workspace);
  ASSERT_TRUE(Admits(1, Money::Dollars(4)));
  const std::string earlier(Ask(MakeCommand("DUMP", key)).root().text());
  Settle(1, Money::Dollars(2));

  Ask(MakeCommand("RESTORE", key, "0", earlier, "REPLACE"));
  Admit(2, Money{});
  Settle(2, Money{});

  const Installed installed = Install(alarms_.Take().at(call_.workspace).epoch);
  Tell(installed.missing.at(0), Money::Dollars(2), {});
  PayInto(installed.epoch);
  EXPECT_TRUE(Until([&] { return Copy().value().open_holds == 0; }));
  EXPECT_EQ(Copy().value().budgets[0].settled, Money::Dollars(2)) << "told, and not booked again";
  EXPECT_TRUE(Admits(3, Money::Dollars(8)));
}

TEST_F(Away, WhatIsMoreThanCanBeOwedIsToldAnewToo) {
  Obey({}, {MakeBudget(false)});
  Disconnect();
  options_.dues_max = 2;
  Connect();
  server_.Kill();
  ASSERT_TRUE(UntilAway(true));

  for (std::uint64_t i = 0; i < 5; ++i) {
    ASSERT_TRUE(Admits(i, Money::Dollars(1)));
    Settle(i, Money::Dollars(1));
  }

  EXPECT_LE(Dues(), 2u);
  const auto alarms = alarms_.Take();
  ASSERT_EQ(alarms.count(call_.workspace), 1u);
  EXPECT_EQ(alarms.at(call_.workspace).kind, Alarms::Kind::kDistrusted);
}

TEST_F(Away, AHardBudgetWaitsUntilEveryGatewayHasTold) {
  Obey({}, {MakeBudget(true)});
  const Installed installed = Install();
  ASSERT_EQ(installed.missing.size(), 1u);
  const Teller first{Numbered(71), 2};
  const Teller second{Numbered(72), 2};

  Tell(installed.missing[0], Money::Dollars(3), first);
  Tell(installed.missing[0], Money::Dollars(3), first);
  EXPECT_EQ(Admit(1, Money::Dollars(1)).error.code, Errc::kUnavailable);
  Tell(installed.missing[0], Money::Dollars(4), second);

  EXPECT_FALSE(Admits(2, Money::Dollars(3) + Money::Nanos(1)));
  EXPECT_TRUE(Admits(3, Money::Dollars(3)));
}

TEST(ReadInfoTest, WhatSpeaksAgainstAServerIsTold) {
  const std::string good =
      "# Server\r\nredis_version:7.0.15\r\nmaxmemory:0\r\nmaxmemory_policy:noeviction\r\n"
      "role:master\r\naof_enabled:1\r\ncluster_enabled:0\r\n";
  EXPECT_EQ(ReadInfo(good, Address::Kind::kServer).version, "7.0.15");
  EXPECT_EQ(ReadInfo(good, Address::Kind::kServer).unfit, "");
  EXPECT_TRUE(ReadInfo(good, Address::Kind::kServer).keeps_on_disk);

  const auto with = [&](const std::string& from, const std::string& to) {
    std::string info = good;
    info.replace(info.find(from), from.size(), to);
    return ReadInfo(info, Address::Kind::kServer).unfit;
  };
  EXPECT_NE(with("7.0.15", "6.2.1"), "");
  EXPECT_NE(with("cluster_enabled:0", "cluster_enabled:1"), "");
  EXPECT_NE(with("role:master", "role:slave"), "");
  EXPECT_NE(with("maxmemory:0\r\nmaxmemory_policy:noeviction",
                 "maxmemory:9\r\nmaxmemory_policy:allkeys-lru"),
            "");
  EXPECT_EQ(with("maxmemory_policy:noeviction", "maxmemory_policy:allkeys-lru"), "")
      << "without a limit nothing is evicted";
}

}  // namespace
}  // namespace rg::store::redis

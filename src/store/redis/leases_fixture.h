#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "admission/counters.h"
#include "store/redis/command.h"
#include "store/redis/fields.h"
#include "store/redis/testing/counters.h"
#include "store/redis/testing/server.h"

namespace rg::store::redis {

using admission::Answer;
using admission::Policy;
using admission::Settlement;
using testing::BlockingCounters;
using testing::Core;
using testing::kPatience;
using testing::Numbered;
using testing::Server;

// Gateways that share a server, a clock turned by hand, and every call's end as their events have
// it.
class Leases : public ::testing::Test {
 protected:
  static std::uint16_t Port() {
    static Server server;
    return server.port();
  }
  struct Event {
    std::uint64_t seq = 0;
    Money price;
  };

  Leases() {
    static int made = 0;
    prefix_ = "leases" + std::to_string(++made);
    call_.workspace = WorkspaceId{Numbered(1)};
    call_.key = KeyId{Numbered(2)};
    call_.client_ip = "192.0.2.7";
    clock_.Set(ParseRfc3339("2026-11-23T12:00:00Z").value());
    asker_ = testing::MakeClient(core_, Port());
  }
  ~Leases() override {
    gateways_.clear();
    core_.Do([this] {
      asker_->Close();
      asker_.reset();
    });
  }

  BlockingCounters& AddGateway(std::uint64_t id = 0) {
    CountersOptions options = testing::PatientOptions(prefix_);
    options.leases = true;
    options.alarms = &alarms_;
    options.writer = ++writers_;
    options.gateway = Numbered(id == 0 ? 500 + writers_ : id);
    gateways_.push_back(
        std::make_unique<BlockingCounters>(core_, testing::MakeClient(core_, Port()), options));
    return *gateways_.back();
  }
  BlockingCounters& gateway(std::size_t i = 0) { return *gateways_[i]; }

  limit::Rule MakeRule(std::int64_t amount, limit::Algorithm algorithm,
                       limit::Unit unit = limit::Unit::kRequests) {
    limit::Rule rule;
    rule.id = RuleId{Numbered(100 + made_)};
    rule.name = "rule-" + std::to_string(made_++);
    rule.workspace = call_.workspace;
    rule.algorithm = algorithm;
    rule.unit = unit;
    rule.amount = amount;
    rule.window = std::chrono::minutes{1};
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
    for (const auto& each : gateways_) each->Prepare(*policy_, call_.workspace, clock_.Now());
  }

  Answer Admit(BlockingCounters& at, std::uint64_t request, Money most, std::int64_t tokens = 0) {
    const admission::Ask ask{.request = RequestId{Numbered(request)},
                             .call = call_,
                             .policy = *policy_,
                             .most = most,
                             .unbounded_because = {},
                             .input_tokens = tokens,
                             .now = clock_.Now()};
    opened_[request] = clock_.Now();
    return *at.Admit(ask).ready();
  }
  bool Admits(BlockingCounters& at, std::uint64_t request, Money most, std::int64_t tokens = 0) {
    return Admit(at, request, most, tokens).kind == Answer::Kind::kAdmitted;
  }
  Settlement Settle(BlockingCounters& at, std::uint64_t request, Money price,
                    std::int64_t tokens = 0) {
    const struct admission::Settle settle {
      .request = RequestId{Numbered(request)}, .call = call_, .policy = *policy_, .price = price,
      .input_tokens = tokens, .opened = opened_[request], .now = clock_.Now()
    };
    Settlement settlement = *at.Settle(settle).ready();
    if (settlement.booked) events_.push_back({settlement.seq, price});
    return settlement;
  }
  // So many calls in a row, each at its own millisecond; every one is admitted.
  void Serve(BlockingCounters& at, int calls, Money most, Money price) {
    for (int i = 0; i < calls; ++i) {
      const std::uint64_t request = ++requests_;
      ASSERT_TRUE(Admits(at, request, most)) << i;
      ASSERT_TRUE(Settle(at, request, price).booked);
      Pass(std::chrono::milliseconds{1});
    }
  }
  // Lets time pass; everybody looks at the clock ten times a second.
  void Pass(Duration time) {
    const TimePoint end = clock_.Now() + time;
    while (clock_.Now() < end) {
      clock_.Advance(std::min<Duration>(std::chrono::milliseconds{100}, end - clock_.Now()));
      if (clock_.Now() - ticked_ < std::chrono::milliseconds{100}) continue;
      ticked_ = clock_.Now();
      for (const auto& each : gateways_) each->Tick(clock_.Now());
    }
  }

  // As the gateway's upkeep does with counters that are not there, or of an epoch that is not
  // trusted. What it told of.
  Money BeginAnew(BlockingCounters& at, std::uint64_t distrusted) {
    const auto after = static_cast<std::uint64_t>(ToMicros(clock_.Now()));
    const Installed installed = core_
                                    .Wait([&] {
                                      return at.counters().Install(policy_, call_.workspace, after,
                                                                   distrusted, clock_.Now());
                                    })
                                    .value();
    core_.Do([&] {
      at.leased().Cut(call_.workspace);
      at.counters().PayInto(call_.workspace, installed.epoch);
    });
    Money told;
    for (const Unready& unready : installed.missing) {
      told = SpentBelow(unready.from_seq);
      core_.Wait([&] { return at.counters().Ready(call_.workspace, unready, told, {}); }).value();
    }
    return told;
  }
  WorkspaceCopy Copy(std::size_t i = 0) {
    return core_
        .Wait([&] { return gateway(i).counters().Copy(policy_, call_.workspace, clock_.Now()); })
        .value();
  }
  std::vector<StoredSlice> Slices() {
    return core_.Wait([&] { return gateway().counters().Slices(call_.workspace); }).value();
  }
  template <class... Words>
  Reply Ask(const Words&... words) {
    const std::string command = MakeCommand(words...);
    Outcome outcome = core_.Wait([&] { return asker_->Call("", command, kPatience); });
    EXPECT_TRUE(outcome);
    return *std::move(outcome);
  }
  std::string Key() const { return KeyOf(prefix_, call_.workspace); }
  // What the events with numbers below `end` say was spent.
  Money SpentBelow(std::uint64_t end) const { return SpentFrom(0, end); }
  Money SpentFrom(std::uint64_t first, std::uint64_t end) const {
    Money sum;
    for (const Event& event : events_) {
      if (event.seq >= first && event.seq < end) sum += event.price;
    }
    return sum;
  }
  Money Spent() const { return SpentBelow(~std::uint64_t{0}); }

  Core core_;
  std::string prefix_;
  ManualClock clock_;
  CallFacts call_;
  std::shared_ptr<const Policy> policy_;
  Alarms alarms_;
  std::vector<std::unique_ptr<BlockingCounters>> gateways_;
  std::unique_ptr<Client> asker_;
  std::vector<Event> events_;
  std::uint64_t requests_ = 0;

 private:
  TimePoint ticked_{};
  std::map<std::uint64_t, TimePoint> opened_;
  std::uint64_t writers_ = 0;
  std::uint64_t made_ = 0;
  std::uint64_t revision_ = 0;
};

}  // namespace rg::store::redis

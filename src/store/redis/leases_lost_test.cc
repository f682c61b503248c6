// Slices whose holder dies or sleeps, and counters that forget them: nothing is lost or booked
// twice.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "store/redis/leases_fixture.h"

namespace rg::store::redis {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_F(Leases, WhatAnEarlierProcessLeftIsBookedFromItsEvents) {
  AddGateway(77);
  BlockingCounters& other = AddGateway(78);
  Obey({}, {MakeBudget(Money::Dollars(100))});
  Serve(gateway(), 200, Money::Nanos(2'000'000), Money::Nanos(1'500'000));
  // Under way when it is killed: its event says what it held.
  const Answer unseen = Admit(gateway(), ++requests_, Money::Nanos(2'000'000));
  ASSERT_NE(unseen.settle_seq, 0u);
  events_.push_back({unseen.settle_seq, Money::Nanos(2'000'000)});
  Serve(other, 200, Money::Nanos(2'000'000), Money::Nanos(1'500'000));
  ASSERT_NE(Copy().budgets[0].settled, Spent());
  gateways_[0].reset();
  gateways_.erase(gateways_.begin());
  BlockingCounters& again = AddGateway(77);

  for (int twice = 0; twice < 2; ++twice) {
    for (const StoredSlice& slice : Slices()) {
      if (slice.gateway != Numbered(77)) continue;
      const SliceReport report{.slice = slice.id,
                               .number = slice.reports + 1,
                               .last = twice == 1,
                               .opened = slice.opened,
                               .accounts = slice.accounts,
                               .booked = SpentFrom(slice.first_seq, slice.first_seq + slice.calls),
                               .kept = {},
                               .grown = {},
                               .charged = {}};
      RedisCounters& counters = again.counters();
      core_
          .Wait([&] {
            return counters.Report(std::vector(1, report), call_.workspace,
                                   counters.Follow(*policy_), clock_.Now());
          })
          .value();
    }
  }
  Pass(seconds{5});

  EXPECT_EQ(Copy().budgets[0].settled, Spent());
  EXPECT_EQ(Copy().budgets[0].held, Money{});
  EXPECT_TRUE(Slices().empty());
}

TEST_F(Leases, CountersThatWereLostKnowWhatSlicesCostOnce) {
  BlockingCounters& one = AddGateway();
  const budget::Budget budget = MakeBudget(Money::Dollars(100));
  Obey({}, {budget});
  Serve(one, 200, Money::Nanos(2'000'000), Money::Nanos(1'500'000));
  std::vector<std::uint64_t> under_way;
  for (int i = 0; i < 4; ++i) {
    under_way.push_back(++requests_);
    ASSERT_NE(Admit(one, under_way.back(), Money::Nanos(2'000'000)).settle_seq, 0u);
  }
  Ask("DEL", Key());
  Settle(one, under_way[0], Money::Nanos(1'000'000));

  const Installed installed =
      core_
          .Wait([&] {
            return one.counters().Install(policy_, call_.workspace,
                                          static_cast<std::uint64_t>(ToMicros(clock_.Now())), 0,
                                          clock_.Now());
          })
          .value();
  ASSERT_EQ(installed.missing.size(), 1u);
  core_.Do([&] {
    one.leased().Cut(call_.workspace);
    one.counters().PayInto(call_.workspace, installed.epoch);
  });
  const Money told = SpentBelow(installed.missing[0].from_seq);
  core_.Wait([&] { return one.counters().Ready(call_.workspace, installed.missing[0], told, {}); })
      .value();
  for (std::size_t i = 1; i < under_way.size(); ++i) {
    EXPECT_TRUE(Settle(one, under_way[i], Money::Nanos(1'000'000)).booked);
  }
  Serve(one, 100, Money::Nanos(2'000'000), Money::Nanos(1'500'000));
  Pass(seconds{5});

  EXPECT_EQ(told, Spent() - Money::Nanos(3'000'000 + 150'000'000));
  EXPECT_EQ(Copy().budgets[0].settled, Spent());
  EXPECT_EQ(Copy().budgets[0].held, Money{});
}

TEST_F(Leases, CountersThatAreDistrustedLetGoOfSlicesAndKnowWhatTheyCostOnce) {
  BlockingCounters& one = AddGateway();
  Obey({}, {MakeBudget(Money::Dollars(100))});
  Serve(one, 200, Money::Nanos(2'000'000), Money::Nanos(1'500'000));
  const std::uint64_t under_way = ++requests_;
  ASSERT_NE(Admit(one, under_way, Money::Nanos(2'000'000)).settle_seq, 0u);
  ASSERT_FALSE(Slices().empty());

  BeginAnew(one, one.counters().EpochOf(call_.workspace));
  Settle(one, under_way, Money::Nanos(1'000'000));
  Pass(seconds{5});

  EXPECT_EQ(Copy().budgets[0].settled, Spent());
  EXPECT_EQ(Copy().budgets[0].held, Money{});
  EXPECT_TRUE(Slices().empty());
}

TEST_F(Leases, AReportThatComesLateChangesNothing) {
  BlockingCounters& one = AddGateway();
  Obey({}, {MakeBudget(Money::Dollars(100))});
  Serve(one, 200, Money::Nanos(2'000'000), Money::Nanos(1'500'000));
  ASSERT_TRUE(core_.Wait(
      [&] { return one.leased().Surrender(call_.workspace, clock_.Now(), clock_.Now()); }));
  const std::uint64_t under_way = ++requests_;
  Serve(one, 50, Money::Nanos(2'000'000), Money::Nanos(1'500'000));
  ASSERT_NE(Admit(one, under_way, Money::Nanos(2'000'000)).settle_seq, 0u);
  const std::vector<StoredSlice> slices = Slices();
  ASSERT_EQ(slices.size(), 1u);
  SliceReport report{.slice = slices[0].id,
                     .number = 7,
                     .last = false,
                     .opened = slices[0].opened,
                     .accounts = slices[0].accounts,
                     .booked = Money::Nanos(5'000'000),
                     .kept = Money::Nanos(2'000'000),
                     .grown = {},
                     .charged = {}};
  const auto send = [&] {
    RedisCounters& counters = one.counters();
    return core_
        .Wait([&] {
          return counters.Report(std::vector(1, report), call_.workspace, counters.Follow(*policy_),
                                 clock_.Now());
        })
        .value()
        .at(0)
        .status;
  };
  EXPECT_EQ(send(), Reported::Status::kReported);
  const Money settled = Copy().budgets[0].settled;

  report.number = 6;
  report.booked = Money::Nanos(4'000'000);

  EXPECT_EQ(send(), Reported::Status::kKnown);
  EXPECT_EQ(Copy().budgets[0].settled, settled);
}

TEST_F(Leases, EachSliceThatIsToldOfWithOthersIsToldOfByItself) {
  BlockingCounters& one = AddGateway();
  Obey({}, {MakeBudget(Money::Dollars(100))});
  for (int i = 0; i < 2; ++i) {
    Serve(one, 200, Money::Nanos(2'000'000), Money::Nanos(1'500'000));
    ASSERT_NE(Admit(one, ++requests_, Money::Nanos(2'000'000)).settle_seq, 0u);
    Pass(seconds{3});
  }
  const std::vector<StoredSlice> slices = Slices();
  ASSERT_EQ(slices.size(), 2u);
  const WorkspaceCopy before = Copy();
  const auto report = [&](const StoredSlice& slice, std::uint64_t number) {
    const Money booked = SpentFrom(slice.first_seq, slice.first_seq + slice.calls);
    return SliceReport{.slice = slice.id,
                       .number = number,
                       .last = true,
                       .opened = slice.opened,
                       .accounts = slice.accounts,
                       .booked = booked + Money::Nanos(7),
                       .kept = {},
                       .grown = {},
                       .charged = {}};
  };
  StoredSlice nobodys = slices[0];
  nobodys.id = Numbered(9);
  const std::vector<SliceReport> reports = {report(nobodys, 100), report(slices[0], 100),
                                            report(slices[1], slices[1].reports)};

  RedisCounters& counters = one.counters();
  const auto told = core_
                        .Wait([&] {
                          return counters.Report(reports, call_.workspace,
                                                 counters.Follow(*policy_), clock_.Now());
                        })
                        .value();

  EXPECT_EQ(told.at(0).status, Reported::Status::kUnknown);
  EXPECT_EQ(told.at(1).status, Reported::Status::kReported);
  EXPECT_EQ(told.at(2).status, Reported::Status::kKnown);
  const WorkspaceCopy after = Copy();
  EXPECT_EQ(after.budgets[0].settled, before.budgets[0].settled + Money::Nanos(7));
  EXPECT_EQ(after.budgets[0].held, Money::Nanos(2'000'000));
  EXPECT_EQ(Slices().size(), 1u);
}

TEST_F(Leases, ABudgetThatIsNewKnowsOfCallsUnderWay) {
  BlockingCounters& one = AddGateway();
  const budget::Budget first = MakeBudget(Money::Dollars(100));
  Obey({}, {first});
  Serve(one, 200, Money::Nanos(2'000'000), Money::Nanos(1'500'000));
  const std::uint64_t under_way = ++requests_;
  ASSERT_NE(Admit(one, under_way, Money::Nanos(2'000'000)).settle_seq, 0u);
  const std::size_t before = events_.size();

  const budget::Budget second = MakeBudget(Money::Dollars(50));
  policy_ = Policy::Make(call_.workspace, {}, {first, second}, 1'000).value();
  const Installed installed =
      core_
          .Wait(
              [&] { return one.counters().Install(policy_, call_.workspace, 0, 0, clock_.Now()); })
          .value();
  core_.Do([&] { one.leased().Cut(call_.workspace); });
  ASSERT_EQ(installed.missing.size(), 1u);
  const Money told = SpentBelow(installed.missing[0].from_seq);
  EXPECT_EQ(told, Money::Nanos(1'500'000 * static_cast<std::int64_t>(before)));
  core_.Wait([&] { return one.counters().Ready(call_.workspace, installed.missing[0], told, {}); })
      .value();
  EXPECT_TRUE(Settle(one, under_way, Money::Nanos(1'000'000)).booked);
  Pass(seconds{5});

  EXPECT_EQ(Copy().budgets[0].settled, Spent());
  EXPECT_EQ(Copy().budgets[1].settled, Spent());
  EXPECT_EQ(Copy().budgets[0].held, Money{});
}

TEST_F(Leases, OfAHolderThatSleptTheMoneyIsFreeAgainAndItsPriceIsBookedLate) {
  AddGateway();
  BlockingCounters& other = AddGateway();
  Obey({}, {MakeBudget(Money::Dollars(100))});
  Serve(gateway(), 200, Money::Nanos(2'000'000), Money::Nanos(1'500'000));
  const std::uint64_t under_way = ++requests_;
  ASSERT_NE(Admit(gateway(), under_way, Money::Nanos(2'000'000)).settle_seq, 0u);
  ASSERT_GT(Copy().budgets[0].held, Money{});

  clock_.Advance(minutes{16});
  other.Sweep(call_.workspace, clock_.Now());

  EXPECT_EQ(Copy().budgets[0].held, Money{});
  const Answer next = Admit(gateway(), ++requests_, Money::Nanos(2'000'000));
  EXPECT_EQ(next.settle_seq, 0u) << "it spends what is others'";
  Settle(gateway(), requests_, Money::Nanos(1'000'000));
  Settle(gateway(), under_way, Money::Nanos(1'000'000));
  Pass(seconds{5});
  EXPECT_EQ(Copy().budgets[0].settled, Spent());
  EXPECT_EQ(Copy().budgets[0].held, Money{});
}

TEST_F(Leases, ASliceThatRedisRemembersAgainIsLetGo) {
  BlockingCounters& one = AddGateway();
  Obey({}, {MakeBudget(Money::Dollars(100))});
  Serve(one, 200, Money::Nanos(2'000'000), Money::Nanos(1'500'000));
  ASSERT_FALSE(Slices().empty());
  const std::string earlier(Ask("DUMP", Key()).root().text());
  Pass(seconds{5});
  ASSERT_TRUE(Slices().empty());

  Ask("RESTORE", Key(), 0, earlier, "REPLACE");
  ASSERT_FALSE(Slices().empty());
  // What was written since is missing, which the next write shows; then it is all begun anew.
  Serve(one, 1, Money::Nanos(2'000'000), Money::Nanos(1'500'000));
  Serve(one, 1, Money{}, Money{});
  Pass(seconds{1});

  EXPECT_TRUE(Slices().empty());
  EXPECT_EQ(Copy().budgets[0].held, Money{});
}

}  // namespace
}  // namespace rg::store::redis

#include "limit/algorithm.h"

#include <algorithm>
#include <deque>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "limit/wide.h"

namespace rg::limit {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

const TimePoint kStart{seconds{1'800'000'000}};

Terms Of(Algorithm algorithm, std::int64_t amount, Duration window = {}, std::int64_t burst = 0) {
  Rule rule;
  rule.algorithm = algorithm;
  rule.amount = amount;
  rule.window = window;
  rule.burst = burst;
  return TermsOf(rule);
}

// One counter and its clock.
class Counter {
 public:
  explicit Counter(Terms terms) : terms_(terms), state_(StateWords(terms), 0) {}

  Step Look(std::int64_t cost = 1) const { return Decide(state_, terms_, cost, now_); }
  Step Ask(std::int64_t cost = 1) {
    const Step step = Look(cost);
    if (step.admitted) mark_ = Charge(state_, terms_, cost, now_);
    return step;
  }
  void Correct(std::int64_t delta, Mark mark) { limit::Correct(state_, terms_, delta, mark, now_); }
  std::int64_t AskUntilFull(std::int64_t cost = 1) {
    std::int64_t admitted = 0;
    while (Ask(cost).admitted) ++admitted;
    return admitted;
  }
  void Obey(const Terms& terms) { terms_ = terms; }
  void Wait(Duration time) { now_ += time; }
  void WaitUntil(TimePoint time) { now_ = time; }

  TimePoint now() const { return now_; }
  Mark mark() const { return mark_; }
  bool at_rest() const { return AtRest(state_, terms_, now_); }

 private:
  Terms terms_;
  std::vector<std::int64_t> state_;
  TimePoint now_ = kStart;
  Mark mark_ = 0;
};

struct Charged {
  TimePoint at;
  std::int64_t cost;
};

// What an observer who saw every admitted call would find the busiest window to hold.
std::int64_t BusiestWindow(const std::vector<Charged>& history, const Terms& terms) {
  std::int64_t busiest = 0;
  std::int64_t sum = 0;
  std::size_t oldest = 0;
  for (const Charged& charged : history) {
    sum += charged.cost;
    if (terms.algorithm == Algorithm::kFixedWindow) {
      while (history[oldest].at.time_since_epoch() / terms.window !=
             charged.at.time_since_epoch() / terms.window) {
        sum -= history[oldest++].cost;
      }
    } else {
      while (charged.at - history[oldest].at >= terms.window) sum -= history[oldest++].cost;
    }
    busiest = std::max(busiest, sum);
  }
  return busiest;
}

// Whether any stretch of time held more than burst + rate * time, in exact arithmetic.
bool ExceedsBucket(const std::vector<Charged>& history, const Terms& terms) {
  // The bucket of an observer: level in units of 1 / window.
  Wide level = 0;
  TimePoint last = kStart;
  for (const Charged& charged : history) {
    level = std::max<Wide>(level - Wide{(charged.at - last).count()} * terms.amount, 0);
    level += Wide{charged.cost} * terms.window.count();
    last = charged.at;
    if (level > Wide{terms.burst} * terms.window.count()) return true;
  }
  return false;
}

bool IsBucket(const Terms& terms) {
  return terms.algorithm == Algorithm::kTokenBucket || terms.algorithm == Algorithm::kLeakyBucket;
}

bool KeepsItsPromise(const std::vector<Charged>& history, const Terms& terms) {
  if (IsBucket(terms)) return !ExceedsBucket(history, terms);
  return BusiestWindow(history, terms) <= terms.amount;
}

Terms RandomTerms(Algorithm algorithm, std::mt19937_64& random) {
  const std::int64_t magnitude[] = {1, 2, 10, 60, 1'000, 90'000, 1'000'000'000, 1'000'000'000'000};
  const Duration windows[] = {milliseconds{1}, milliseconds{7},       seconds{1},
                              seconds{60},     std::chrono::hours{1}, std::chrono::days{31}};
  Rule rule;
  rule.algorithm = algorithm;
  rule.amount = magnitude[random() % std::size(magnitude)];
  if (rule.amount > 3) rule.amount -= static_cast<std::int64_t>(random() % 3);
  rule.window = windows[random() % std::size(windows)] + nanoseconds{random() % 3};
  const bool bursts = algorithm == Algorithm::kTokenBucket || algorithm == Algorithm::kLeakyBucket;
  if (bursts && random() % 2 == 0) {
    rule.burst =
        std::max<std::int64_t>(rule.amount / static_cast<std::int64_t>(random() % 4 + 1), 1);
  }
  return TermsOf(rule);
}

class TimedAlgorithm : public testing::TestWithParam<Algorithm> {};

TEST_P(TimedAlgorithm, NeverAdmitsMoreThanItPromises) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    std::mt19937_64 random(seed);
    const Terms terms = RandomTerms(GetParam(), random);
    Counter counter(terms);
    std::vector<Charged> history;
    const std::int64_t unit = std::max<std::int64_t>(Capacity(terms) / 20, 1);

    for (int i = 0; i < 2'000; ++i) {
      const std::int64_t cost =
          1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(unit));
      if (counter.Ask(cost).admitted) history.push_back({counter.now(), cost});
      const auto pace = static_cast<std::uint64_t>(terms.window.count()) / (1 + random() % 100);
      if (random() % 3 == 0) counter.Wait(nanoseconds{random() % (pace + 1)});
    }

    EXPECT_TRUE(KeepsItsPromise(history, terms)) << "seed " << seed;
    EXPECT_FALSE(history.empty());
  }
}

TEST_P(TimedAlgorithm, RetryAfterIsTheTruth) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    std::mt19937_64 random(seed);
    const Terms terms = RandomTerms(GetParam(), random);
    Counter counter(terms);

    for (int round = 0; round < 60; ++round) {
      const std::int64_t cost =
          1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(Capacity(terms)));
      const Step step = counter.Ask(cost);
      counter.Wait(nanoseconds{random() % static_cast<std::uint64_t>(terms.window.count() / 8)});
      const Step refused = counter.Look(cost);
      if (refused.admitted) continue;
      ASSERT_EQ(refused.why, Step::Why::kFull);
      ASSERT_GT(refused.retry_after, Duration{});

      counter.Wait(refused.retry_after - nanoseconds{1});
      ASSERT_FALSE(counter.Look(cost).admitted) << "one nanosecond early, seed " << seed;
      counter.Wait(nanoseconds{1});
      ASSERT_TRUE(counter.Look(cost).admitted) << "seed " << seed << " first " << step.admitted;
    }
  }
}

TEST_P(TimedAlgorithm, AdmitsNearlyAllThatIsAllowedUnderExcessDemand) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    std::mt19937_64 random(seed);
    Terms terms = RandomTerms(GetParam(), random);
    terms.amount = 100 + static_cast<std::int64_t>(random() % 900);
    terms.burst = terms.algorithm == Algorithm::kTokenBucket ? terms.amount : 4;
    // Whole windows, seen from the start of one.
    const Duration lead = terms.window - kStart.time_since_epoch() % terms.window;
    Counter counter(terms);
    counter.Wait(lead);
    const TimePoint begin = counter.now();
    const int excess = 2 + static_cast<int>(random() % 4);

    const int windows = 60;
    std::int64_t admitted = 0;
    const Duration pace = terms.window / (terms.amount * excess);
    for (; counter.now() < begin + windows * terms.window; counter.Wait(pace)) {
      admitted += counter.Ask().admitted;
    }

    EXPECT_GE(admitted * 100, windows * terms.amount * 98) << "seed " << seed;
  }
}

TEST_P(TimedAlgorithm, ACostItNeverAdmitsIsRefusedWithoutAWait) {
  Counter counter(Of(GetParam(), 10, seconds{1}));

  const Step step = counter.Ask(11);

  EXPECT_FALSE(step.admitted);
  EXPECT_EQ(step.why, Step::Why::kTooLarge);
  EXPECT_EQ(step.retry_after, Duration{});
}

TEST_P(TimedAlgorithm, ACostOfZeroAlwaysPasses) {
  Counter counter(Of(GetParam(), 1, seconds{1}));
  counter.AskUntilFull();
  counter.Correct(+5, counter.mark());

  const Step step = counter.Ask(0);

  EXPECT_TRUE(step.admitted);
  EXPECT_EQ(step.before, step.after);
}

TEST_P(TimedAlgorithm, GoesToRestWhenItSaysItWill) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    std::mt19937_64 random(seed);
    const Terms terms = RandomTerms(GetParam(), random);
    Counter counter(terms);
    Step last;
    for (int i = 0; i < 20; ++i) {
      const Step step = counter.Ask(1 + static_cast<std::int64_t>(random() % 3));
      if (step.admitted) last = step;
      counter.Wait(nanoseconds{random() % 1'000});
    }
    if (last.resets_at <= counter.now()) continue;

    counter.WaitUntil(last.resets_at - nanoseconds{1});
    EXPECT_FALSE(counter.at_rest()) << "seed " << seed;
    counter.Wait(nanoseconds{1});
    EXPECT_TRUE(counter.at_rest()) << "seed " << seed;
  }
}

// Estimates that turn out wrong, corrected in any order and at any time: the true costs of the
// calls, counted when they opened, keep the promise as long as no estimate was too low.
TEST_P(TimedAlgorithm, CorrectionsNeverLetTheTruthExceedThePromise) {
  struct Open {
    std::size_t call;
    std::int64_t estimate;
    std::int64_t truth;
    Mark mark;
    TimePoint ends;
  };
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    std::mt19937_64 random(seed);
    const Terms terms = RandomTerms(GetParam(), random);
    Counter counter(terms);
    std::vector<Charged> history;
    std::vector<Open> open;
    const std::int64_t most = std::max<std::int64_t>(Capacity(terms) / 4, 1);

    for (int i = 0; i < 1'500; ++i) {
      const std::int64_t estimate =
          1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most));
      if (counter.Ask(estimate).admitted) {
        const std::int64_t truth =
            static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(estimate + 1));
        const Duration lasts{random() % static_cast<std::uint64_t>(terms.window.count() * 2)};
        history.push_back({counter.now(), truth});
        open.push_back(
            {history.size() - 1, estimate, truth, counter.mark(), counter.now() + lasts});
      }
      const auto pace = static_cast<std::uint64_t>(terms.window.count()) / (1 + random() % 30);
      counter.Wait(nanoseconds{random() % (pace + 1)});
      std::erase_if(open, [&](const Open& call) {
        if (call.ends > counter.now()) return false;
        counter.Correct(call.truth - call.estimate, call.mark);
        return true;
      });
    }

    EXPECT_TRUE(KeepsItsPromise(history, terms)) << "seed " << seed;
  }
}

TEST_P(TimedAlgorithm, AnOverestimateGivenBackAtOnceIsAsIfNeverMade) {
  Counter counter(
      Of(GetParam(), 100, seconds{60}, GetParam() == Algorithm::kLeakyBucket ? 100 : 0));
  ASSERT_TRUE(counter.Ask(100).admitted);

  counter.Correct(-60, counter.mark());

  EXPECT_EQ(counter.Look(0).before, 40);
  EXPECT_TRUE(counter.Ask(60).admitted);
  EXPECT_FALSE(counter.Ask(1).admitted);
}

TEST_P(TimedAlgorithm, AnUnderestimateIsChargedThoughItDoesNotFit) {
  Counter counter(
      Of(GetParam(), 100, seconds{60}, GetParam() == Algorithm::kLeakyBucket ? 100 : 0));
  ASSERT_TRUE(counter.Ask(90).admitted);

  counter.Correct(+60, counter.mark());

  EXPECT_EQ(counter.Look(0).before, 150);
  EXPECT_EQ(counter.Look(0).remaining, 0);
}

TEST_P(TimedAlgorithm, WhatLeftTheWindowIsNotGivenBack) {
  Counter counter(
      Of(GetParam(), 100, seconds{60}, GetParam() == Algorithm::kLeakyBucket ? 100 : 0));
  ASSERT_TRUE(counter.Ask(100).admitted);
  const Mark old = counter.mark();
  counter.Wait(seconds{61});
  ASSERT_TRUE(counter.Ask(100).admitted);

  counter.Correct(-100, old);

  EXPECT_EQ(counter.Look(0).before, 100);
}

TEST_P(TimedAlgorithm, AClockThatWentBackFreesNothing) {
  Counter counter(Of(GetParam(), 10, seconds{60}));
  counter.AskUntilFull();

  counter.Wait(-std::chrono::hours{1});

  EXPECT_FALSE(counter.Ask().admitted);
}

INSTANTIATE_TEST_SUITE_P(Each, TimedAlgorithm,
                         testing::Values(Algorithm::kTokenBucket, Algorithm::kSlidingWindow,
                                         Algorithm::kFixedWindow, Algorithm::kLeakyBucket),
                         [](const auto& each) {
                           std::string name(kAlgorithmNames[static_cast<std::size_t>(each.param)]);
                           std::erase(name, '_');
                           return name;
                         });

TEST(TokenBucket, StartsFullAndRefillsEvenly) {
  Counter counter(Of(Algorithm::kTokenBucket, 60, seconds{60}, 5));

  EXPECT_EQ(counter.AskUntilFull(), 5);
  counter.Wait(seconds{3});
  EXPECT_EQ(counter.AskUntilFull(), 3);
}

TEST(TokenBucket, DoesNotDriftOverAMillionRefills) {
  Counter counter(Of(Algorithm::kTokenBucket, 7, seconds{1}, 2));
  ASSERT_TRUE(counter.Ask().admitted);
  ASSERT_TRUE(counter.Ask().admitted);

  for (int i = 0; i < 1'000'000; ++i) {
    counter.Wait(counter.Look().retry_after);
    ASSERT_TRUE(counter.Ask().admitted);
  }

  // A million sevenths of a second, rounded up to the nanosecond once.
  const Duration exact{1'000'000'000'000'000 / 7 + 1};
  EXPECT_EQ(counter.now() - kStart, exact);
}

TEST(TokenBucket, AnAmountThatIsLoweredFreesWhatWasChargedNoLater) {
  Counter counter(Of(Algorithm::kTokenBucket, 1'000'000'007, seconds{1}));
  ASSERT_TRUE(counter.Ask(999).admitted);

  counter.Obey(Of(Algorithm::kTokenBucket, 2, seconds{1}));

  EXPECT_EQ(counter.Look(0).before, 1);
  counter.Wait(nanoseconds{1'000});
  EXPECT_TRUE(counter.at_rest());
}

TEST(TokenBucket, ADebtOfCenturiesResetsAtTheEndOfTime) {
  Counter counter(Of(Algorithm::kTokenBucket, 7, kWindowMax));
  ASSERT_TRUE(counter.Ask(1).admitted);

  counter.Correct(kAmountMax, counter.mark());

  EXPECT_EQ(counter.Look(1).resets_at, TimePoint::max());
}

TEST(LeakyBucket, SpacesCallsEvenly) {
  Counter counter(Of(Algorithm::kLeakyBucket, 10, seconds{1}, 1));

  EXPECT_EQ(counter.AskUntilFull(), 1);
  EXPECT_EQ(counter.Look().retry_after, milliseconds{100});
}

TEST(SlidingWindow, ABurstIsFreeAgainExactlyOneWindowLater) {
  Counter counter(Of(Algorithm::kSlidingWindow, 10, seconds{1}));
  counter.Wait(milliseconds{333});

  EXPECT_EQ(counter.AskUntilFull(), 10);
  EXPECT_EQ(counter.Look().retry_after, seconds{1});
  counter.Wait(seconds{1});
  EXPECT_EQ(counter.AskUntilFull(), 10);
}

TEST(SlidingWindow, ABurstAtTheEndOfAWindowLeavesNoRoomAtTheStartOfTheNext) {
  Counter counter(Of(Algorithm::kSlidingWindow, 100, seconds{60}));
  ASSERT_TRUE(counter.Ask(1).admitted);
  counter.Wait(seconds{59});
  ASSERT_TRUE(counter.Ask(99).admitted);

  counter.Wait(seconds{2});

  EXPECT_EQ(counter.AskUntilFull(), 1);
}

TEST(FixedWindow, StartsAfreshOnTheWindowsOfTheClock) {
  Counter counter(Of(Algorithm::kFixedWindow, 3, seconds{60}));
  counter.Wait(seconds{59});

  EXPECT_EQ(counter.AskUntilFull(), 3);
  EXPECT_EQ(counter.Look().retry_after, seconds{1});
  counter.Wait(seconds{1});
  EXPECT_EQ(counter.AskUntilFull(), 3);
}

TEST(Concurrency, AdmitsAgainWhenACallEnds) {
  Counter counter(Of(Algorithm::kConcurrency, 3));
  EXPECT_EQ(counter.AskUntilFull(), 3);
  EXPECT_EQ(counter.Look().why, Step::Why::kBusy);

  counter.Correct(-1, counter.mark());

  EXPECT_EQ(counter.AskUntilFull(), 1);
}

TEST(Algorithms, TheTableIsInTheOrderOfTheNames) {
  for (std::size_t i = 0; i < kAlgorithms.size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(kAlgorithms[i].algorithm), i);
    EXPECT_LE(kAlgorithms[i].words, kStateWordsMax);
  }
}

}  // namespace
}  // namespace rg::limit

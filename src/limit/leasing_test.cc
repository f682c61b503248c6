#include "limit/leasing.h"

#include <array>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "limit/testing/promise.h"

namespace rg::limit {
namespace {

using limit::testing::KeepsItsPromise;
using limit::testing::Spent;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const TimePoint kStart{seconds{1'800'000'000}};

Rule Of(Algorithm algorithm, std::int64_t amount, Duration window, std::int64_t burst = 0) {
  Rule rule;
  rule.algorithm = algorithm;
  rule.amount = amount;
  rule.window = window;
  rule.burst = burst;
  return rule;
}

class LeasedAlgorithm : public ::testing::TestWithParam<Algorithm> {};

// Holders that charge slices and spend them as late as they may, between calls that ask for
// themselves.
TEST_P(LeasedAlgorithm, KeepsThePromiseOfTheRuleHoweverLateASliceIsSpent) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    std::mt19937_64 random(seed);
    const std::array<Duration, 4> windows = {seconds{17}, minutes{1}, std::chrono::hours{1},
                                             std::chrono::days{1}};
    const Rule rule = Of(GetParam(), 1'000 + static_cast<std::int64_t>(random() % 100'000),
                         windows[random() % 4], static_cast<std::int64_t>(random() % 2) * 1'000);
    const std::optional<Leasing> leasing = LeasingOf(rule);
    if (!leasing) continue;
    std::vector<std::int64_t> state(StateWords(leasing->terms), 0);
    std::vector<Spent> spent;
    TimePoint now = kStart;
    for (int i = 0; i < 3'000; ++i) {
      const std::int64_t cost = 1 + static_cast<std::int64_t>(random() % 300);
      const bool slice = random() % 2 == 0;
      if (Decide(state, leasing->terms, cost, now).admitted) {
        Charge(state, leasing->terms, cost, now);
        const TimePoint last = SpendableUntil(*leasing, now);
        const auto lasts = static_cast<std::uint64_t>((last - now).count());
        const Duration late{random() % 3 == 0 ? lasts - 1 : random() % lasts};
        spent.push_back({slice ? now + late : now, cost});
      }
      const auto pace = static_cast<std::uint64_t>(rule.window.count()) / (1 + random() % 300);
      if (random() % 2 == 0) now += Duration{random() % (pace + 1)};
    }

    EXPECT_TRUE(KeepsItsPromise(spent, rule)) << "seed " << seed;
    EXPECT_GT(spent.size(), 100u) << "seed " << seed;
  }
}

TEST_P(LeasedAlgorithm, StillAdmitsNearlyAllThatTheRuleAllows) {
  const Rule rule =
      Of(GetParam(), 6'000, minutes{1}, GetParam() == Algorithm::kLeakyBucket ? 1'000 : 0);
  const std::optional<Leasing> leasing = LeasingOf(rule);
  ASSERT_TRUE(leasing);
  std::vector<std::int64_t> state(StateWords(leasing->terms), 0);
  std::int64_t admitted = 0;
  const int windows = 20;
  for (TimePoint now = kStart; now < kStart + windows * rule.window; now += milliseconds{4}) {
    if (!Decide(state, leasing->terms, 1, now).admitted) continue;
    Charge(state, leasing->terms, 1, now);
    ++admitted;
  }

  EXPECT_GE(admitted * 100, windows * rule.amount * 98);
}

INSTANTIATE_TEST_SUITE_P(Each, LeasedAlgorithm,
                         ::testing::Values(Algorithm::kTokenBucket, Algorithm::kSlidingWindow,
                                           Algorithm::kFixedWindow, Algorithm::kLeakyBucket),
                         [](const auto& each) {
                           std::string name(kAlgorithmNames[static_cast<std::size_t>(each.param)]);
                           std::erase(name, '_');
                           return name;
                         });

TEST(Leasing, IsNotForLimitsThatAreSmallQuickOrAboutPlaces) {
  EXPECT_TRUE(LeasingOf(Of(Algorithm::kTokenBucket, 1'000, minutes{1})));
  EXPECT_FALSE(LeasingOf(Of(Algorithm::kTokenBucket, 999, minutes{1})));
  EXPECT_FALSE(LeasingOf(Of(Algorithm::kTokenBucket, 100'000, minutes{1}, 999)));
  EXPECT_FALSE(LeasingOf(Of(Algorithm::kTokenBucket, 100'000, seconds{1})));
  EXPECT_FALSE(LeasingOf(Of(Algorithm::kConcurrency, 100'000, {})));
  Rule shadow = Of(Algorithm::kTokenBucket, 1'000, minutes{1});
  shadow.on_excess = OnExcess::kShadow;
  EXPECT_FALSE(LeasingOf(shadow));
}

TEST(Leasing, ASliceOfAFixedWindowEndsWithTheWindow) {
  const std::optional<Leasing> leasing = LeasingOf(Of(Algorithm::kFixedWindow, 1'000, minutes{1}));
  ASSERT_TRUE(leasing);
  const TimePoint late = kStart - kStart.time_since_epoch() % minutes{1} + milliseconds{59'900};

  EXPECT_EQ(SpendableUntil(*leasing, late), late + milliseconds{100});
}

}  // namespace
}  // namespace rg::limit

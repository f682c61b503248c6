#include "store/memory/counter_table.h"

#include <random>
#include <string>
#include <unordered_map>

#include <gtest/gtest.h>

namespace rg::store::memory {
namespace {

limit::Terms PerMinute(limit::Algorithm algorithm) {
  return {algorithm, 10, std::chrono::minutes{1}, 10};
}

class CounterTableTest : public testing::Test {
 protected:
  // Charges the counter of a value, as an address would be.
  CounterTable::Charged Charge(std::uint64_t value, bool open_ended = true,
                               bool to_correct = false) {
    CounterTable::Charging charging;
    charging.key.value = {value, 1};
    charging.terms = terms_;
    charging.found = table_.Find(charging.key, terms_);
    charging.cost = 1;
    charging.open_ended = open_ended;
    charging.to_correct = to_correct;
    return table_.Charge(charging, now_);
  }
  std::int64_t Used(std::uint64_t value) const {
    const CounterRef counter = table_.Find({{}, {value, 1}}, terms_);
    return limit::Decide(table_.Read(counter, terms_), terms_, 0, now_).before;
  }

  CounterTable table_{100};
  limit::Terms terms_ = PerMinute(limit::Algorithm::kFixedWindow);
  TimePoint now_{std::chrono::seconds{1'800'000'000}};
};

TEST_F(CounterTableTest, CountersAtRestMakeWayForOthers) {
  for (std::uint64_t value = 0; value < 10'000; ++value) {
    Charge(value);
    now_ += std::chrono::seconds{1};
  }

  EXPECT_LT(table_.size(), 200u) << "sixty of them are in use at any time";
  EXPECT_EQ(table_.forgotten(), 0u);
}

TEST_F(CounterTableTest, AFloodOfValuesIsBoundedAndCounted) {
  for (std::uint64_t value = 0; value < 10'000; ++value) Charge(value);

  EXPECT_EQ(table_.size(), 100u);
  EXPECT_EQ(table_.forgotten(), 9'900u);
}

TEST_F(CounterTableTest, AFloodDoesNotPushOutWhatIsConfigured) {
  Charge(1'000'000, false);

  for (std::uint64_t value = 0; value < 10'000; ++value) Charge(value);

  EXPECT_EQ(Used(1'000'000), 1);
}

TEST_F(CounterTableTest, WhatIsStillToBeCorrectedIsNeverDropped) {
  terms_ = PerMinute(limit::Algorithm::kConcurrency);
  const CounterTable::Charged charged = Charge(1'000'000, true, true);
  terms_ = PerMinute(limit::Algorithm::kFixedWindow);
  for (std::uint64_t value = 0; value < 10'000; ++value) Charge(value);

  terms_ = PerMinute(limit::Algorithm::kConcurrency);
  EXPECT_EQ(Used(1'000'000), 1);
  table_.Correct(charged.counter, -1, charged.mark, now_);
  EXPECT_EQ(Used(1'000'000), 0);
}

TEST_F(CounterTableTest, AnotherAlgorithmBeginsAnewAndLateCorrectionsMissIt) {
  const CounterTable::Charged old = Charge(7, false, true);
  terms_ = PerMinute(limit::Algorithm::kConcurrency);
  Charge(7, false, true);

  table_.Correct(old.counter, -1, old.mark, now_);

  EXPECT_EQ(Used(7), 1);
}

TEST(Places, FindWhatAMapWouldFind) {
  std::mt19937_64 random(3);
  Places places;
  std::unordered_map<std::uint64_t, std::uint32_t> map;
  std::unordered_map<std::uint32_t, std::uint64_t> key_at;
  std::uint32_t next = 0;
  for (int i = 0; i < 200'000; ++i) {
    // Few keys and worse hashes, so that runs form and holes open in them.
    const std::uint64_t key = random() % 500;
    const std::uint64_t hash = (key % 97) << 33;
    const auto known = map.find(key);
    const std::uint32_t found =
        places.Find(hash, [&](std::uint32_t place) { return key_at[place] == key; });
    ASSERT_EQ(found, known == map.end() ? Places::kNone : known->second);
    if (known == map.end()) {
      places.Insert(hash, next);
      key_at[next] = key;
      map[key] = next++;
    } else {
      places.Erase(hash, known->second);
      map.erase(known);
    }
  }
}

}  // namespace
}  // namespace rg::store::memory

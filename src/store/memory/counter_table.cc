#include "store/memory/counter_table.h"

#include <algorithm>

namespace rg::store::memory {
namespace {

constexpr std::array<std::int64_t, limit::kStateWordsMax> kZeros{};

// How many counters a newcomer looks at, and how many when there is no room for it.
constexpr int kSweepSteps = 2;
constexpr int kRoomSteps = 32;

std::uint64_t HashOf(const CounterKey& key) {
  std::uint64_t rule = 0;
  __builtin_memcpy(&rule, key.rule.bytes.data() + 8, 8);
  return Mix(Mix(rule, key.value[0]), key.value[1]);
}

// Whether a state written under one can be read under the other. A bucket's state is an instant,
// and so fits every rate; windows are cut by their length.
bool Readable(const limit::Terms& written, const limit::Terms& now) {
  if (written.algorithm != now.algorithm) return false;
  const bool cut = now.algorithm == limit::Algorithm::kSlidingWindow ||
                   now.algorithm == limit::Algorithm::kFixedWindow;
  return !cut || written.window == now.window;
}

}  // namespace

CounterRef CounterTable::Find(const CounterKey& key, const limit::Terms& terms) const {
  const std::uint32_t place = places_.Find(
      HashOf(key), [&](std::uint32_t candidate) { return counters_[candidate].key == key; });
  if (place == Places::kNone || !Readable(counters_[place].terms, terms)) return {};
  return {place, counters_[place].generation};
}

limit::ConstState CounterTable::Read(CounterRef counter, const limit::Terms& terms) const {
  if (counter.place == Places::kNone) return {kZeros.data(), limit::StateWords(terms)};
  return counters_[counter.place].words;
}

bool CounterTable::IsAlive(CounterRef counter) const {
  return counter.place != Places::kNone &&
         counters_[counter.place].generation == counter.generation;
}

CounterTable::Charged CounterTable::Charge(const Charging& charging, TimePoint now) {
  // One found a moment ago may have made room for another one of the same call.
  const std::uint32_t place =
      IsAlive(charging.found) ? charging.found.place : Create(charging, now);
  Counter& counter = counters_[place];
  counter.terms = charging.terms;
  counter.uncorrected += charging.to_correct;
  return {{place, counter.generation},
          limit::Charge(counter.words, counter.terms, charging.cost, now)};
}

void CounterTable::Correct(CounterRef ref, std::int64_t delta, limit::Mark mark, TimePoint now) {
  if (!IsAlive(ref)) return;
  Counter& counter = counters_[ref.place];
  --counter.uncorrected;
  limit::Correct(counter.words, counter.terms, delta, mark, now);
}

std::uint32_t CounterTable::Create(const Charging& charging, TimePoint now) {
  const std::uint64_t hash = HashOf(charging.key);
  const std::uint32_t same = places_.Find(
      hash, [&](std::uint32_t candidate) { return counters_[candidate].key == charging.key; });
  if (same != Places::kNone) Drop(same);
  Sweep(now);
  if (charging.open_ended && open_ended_ >= open_ended_max_) MakeRoom(now);

  const std::uint32_t place = counters_.Take();
  Counter& counter = counters_[place];
  counter.key = charging.key;
  counter.terms = charging.terms;
  counter.open_ended = charging.open_ended;
  counter.uncorrected = 0;
  ++counter.generation;
  counter.words.assign(limit::StateWords(charging.terms), 0);
  open_ended_ += charging.open_ended;
  places_.Insert(hash, place);
  return place;
}

void CounterTable::Drop(std::uint32_t place) {
  Counter& counter = counters_[place];
  places_.Erase(HashOf(counter.key), place);
  open_ended_ -= counter.open_ended;
  ++counter.generation;
  // A sliding window's half kilobyte is not kept for a counter that may need three words.
  if (counter.words.size() > 8) counter.words = {};
  counters_.Give(place);
}

std::uint32_t CounterTable::NextInUse() {
  for (std::uint32_t i = 0; i < 8 && i < counters_.end(); ++i) {
    hand_ = hand_ + 1 >= counters_.end() ? 0 : hand_ + 1;
    if (counters_[hand_].generation % 2 == 1) return hand_;
  }
  return Places::kNone;
}

void CounterTable::Sweep(TimePoint now) {
  for (int i = 0; i < kSweepSteps; ++i) {
    const std::uint32_t place = NextInUse();
    if (place == Places::kNone) return;
    const Counter& counter = counters_[place];
    if (counter.uncorrected > 0) continue;
    if (limit::AtRest(counter.words, counter.terms, now)) Drop(place);
  }
}

void CounterTable::MakeRoom(TimePoint now) {
  std::uint32_t nearest = Places::kNone;
  TimePoint nearest_rest = TimePoint::max();
  for (int i = 0; i < kRoomSteps; ++i) {
    const std::uint32_t place = NextInUse();
    if (place == Places::kNone) break;
    const Counter& counter = counters_[place];
    if (!counter.open_ended || counter.uncorrected > 0) continue;
    const limit::Step step = limit::Decide(counter.words, counter.terms, 0, now);
    if (step.before == 0) {
      Drop(place);
      return;
    }
    if (step.resets_at >= nearest_rest) continue;
    nearest = place;
    nearest_rest = step.resets_at;
  }
  if (nearest == Places::kNone) return;
  Drop(nearest);
  ++forgotten_;
}

}  // namespace rg::store::memory
